using System.Diagnostics.Metrics;

namespace Router.Storage.Sqlite.Writing;

/// <summary>Counters for whoever listens; without a listener they cost next to nothing.</summary>
internal static class StoreMeter
{
    private static readonly Meter s_meter = new("Router.Storage.Sqlite");

    private static readonly Counter<long> s_transactions = s_meter.CreateCounter<long>(
        "router.store.transactions", "{transaction}", "Transactions of the one writer, each with one flush of the disk.");

    private static readonly Counter<long> s_commits = s_meter.CreateCounter<long>(
        "router.store.commits", "{commit}", "Commits of callers; many share a transaction.");

    public static void Committed(int commits)
    {
        s_transactions.Add(1);
        s_commits.Add(commits);
    }
}
