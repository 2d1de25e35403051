namespace Router.Rules.Index;

/// Short ASCII texts as numbers of the same order: eight characters, a byte each, the first one highest.
internal static class PackedText
{
    private const int Length = 8;

    public static bool Fits(string text) => text.Length <= Length && System.Text.Ascii.IsValid(text);

    /// Of any text. One that does not fit keeps its place among those that do, but may become the number of the last one before it.
    public static ulong Of(string text)
    {
        var packed = 0UL;
        var count = Math.Min(text.Length, Length);
        for (var i = 0; i < count; i++)
        {
            if (text[i] > 0x7F) return packed << 8 * (Length - i) | 0xFFUL << 8 * (Length - 1 - i);
            packed = packed << 8 | text[i];
        }

        packed <<= 8 * (Length - count);
        return packed;
    }
}
