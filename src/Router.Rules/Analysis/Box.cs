namespace Router.Rules.Analysis;

/// Payments that lie in a set of atoms in each of some dimensions, and anywhere in the others. Immutable.
internal sealed class Box
{
    private readonly (int Dimension, AtomSet Set)[] _sides;

    private Box((int, AtomSet)[] sides, int rule)
    {
        _sides = sides;
        Rule = rule;
    }

    public static Box Everything { get; } = new([], -1);

    /// The rule it belongs to, by order of evaluation.
    public int Rule { get; }

    public IReadOnlyList<(int Dimension, AtomSet Set)> Sides => _sides;

    public Box Of(int rule) => new(_sides, rule);

    /// Null: any atom.
    public AtomSet? Side(int dimension)
    {
        var (low, high) = (0, _sides.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_sides[middle].Dimension == dimension) return _sides[middle].Set;
            if (_sides[middle].Dimension < dimension) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }

    public Box With(int dimension, AtomSet set) =>
        new([.. _sides.Where(s => s.Dimension < dimension), (dimension, set), .. _sides.Where(s => s.Dimension > dimension)], Rule);

    /// Null, with the dimension, where nothing is in both.
    public Box? Intersect(Box other, out int conflict)
    {
        conflict = -1;
        var sides = new List<(int, AtomSet)>(_sides.Length + other._sides.Length);
        int i = 0, j = 0;
        while (i < _sides.Length || j < other._sides.Length)
        {
            var mine = i < _sides.Length ? _sides[i].Dimension : int.MaxValue;
            var others = j < other._sides.Length ? other._sides[j].Dimension : int.MaxValue;
            if (mine < others) sides.Add(_sides[i++]);
            else if (others < mine) sides.Add(other._sides[j++]);
            else
            {
                var both = _sides[i++].Set.Intersect(other._sides[j++].Set);
                if (both.IsEmpty)
                {
                    conflict = mine;
                    return null;
                }

                sides.Add((mine, both));
            }
        }

        return new([.. sides], Rule);
    }

    public bool Overlaps(Box other)
    {
        foreach (var (dimension, set) in other._sides)
            if (Side(dimension) is { } side && !side.Overlaps(set)) return false;
        return true;
    }

    /// In how many dimensions this box reaches out of the other.
    public int Outside(Box other)
    {
        var count = 0;
        foreach (var (dimension, set) in other._sides)
            if (Side(dimension) is not { } side || !side.IsSubsetOf(set)) count++;
        return count;
    }
}
