using System.Text.Json;
using Router.Core.Orders;
using Router.Rules.Explain;

namespace Router.Core.WhatIf;

/// <summary>The explanation as JSON, the same for the command line and the API.</summary>
public static class RouteExplanationJson
{
    /// <summary>One object; of the rules those that are given.</summary>
    public static void Write(Utf8JsonWriter writer, RouteExplanation explanation, IReadOnlyList<ExplainedRule> rules)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(explanation);
        writer.WriteStartObject();
        writer.WritePropertyName("rules");
        RuleExplanationJson.Write(writer, explanation.Rules, rules);
        writer.WriteStartArray("walk");
        foreach (var step in explanation.Walk)
        {
            writer.WriteStartObject();
            writer.WriteString("rule", step.RuleId);
            writer.WriteString("text", step.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteFirst(writer, explanation.Plan, explanation.Shares);
        if (explanation.Counterfactual is { } counterfactual) WriteCounterfactual(writer, counterfactual);
        writer.WriteEndObject();
    }

    private static void WriteFirst(Utf8JsonWriter writer, RoutePlan plan, FirstShares shares)
    {
        writer.WriteStartObject("first");
        writer.WriteString("account", plan.Candidates.Count == 0 ? null : plan.Candidates[0].AccountId);
        // As text: JavaScript numbers are too short for it.
        writer.WriteString("seed", plan.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (shares.Drawn is { } drawn)
        {
            writer.WriteNumber("point", drawn.Point);
            writer.WriteNumber("total", drawn.Total);
        }

        writer.WriteBoolean("estimated", shares.AreEstimated);
        writer.WriteStartObject("shares");
        foreach (var share in shares.All) writer.WriteNumber(share.AccountId, share.Share);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCounterfactual(Utf8JsonWriter writer, Counterfactual counterfactual)
    {
        writer.WriteStartObject("counterfactual");
        writer.WriteString("account", counterfactual.AccountId);
        writer.WriteBoolean("isFirst", counterfactual.IsFirst);
        writer.WriteNumber("shareNow", counterfactual.ShareNow);
        writer.WriteString("standing", counterfactual.Standing);
        writer.WriteNumber("plansTried", counterfactual.PlansTried);
        writer.WriteBoolean("cut", counterfactual.WasCut);
        writer.WriteStartArray("proposals");
        foreach (var proposal in counterfactual.Proposals)
        {
            writer.WriteStartObject();
            writer.WriteString("text", proposal.Text);
            writer.WriteBoolean("isFirst", proposal.IsFirst);
            writer.WriteNumber("share", proposal.Share);
            writer.WriteStartArray("changes");
            foreach (var change in proposal.Changes) WriteChange(writer, change);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter writer, Change change)
    {
        writer.WriteStartObject();
        if (change is FactChange fact)
        {
            writer.WriteString("kind", "fact");
            writer.WriteString("fact", fact.Fact);
            writer.WriteString("from", fact.From);
            writer.WriteString("to", fact.To);
        }
        else if (change is HealthChange health)
        {
            var kind = health.Kind.ToString();
            writer.WriteString("kind", char.ToLowerInvariant(kind[0]) + kind[1..]);
            writer.WriteString("account", health.AccountId);
            if (health.From is { } from) writer.WriteNumber("from", from);
            if (health.To is { } to) writer.WriteNumber("to", to);
        }

        writer.WriteString("text", change.Text);
        writer.WriteEndObject();
    }
}
