using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Router.Host.Offline.Trial;

/// <summary>Counts items on all cores: each core has a tally of its own, and the tallies are added up.</summary>
internal static class Parts
{
    private const int Size = 2_048;

    public static TTally Count<TItem, TTally>(IEnumerable<TItem> items, Action<TTally, TItem> add, Action<TTally, TTally> merge, Action<int> done)
        where TTally : class, new()
    {
        var whole = new TTally();
        Plainly(() => Parallel.ForEach(
            Partitioner.Create(items.Chunk(Size), EnumerablePartitionerOptions.NoBuffering),
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
            }));
        return whole;
    }

    /// <summary>What goes wrong on several cores is told as if there were one: its message is for the person at the terminal.</summary>
    public static T Plainly<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
            throw;
        }
    }
}
