using System.Text;

namespace Router.Rules.Expressions;

/// FNV-1a of 64 bits over UTF-8, then the finish of MurmurHash3, because the low bits of FNV alone are poor. The same on every machine and
/// for ever: shares of payers depend on it.
internal static class StableHash
{
    private const ulong Basis = 0xcbf29ce484222325;
    private const ulong Prime = 0x100000001b3;

    /// The salt, a byte 255 that no UTF-8 has, and the text.
    public static ulong Of(ReadOnlySpan<char> salt, ReadOnlySpan<char> text)
    {
        var hash = Add(Basis, salt);
        hash = (hash ^ 0xFF) * Prime;
        hash = Add(hash, text);
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }

    private static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var count = rune.EncodeToUtf8(bytes);
            for (var i = 0; i < count; i++) hash = (hash ^ bytes[i]) * Prime;
        }

        return hash;
    }
}
