namespace Router.Core.Routing;

/// <summary>SplitMix64: the same seed gives the same draws on every machine and version.</summary>
public sealed class SeededDraw(ulong seed)
{
    private ulong _state = seed;

    internal void Restart(ulong from) => _state = from;

    /// <summary>At least 0, below 1.</summary>
    public double Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 11) * (1.0 / (1UL << 53));
    }
}
