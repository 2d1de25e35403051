using System.Globalization;
using System.Text.Json;
using Router.Core.Orders;

namespace Router.AspNetCore.Views;

/// <summary>A route plan with its reasons.</summary>
internal sealed record PlanView
{
    public string Code { get; init; } = Success.Code;
    public string Message { get; init; } = Success.Message;
    public required string Outcome { get; init; }
    public ReasonView? Reason { get; init; }

    /// <summary>The rule that decided; absent: the default.</summary>
    public string? Rule { get; init; }
    public required IReadOnlyList<CandidateView> Candidates { get; init; }
    public required IReadOnlyList<ExcludedView> Excluded { get; init; }
    public string? CardBank { get; init; }
    public required IReadOnlyList<string> UnrecognisedFacts { get; init; }
    public required IReadOnlyList<string> ContradictedFacts { get; init; }
    public required string RuleSetHash { get; init; }
    public required string CatalogHash { get; init; }

    /// <summary>As text: JavaScript numbers are too short for it.</summary>
    public required string Seed { get; init; }

    /// <summary>Why, to the last condition; only where it was asked for.</summary>
    public JsonElement? Explanation { get; init; }

    public static PlanView Of(RoutePlan plan) => new()
    {
        Outcome = Words.Camel(plan.Outcome),
        Reason = ReasonView.Of(plan.ReasonCode, plan.ReasonText),
        Rule = plan.RuleId,
        Candidates = [.. plan.Candidates.Select(CandidateView.Of)],
        Excluded = [.. plan.Excluded.Select(e => new ExcludedView(e.AccountId, e.Reason))],
        CardBank = plan.CardBank,
        UnrecognisedFacts = plan.UnrecognisedFacts,
        ContradictedFacts = plan.ContradictedFacts,
        RuleSetHash = plan.RuleSetHash,
        CatalogHash = plan.CatalogHash,
        Seed = plan.Seed.ToString(CultureInfo.InvariantCulture),
    };
}
