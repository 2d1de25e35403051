namespace Router.Rules.Analysis;

public enum ReachState
{
    /// A payment is known that gets the rule.
    Reached,

    /// No payment fulfils its conditions.
    NeverMatches,

    /// Rules before it take every payment that it matches.
    Hidden,

    /// Payments should reach it, and none was found that does.
    NoWitness,

    /// The search was given up.
    NotDecided,
}

/// Whether a payment can reach a rule. HiddenBy are the ids of the rules that hide it together; Facts is a line for `router rules eval`
/// that gives this rule.
public sealed record RuleReach(string RuleId, ReachState State, IReadOnlyList<string> HiddenBy, string? Facts);
