namespace Router.Core.Routing;

/// <summary>
/// A 64-bit hash of several texts that never changes: FNV-1a over their UTF-8 bytes, each text closed by the byte 0xFF, which UTF-8 does not
/// have; finished by SplitMix64, because FNV alone mixes the last bytes badly. Stored plans and payers' accounts depend on it.
/// </summary>
internal readonly record struct RendezvousHash(ulong State)
{
    private const ulong Prime = 0x100000001B3;

    public static RendezvousHash Start => new(0xCBF29CE484222325);

    public RendezvousHash Add(string text)
    {
        var state = State;
        foreach (var letter in text)
        {
            if (letter >= 0x80) return AddLong(text);
            state = (state ^ letter) * Prime;
        }

        return new((state ^ 0xFF) * Prime);
    }

    /// <summary>Above 0 and below 1.</summary>
    public double ToUnit()
    {
        var z = State + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return ((z >> 12) + 0.5) * (1.0 / (1UL << 52));
    }

    private RendezvousHash AddLong(string text)
    {
        var state = State;
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            foreach (var one in bytes[..length]) state = (state ^ one) * Prime;
        }

        return new((state ^ 0xFF) * Prime);
    }
}
