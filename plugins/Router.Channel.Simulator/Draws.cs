using System.Globalization;

namespace Router.Channel.Simulator;

// Decisions and ids made by hashing: the same seed and number decide the same, in every process and after every restart.
internal sealed class Draws(long seed, string accountId)
{
    private readonly ulong _seeded = Mix(Fold(0xCBF29CE484222325UL, accountId) ^ (ulong)seed);
    private readonly ulong _plain = Mix(Fold(0xCBF29CE484222325UL, accountId));

    // A number from 0 to below 1.
    internal double Unit(string label, string number, int call = 0) =>
        (Mix(Fold(Fold(_seeded, label), number) + (ulong)call) >> 11) * (1.0 / (1UL << 53));

    // Sixteen hexadecimal digits; not moved by the seed, since a repeat must get the same id after the seed was changed.
    internal string Id(string label, string number) =>
        Mix(Fold(Fold(_plain, label), number)).ToString("x16", CultureInfo.InvariantCulture);

    private static ulong Fold(ulong hash, string text)
    {
        foreach (var character in text) hash = (hash ^ character) * 0x100000001B3UL;
        return (hash ^ 0xFFFF) * 0x100000001B3UL;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
