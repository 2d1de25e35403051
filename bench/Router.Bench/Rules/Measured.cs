using System.Diagnostics;

namespace Router.Bench.Rules;

/// <summary>Runs one step over and over. The mean is over batches; p99 is of single steps, the clock's own cost (some 20 ns) included.</summary>
internal sealed record Measured(double MeanNs, double P99Ns, double BytesPerStep)
{
    private const int Batch = 64;
    private const int BytesSteps = 10_000;

    public static Measured Run(Action<int> step, double seconds)
    {
        Batches(step, seconds / 2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < BytesSteps; i++) step(i);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)BytesSteps;
        return new(Batches(step, seconds), Singles(step, seconds / 2), bytes);
    }

    private static double Batches(Action<int> step, double seconds)
    {
        var steps = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds)
            for (var left = Batch; left > 0; left--) step(steps++);
        return clock.Elapsed.TotalNanoseconds / steps;
    }

    private static double Singles(Action<int> step, double seconds)
    {
        var singles = new List<long>(1 << 22);
        var clock = Stopwatch.StartNew();
        for (var i = 0; clock.Elapsed.TotalSeconds < seconds && singles.Count < singles.Capacity; i++)
        {
            var began = Stopwatch.GetTimestamp();
            step(i);
            singles.Add(Stopwatch.GetTimestamp() - began);
        }

        singles.Sort();
        return singles[(int)(singles.Count * 0.99)] * 1e9 / Stopwatch.Frequency;
    }
}
