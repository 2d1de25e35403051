namespace Router.Rules.Explain;

/// One condition held against one payment. Field and Actual are null for groups; Actual is "absent" where the payment does not have the fact.
public sealed record ExplainedCondition(
    ExplainedKind Kind, string? Field, string Expected, string? Actual, bool Holds, string? Note, IReadOnlyList<ExplainedCondition> Parts);
