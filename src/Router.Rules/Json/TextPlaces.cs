namespace Router.Rules.Json;

/// Finds a character of a JSON text in the bytes of its file, where escapes and letters beyond ASCII take more than one byte.
internal static class TextPlaces
{
    /// The byte of the character with that index, counted in UTF-16 units, of the text whose opening quote stands at start.
    public static int OffsetOf(ReadOnlySpan<byte> bytes, int start, int index)
    {
        var at = start + 1;
        for (var passed = 0; passed < index && at < bytes.Length && bytes[at] != (byte)'"';)
        {
            var first = bytes[at];
            passed += first >= 0xF0 ? 2 : 1;
            at += first switch
            {
                (byte)'\\' => at + 1 < bytes.Length && bytes[at + 1] == (byte)'u' ? 6 : 2,
                < 0x80 => 1,
                < 0xE0 => 2,
                < 0xF0 => 3,
                _ => 4,
            };
        }

        return at;
    }
}
