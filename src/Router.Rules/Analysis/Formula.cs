namespace Router.Rules.Analysis;

/// A condition without "not": sets of atoms under and, or.
internal abstract record Formula
{
    public static Formula All(IEnumerable<Formula> parts) => new Group(true, [.. parts]);

    public static Formula Any(IEnumerable<Formula> parts) => new Group(false, [.. parts]);

    public sealed record Literal(int Dimension, AtomSet Set) : Formula;

    public sealed record Group(bool IsAll, IReadOnlyList<Formula> Parts) : Formula;
}
