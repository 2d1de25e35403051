namespace Router.Core.Orders;

/// <summary>What a plan was made from, beside the order's terms, the rule set, the catalog and the seed: with it the plan can be made again.</summary>
public sealed record PlanInputs
{
    /// <summary>When the plan was made; null: when the order was accepted.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    /// <summary>Of facts.json; null: there was none.</summary>
    public string? FactsHash { get; init; }

    /// <summary>Of bins.csv; null: there was none.</summary>
    public string? BinsHash { get; init; }

    /// <summary>Below this health an account stood behind the others.</summary>
    public required double DemoteBelow { get; init; }

    /// <summary>Null: none.</summary>
    public IReadOnlyCollection<string>? ExcludedAccounts { get; init; }

    /// <summary>What each account with daily limits had left, as it was asked for, in that order; null: none was asked.</summary>
    public IReadOnlyList<PlanLimit>? Limits { get; init; }

    /// <summary>Health of each account and method as it was asked for, in that order, without those of which nothing was known.</summary>
    public IReadOnlyList<PlanReading> Readings { get; init; } = [];
}
