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

        // The heaviest increasing run; a rule that nobody touched weighs more.
        var best = new long[newPlaces.Count];
        var before = new int[newPlaces.Count];
        var last = from;
        for (var i = from; i < to; i++)
        {
            before[i] = -1;
            for (var j = from; j < i; j++)
            {
                if (newPlaces[j] >= newPlaces[i] || best[j] <= best[i]) continue;
                best[i] = best[j];
                before[i] = j;
            }

            best[i] += isTouched[i] ? Kept - 1 : Kept;
            if (best[i] > best[last]) last = i;
        }

        Array.Fill(moved, true, from, to - from);
        for (var at = last; at >= 0; at = before[at]) moved[at] = false;
        return moved;
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
