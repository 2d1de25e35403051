namespace Router.Core.Ids;

/// <summary>The engine's only randomness: cryptographically strong in a real host, seeded in a simulation. Thread-safe.</summary>
public interface IRandomSource
{
    ulong Next();
}

/// <summary>Makes ids that sort by time and channel numbers of letters and digits. Thread-safe.</summary>
public sealed class IdSource(TimeProvider time, IRandomSource random)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public ulong NextSeed() => random.Next();

    /// <summary>A prefix and 23 characters: 10 of milliseconds, 13 random. Its order is the order of time.</summary>
    public string New(string prefix) => string.Create(prefix.Length + 23, (prefix, time, random), static (span, state) =>
    {
        state.prefix.CopyTo(span);
        var body = span[state.prefix.Length..];
        Encode(body[..10], (ulong)state.time.GetUtcNow().ToUnixTimeMilliseconds());
        Encode(body[10..], state.random.Next());
    });

    private static void Encode(Span<char> into, ulong value)
    {
        for (var i = into.Length - 1; i >= 0; i--)
        {
            into[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }
    }
}
