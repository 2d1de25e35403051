using Router.Simulation.Checks;

namespace Router.Simulation;

/// <summary>Many worlds: each on one thread, as many side by side as asked.</summary>
internal static class SeedRun
{
    /// <param name="seeds">The seeds.</param>
    /// <param name="orders">Orders a world.</param>
    /// <param name="nodes">Nodes a world.</param>
    /// <param name="atOnce">Worlds side by side.</param>
    /// <param name="done">Told of each world that is over, from any thread.</param>
    /// <param name="cancellationToken">Begins no further world.</param>
    /// <returns>In the order of the seeds.</returns>
    public static IReadOnlyList<SimResult> Run(
        IReadOnlyList<ulong> seeds, int orders, int nodes, int atOnce, Action<SimResult>? done = null, CancellationToken cancellationToken = default)
    {
        var results = new SimResult?[seeds.Count];
        var next = -1;
        void Work()
        {
            while (Interlocked.Increment(ref next) is var at && at < seeds.Count && !cancellationToken.IsCancellationRequested)
            {
                var result = RunOne(new() { Seed = seeds[at], Orders = orders, Nodes = nodes });
                results[at] = result;
                done?.Invoke(result);
            }
        }

        var threads = Enumerable.Range(0, atOnce).Select(_ => new Thread(Work) { IsBackground = true }).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return [.. results.OfType<SimResult>()];
    }

    /// <summary>One world; what it throws is a finding too.</summary>
    public static SimResult RunOne(SimOptions options)
    {
        try
        {
            return Simulation.Run(options);
        }
        catch (Exception exception)
        {
            return new()
            {
                Seed = options.Seed,
                Findings = [new Finding("engine", "world", $"{exception.GetType().Name}: {exception.Message}")],
                TraceHash = 0,
                Steps = 0,
                VirtualTime = default,
                Counts = [],
                Faults = [],
            };
        }
    }
}
