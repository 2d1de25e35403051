using System.Diagnostics;

namespace Router.Load.Traffic;

/// <summary>When payments arrive: a Poisson process, the same for the same seed, fixed before anything is answered.</summary>
internal sealed class Arrivals(int rate, int seed)
{
    // Random and not a key: the schedule has to be the same again.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    /// <summary>The pause before the next arrival, in stopwatch ticks.</summary>
    public long NextGap() => (long)(-Math.Log(1 - _random.NextDouble()) / rate * Stopwatch.Frequency);
#pragma warning restore CA5394
}
