namespace Router.Rules.Analysis;

internal enum CoverResult
{
    /// Every part lies in one of the boxes.
    Covered,

    /// A part that no box covers was accepted.
    Found,

    /// There are such parts, and none was accepted.
    NotAccepted,

    /// The budget ended first.
    NotDecided,
}

/// Looks for a part of a box that no other box covers, by cutting it along their sides. Proves coverage where there is none.
internal sealed class CoverSearch(Space space, int budget, Func<Box, bool> accept)
{
    private const int MaxDepth = 200;
    private const int MaxRefused = 12;

    private readonly SortedSet<int> _used = [];
    private int _refused;

    /// Comparisons of boxes made so far.
    public int Work { get; private set; }

    /// The rules whose boxes the proof needed.
    public IReadOnlyCollection<int> Used => _used;

    public CoverResult Run(Box box, List<Box> covers)
    {
        _refused = 0;
        var isFound = Cut(box, covers, 0, out var isDecided);
        if (isFound) return CoverResult.Found;
        if (!isDecided) return CoverResult.NotDecided;
        return _refused == 0 ? CoverResult.Covered : CoverResult.NotAccepted;
    }

    private bool Cut(Box box, List<Box> covers, int depth, out bool isDecided)
    {
        isDecided = true;
        while (true)
        {
            var (near, nearest, outside) = Nearest(box, covers);
            if (nearest is null) return Accept(box);
            if (Work > budget || depth > MaxDepth || _refused >= MaxRefused)
            {
                isDecided = false;
                return false;
            }

            _used.Add(nearest.Rule);
            if (outside == 0) return false;
            foreach (var (dimension, set) in nearest.Sides)
            {
                var side = box.Side(dimension) ?? space[dimension].All;
                if (side.IsSubsetOf(set)) continue;
                var rest = box.With(dimension, side.Intersect(set.Complement(space[dimension].Size)));
                if (--outside == 0)
                {
                    box = rest;
                    break;
                }

                if (Cut(rest, near, depth + 1, out isDecided)) return true;
                if (!isDecided) return false;
                box = box.With(dimension, side.Intersect(set));
            }

            covers = near;
        }
    }

    private bool Accept(Box box)
    {
        if (accept(box)) return true;
        _refused++;
        return false;
    }

    // The box that leaves the fewest sides to cut, so that the search branches as little as it can.
    private (List<Box> Near, Box? Nearest, int Outside) Nearest(Box box, List<Box> covers)
    {
        var near = new List<Box>();
        Box? nearest = null;
        var least = int.MaxValue;
        foreach (var cover in covers)
        {
            if (!box.Overlaps(cover)) continue;
            near.Add(cover);
            var outside = box.Outside(cover);
            if (outside >= least) continue;
            (nearest, least) = (cover, outside);
            if (outside == 0) break;
        }

        Work += covers.Count;
        return (near, nearest, least);
    }
}
