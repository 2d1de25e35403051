using System.Globalization;

namespace Router.Load.Running;

/// <summary>What the host's own runtime counts. A restart begins at zero, with another process id.</summary>
internal sealed record HostCounters(
    int ProcessId, long AllocatedBytes, long HeapBytes, int Gen0, int Gen1, int Gen2, long Transactions, long Commits)
{
    public const string FileVariable = "ROUTER_LOAD_COUNTERS";

    public void Write(string file)
    {
        try
        {
            File.WriteAllText(file + ".new", string.Create(
                CultureInfo.InvariantCulture, $"{ProcessId} {AllocatedBytes} {HeapBytes} {Gen0} {Gen1} {Gen2} {Transactions} {Commits}"));
            File.Move(file + ".new", file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder is going: the run is over.
        }
    }

    public static HostCounters? Read(string file)
    {
        if (!File.Exists(file)) return null;
        long[] n = [.. File.ReadAllText(file).Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture))];
        return new((int)n[0], n[1], n[2], (int)n[3], (int)n[4], (int)n[5], n[6], n[7]);
    }
}
