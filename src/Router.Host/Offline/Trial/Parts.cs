namespace Router.Host.Offline.Trial;

/// <summary>Counts items on all cores: each core has a tally of its own, and the tallies are added up.</summary>
internal static class Parts
{
    private const int Size = 2_048;

    public static TTally Count<TItem, TTally>(IEnumerable<TItem> items, Action<TTally, TItem> add, Action<TTally, TTally> merge, Action<int> done)
        where TTally : class, new()
    {
        var whole = new TTally();
        Parallel.ForEach(
            System.Collections.Concurrent.Partitioner.Create(items.Chunk(Size), System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering),
            () => new TTally(),
            (part, _, tally) =>
            {
                foreach (var item in part) add(tally, item);
                done(part.Length);
                return tally;
            },
            tally =>
            {
                lock (whole) merge(whole, tally);
            });
        return whole;
    }
}
