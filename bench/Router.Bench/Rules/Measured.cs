using System.Diagnostics;

namespace Router.Bench.Rules;

/// <summary>Runs one step over and over. The mean is that of windows of 1,024 steps, the median of all windows, so that what else runs on
/// the machine does not count; p99 is of single steps, with all that comes between and the clock's own cost, some 20 ns.</summary>
internal sealed record Measured(double MeanNs, double P99Ns, double BytesPerStep)
{
    private const int Window = 1_024;
    private const int BytesSteps = 10_000;

    public static Measured Run(Action<int> step, double seconds)
    {
        Windows(step, seconds / 2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < BytesSteps; i++) step(i);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)BytesSteps;
        return new(Windows(step, seconds), Singles(step, seconds / 2), bytes);
    }

    private static double Windows(Action<int> step, double seconds)
    {
        var windows = new List<long>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Window; i++) step(i);
            windows.Add(Stopwatch.GetTimestamp() - began);
        }

        windows.Sort();
        return windows[windows.Count / 2] * 1e9 / Stopwatch.Frequency / Window;
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
