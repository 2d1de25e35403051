namespace Router.Rules;

public enum RuleOutcome
{
    Route,
    Decline,
}

/// What a rule set says of a payment: the first matching rule, or the default. Made once when the file is read, shared by all payments.
public sealed record Verdict
{
    /// Null for the default.
    public required string? RuleId { get; init; }

    /// Place in the order of evaluation; the default stands behind the last rule.
    public required int Index { get; init; }

    public required RuleOutcome Outcome { get; init; }

    /// Why it is declined; null for a route.
    public string? Reason { get; init; }

    /// Null for a decline.
    public Route? Route { get; init; }

    /// True where the rule says that a payment is to be tried although every candidate's breaker is open.
    public bool TryWhenAllDown { get; init; }
}
