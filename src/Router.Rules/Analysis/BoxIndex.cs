namespace Router.Rules.Analysis;

/// Finds the boxes that may overlap another one, by its most selective dimension.
internal sealed class BoxIndex(Space space)
{
    /// A box that takes more atoms than this is not filed under each of them.
    private const int MaxAtoms = 32;

    private readonly List<Box> _all = [];
    private readonly Dictionary<int, Shelf> _shelves = [];

    public void Add(Box box)
    {
        var number = _all.Count;
        _all.Add(box);
        foreach (var fact in space.Facts)
        {
            if (!_shelves.TryGetValue(fact.Index, out var shelf)) _shelves[fact.Index] = shelf = new Shelf(fact.Size);
            shelf.Add(box.Side(fact.Index), number);
        }
    }

    /// In the order they were added.
    public List<Box> Near(Box box)
    {
        List<int>? best = null;
        var least = _all.Count;
        Shelf? shelf = null;
        AtomSet? side = null;
        foreach (var (dimension, set) in box.Sides)
        {
            if (!_shelves.TryGetValue(dimension, out var candidate) || set.Count > MaxAtoms) continue;
            var count = candidate.Count(set);
            if (count >= least) continue;
            (shelf, side, least) = (candidate, set, count);
        }

        if (shelf is not null) best = shelf.Of(side!);
        return best is null ? [.. _all.Where(box.Overlaps)] : [.. best.Select(n => _all[n]).Where(box.Overlaps)];
    }

    private sealed class Shelf(int size)
    {
        private readonly List<int>?[] _filed = new List<int>?[size];
        private readonly List<int> _wide = [];

        public void Add(AtomSet? side, int number)
        {
            if (side is null || side.Count > MaxAtoms)
            {
                _wide.Add(number);
                return;
            }

            foreach (var atom in side.Atoms) (_filed[atom] ??= []).Add(number);
        }

        public int Count(AtomSet side) => _wide.Count + side.Atoms.Sum(a => _filed[a]?.Count ?? 0);

        public List<int> Of(AtomSet side) =>
            [.. _wide.Concat(side.Atoms.SelectMany(a => _filed[a] ?? Enumerable.Empty<int>())).Distinct().Order()];
    }
}
