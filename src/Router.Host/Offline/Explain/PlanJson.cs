using System.Text.Json;
using Router.Core.Orders;

namespace Router.Host.Offline.Explain;

/// <summary>The plan with the names that the API gives it.</summary>
internal static class PlanJson
{
    public static void Write(Utf8JsonWriter writer, RoutePlan plan)
    {
        writer.WriteStartObject("plan");
        var outcome = plan.Outcome.ToString();
        writer.WriteString("outcome", char.ToLowerInvariant(outcome[0]) + outcome[1..]);
        if (plan.ReasonCode is not null)
        {
            writer.WriteStartObject("reason");
            writer.WriteString("code", plan.ReasonCode);
            writer.WriteString("text", plan.ReasonText);
            writer.WriteEndObject();
        }

        writer.WriteString("rule", plan.RuleId);
        writer.WriteStartArray("candidates");
        foreach (var candidate in plan.Candidates) Write(writer, candidate);
        writer.WriteEndArray();
        writer.WriteStartArray("excluded");
        foreach (var excluded in plan.Excluded)
        {
            writer.WriteStartObject();
            writer.WriteString("account", excluded.AccountId);
            writer.WriteString("reason", excluded.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PlannedCandidate candidate)
    {
        writer.WriteStartObject();
        writer.WriteString("account", candidate.AccountId);
        writer.WriteString("channel", candidate.ChannelId);
        writer.WriteString("method", candidate.Method);
        writer.WriteNumber("baseWeight", candidate.BaseWeight);
        writer.WriteNumber("effectiveWeight", candidate.EffectiveWeight);
        writer.WriteNumber("fee", candidate.FeeMinor);
        writer.WriteNumber("feePpm", candidate.FeePpm);
        writer.WriteNumber("health", candidate.Health);
        writer.WriteNumber("successEstimate", candidate.SuccessEstimate);
        writer.WriteString("breaker", candidate.Breaker);
        writer.WriteString("note", candidate.Note);
        writer.WriteEndObject();
    }
}
