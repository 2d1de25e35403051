using System.Diagnostics.Metrics;
using Router.Load.Running;

/// <summary>
/// Runs inside the measured host (DOTNET_STARTUP_HOOKS) and writes its counters into a file four times a second. The name and the missing
/// namespace are what the runtime asks for.
/// </summary>
#pragma warning disable CA1050
internal static class StartupHook
#pragma warning restore CA1050
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(HostCounters.FileVariable) is not { } file) return;
        long transactions = 0, commits = 0;
        var listener = new MeterListener { InstrumentPublished = (instrument, l) => Listen(instrument, l) };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref transactions));
        listener.SetMeasurementEventCallback<long>((_, writes, _, _) => Interlocked.Add(ref commits, writes));
        listener.Start();
        var thread = new Thread(() => Report(file, () => (Interlocked.Read(ref transactions), Interlocked.Read(ref commits))))
        {
            IsBackground = true,
            Name = "load-counters",
        };
        thread.Start();
    }

    private static void Report(string file, Func<(long Transactions, long Commits)> store)
    {
        while (true)
        {
            var (transactions, commits) = store();
            new HostCounters(
                Environment.ProcessId, GC.GetTotalAllocatedBytes(), GC.GetTotalMemory(forceFullCollection: false), GC.CollectionCount(0), GC.CollectionCount(1),
                GC.CollectionCount(2), transactions, commits).Write(file);
            Thread.Sleep(250);
        }
    }

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name is "router.store.commit.duration" or "router.store.commit.size") listener.EnableMeasurementEvents(instrument);
    }
}
