namespace Router.Rules.Diff;

/// Which rules were moved: the fewest whose removal leaves the others in one order, rather those whose priority was changed.
internal static class RuleOrder
{
    private const int Kept = 1_000_000;

    /// Places of the rules that stand in both files, in old order, each by its place in the new order.
    public static bool[] Moved(IReadOnlyList<int> newPlaces, IReadOnlyList<bool> isTouched)
    {
        var moved = new bool[newPlaces.Count];
        var (from, to) = Middle(newPlaces);
        if (from >= to) return moved;

        // The heaviest increasing run; a rule that nobody touched weighs more. A tree over the new places finds the best run that ends before
        // a place: file and priorities may be shuffled as a whole, and there may be many rules.
        var best = new long[newPlaces.Count];
        var before = new int[newPlaces.Count];
        var ends = new int[to - from + 1];
        Array.Fill(ends, -1);
        var last = from;
        for (var i = from; i < to; i++)
        {
            before[i] = -1;
            for (var node = newPlaces[i] - from; node > 0; node -= node & -node) before[i] = Better(before[i], ends[node], best);
            best[i] = (before[i] < 0 ? 0 : best[before[i]]) + (isTouched[i] ? Kept - 1 : Kept);
            for (var node = newPlaces[i] - from + 1; node < ends.Length; node += node & -node) ends[node] = Better(ends[node], i, best);
            if (best[i] > best[last]) last = i;
        }

        Array.Fill(moved, true, from, to - from);
        for (var at = last; at >= 0; at = before[at]) moved[at] = false;
        return moved;
    }

    // Of equals the earlier; -1 is none.
    private static int Better(int one, int other, long[] best)
    {
        if (one < 0 || other < 0) return Math.Max(one, other);
        return best[one] == best[other] ? Math.Min(one, other) : best[one] > best[other] ? one : other;
    }

    // What stands unmoved at both ends costs nothing.
    private static (int From, int To) Middle(IReadOnlyList<int> places)
    {
        var (from, to) = (0, places.Count);
        while (from < to && places[from] == from) from++;
        while (to > from && places[to - 1] == to - 1) to--;
        return (from, to);
    }
}
