namespace Router.Core.Orders;

/// <summary>
/// The stored decision: ordered candidates with reasons, and everything that makes it repeatable. A pure function of facts, rule set,
/// catalog, per-candidate inputs and seed. Attempts walk it; rules are not asked again.
/// </summary>
public sealed record RoutePlan
{
    public required RouteOutcome Outcome { get; init; }

    /// <summary>Why nothing can be tried, for any outcome but Routed: a stable code such as "route.declined".</summary>
    public string? ReasonCode { get; init; }
    public string? ReasonText { get; init; }

    /// <summary>The rule that decided; null: the default.</summary>
    public string? RuleId { get; init; }
    public required string RuleSetHash { get; init; }
    public required string CatalogHash { get; init; }
    public required ulong Seed { get; init; }

    /// <summary>The card's bank as the rules saw it; health is kept by it.</summary>
    public string? CardBank { get; init; }

    /// <summary>What else it was made from; null in plans that were stored before this was kept.</summary>
    public PlanInputs? Inputs { get; init; }

    /// <summary>In the order in which they are to be tried.</summary>
    public IReadOnlyList<PlannedCandidate> Candidates { get; init; } = [];

    /// <summary>Accounts that the verdict named and the plan left out, with the reason.</summary>
    public IReadOnlyList<ExcludedCandidate> Excluded { get; init; } = [];

    /// <summary>Facts that the caller gave and the registries do not know; they counted as absent.</summary>
    public IReadOnlyList<string> UnrecognisedFacts { get; init; } = [];

    /// <summary>Facts in which the caller and the BIN table disagreed; the table won.</summary>
    public IReadOnlyList<string> ContradictedFacts { get; init; } = [];
}

public enum RouteOutcome
{
    Routed,

    /// <summary>A rule declines such payments.</summary>
    Declined,

    /// <summary>No account is eligible.</summary>
    NoCandidate,

    /// <summary>Eligible accounts exist and all their breakers are open.</summary>
    AllDown,
}

/// <summary>One account of a plan, with the inputs that placed it.</summary>
/// <param name="AccountId">The merchant account.</param>
/// <param name="ChannelId">Its channel.</param>
/// <param name="Method">The first of the payment's methods that the account offers.</param>
/// <param name="BaseWeight">From the rule; what a channel or tag shares out need not be whole.</param>
/// <param name="EffectiveWeight">Base weight × h; in panic the base weight.</param>
/// <param name="FeeMinor">The account's fee for this payment, minor units; 0 where no fee row fits.</param>
/// <param name="FeePpm">The fee as parts per million of the amount, rounded up.</param>
/// <param name="Health">h of the account and method segment, 0.01–1.</param>
/// <param name="SuccessEstimate">s of the account and method segment, 0–1.</param>
/// <param name="Breaker">closed, open, or probe for a due probe.</param>
/// <param name="Note">Why it stands where it stands: "weighted", "explored", "panic", "demoted", "fallback", "probe", "tried", with the
/// later rule that brought it where it was not the first</param>
public sealed record PlannedCandidate(
    string AccountId, string ChannelId, string Method, double BaseWeight, double EffectiveWeight, long FeeMinor, long FeePpm, double Health,
    double SuccessEstimate, string Breaker, string Note);

/// <summary>An account that was left out.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Reason">Why: "method not offered", "currency not taken", "breaker open", …</param>
public sealed record ExcludedCandidate(string AccountId, string Reason);
