using Router.Rules.Conditions;

namespace Router.Rules.Analysis;

/// A condition that is taken as a whole: atom 0 is "does not hold", atom 1 is "holds". Tags, patterns, windows, expressions.
internal sealed class SwitchDimension(int index, string name, Condition condition, string? tag) : Dimension(index, name)
{
    public static readonly AtomSet On = AtomSet.Range(1, 2);
    public static readonly AtomSet Off = AtomSet.Range(0, 1);

    public Condition Condition => condition;

    /// The tag whose presence this is; null for other conditions, and for a tag that no value stands for.
    public string? Tag => tag;

    public override int Size => 2;
}
