namespace Router.Rules.Analysis;

/// One direction in which payments differ, cut into atoms that no condition of the rule set tells apart.
internal abstract class Dimension(int index, string name)
{
    public int Index { get; } = index;

    /// The fact it belongs to, as rules write it.
    public string Name { get; } = name;

    public abstract int Size { get; }

    public AtomSet All => AtomSet.Range(0, Size);
}
