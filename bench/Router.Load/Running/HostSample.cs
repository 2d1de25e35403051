using System.Diagnostics;

namespace Router.Load.Running;

/// <summary>The host and the generator at one moment.</summary>
/// <param name="At">Stopwatch ticks.</param>
/// <param name="HostCpu">Processor time of the host since it started.</param>
/// <param name="OwnCpu">Processor time of the generator.</param>
/// <param name="RssBytes">The host's resident memory.</param>
/// <param name="Threads">The host's.</param>
/// <param name="Handles">The host's open files and sockets.</param>
/// <param name="StoreBytes">The store's files together.</param>
/// <param name="Counters">From inside the host; null where it told none yet.</param>
internal sealed record HostSample(
    long At, TimeSpan HostCpu, TimeSpan OwnCpu, long RssBytes, int Threads, int Handles, long StoreBytes, HostCounters? Counters)
{
    public static HostSample Take(Process host, HostFolder folder)
    {
        host.Refresh();
        using var own = Process.GetCurrentProcess();
        return new(
            Stopwatch.GetTimestamp(), host.TotalProcessorTime, own.TotalProcessorTime, host.WorkingSet64, host.Threads.Count, OpenHandles(host),
            folder.StoreBytes, HostCounters.Read(folder.CountersFile));
    }

    // Process.HandleCount is 0 on Linux.
    private static int OpenHandles(Process host)
    {
        var folder = $"/proc/{host.Id}/fd";
        return Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Count() : host.HandleCount;
    }
}
