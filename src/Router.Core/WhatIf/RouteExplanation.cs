using Router.Core.Orders;
using Router.Rules.Explain;

namespace Router.Core.WhatIf;

/// <summary>Why a payment is routed as it is, to the last condition.</summary>
public sealed record RouteExplanation
{
    /// <summary>The facts as rules saw them, every rule, and the one that decided.</summary>
    public required RuleExplanation Rules { get; init; }

    /// <summary>The plan: candidates with weight, fee and health, and those that are out with the reason.</summary>
    public required RoutePlan Plan { get; init; }

    /// <summary>The routes that were put one behind another, as "onExhausted" says.</summary>
    public required IReadOnlyList<WalkStep> Walk { get; init; }

    /// <summary>How often each candidate would be the first, over all seeds.</summary>
    public required FirstShares Shares { get; init; }

    /// <summary>For the account that was named; null where none was.</summary>
    public Counterfactual? Counterfactual { get; init; }
}
