namespace Router.Rules.Diff;

public enum RuleSetLikeness
{
    /// Byte for byte.
    Identical,

    /// Spacing, order of members, "$schema": the hash is the same.
    LayoutOnly,

    /// Other words for the same: "ICBC" for ["ICBC"], a default written out.
    SpellingOnly,

    Different,
}

/// What changed between two rule files.
public sealed record RuleSetDiff
{
    public required RuleSetLikeness Likeness { get; init; }

    /// In order of the new file; file-wide ones first.
    public required IReadOnlyList<RuleSetChange> Changes { get; init; }

    /// What is wrong with the old file.
    public required IReadOnlyList<RuleDiagnostic> OldFindings { get; init; }

    public required IReadOnlyList<RuleDiagnostic> NewFindings { get; init; }
}
