using Router.Core.Ids;

namespace Router.Simulation.World;

/// <summary>SplitMix64: the same numbers for the same seed on every machine. One stream for each thing that draws.</summary>
internal sealed class Draw(ulong seed) : IRandomSource
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A stream of its own.</summary>
    public Draw Fork() => new(Next() ^ 0xD1B54A32D192ED03UL);

    /// <summary>A whole number from 0 to below the limit.</summary>
    public int Below(int limit) => (int)((UInt128)Next() * (ulong)limit >> 64);

    /// <summary>0 to below 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => probability > 0 && Share() < probability;

    public TimeSpan Between(double fromSeconds, double toSeconds) =>
        TimeSpan.FromTicks((long)((fromSeconds + ((toSeconds - fromSeconds) * Share())) * TimeSpan.TicksPerSecond));

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}
