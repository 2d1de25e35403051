using System.Globalization;
using System.Text;

namespace Router.Fuzz.Tests;

/// <summary>Spoils good input. The same seed spoils it the same way.</summary>
internal static class Mutation
{
    // What has broken readers before: numbers at and beyond their bounds, texts that are no text, shapes that are not the expected ones.
    private static readonly string[] s_values =
    [
        "0", "-1", "1e400", "-1e400", "1E-400", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "2147483648", "0.1", "1.0", "00", "+1",
        "NaN", "Infinity", "null", "true", "false", "{}", "[]", "[[]]", "[null]", "{\"\":null}", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"\u202e\u200b\ufeff\"", "\"é\"", "\"🀄🀄\"", "\"ﬁ\"", "\"İı\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59+14:00\"", "\"-P1D\"", "\"PT99999999999H\"",
        "\"https://\"", "\"http://[::1\"", "\"../../etc/passwd\"", "\"a'b\\\"c\"", "\"%s%n\"", "\"(((((((((\"", "\"1 == 1\"", "99999999999999999999999999999999999999",
    ];

    private static readonly string[] s_bits = ["{", "}", "[", "]", ":", ",", "\"", "\\", "//", "/*", "\0", "\ufeff", "\u2028", "\r\n", "'", "$", "\\u", "e", "-", "."];

    public static byte[] Of(IReadOnlyList<byte[]> corpus, Random random)
    {
        var bytes = corpus[random.Next(corpus.Count)];
        for (var rounds = 1 + random.Next(4); rounds > 0; rounds--) bytes = Once(bytes, corpus, random);
        return bytes;
    }

    public static string Value(Random random) => s_values[random.Next(s_values.Length)];

    private static byte[] Once(byte[] input, IReadOnlyList<byte[]> corpus, Random random)
    {
        if (input.Length == 0) return Encoding.UTF8.GetBytes(Value(random));
        var at = random.Next(input.Length);
        var to = Math.Min(input.Length, at + 1 + random.Next(16));
        switch (random.Next(12))
        {
            case 0:
                var flipped = input.ToArray();
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1:
                return input[..at];
            case 2:
                return [.. input[..at], .. input[to..]];
            case 3:
                return [.. input[..to], .. input[at..]];
            case 4:
                return Insert(input, at, Encoding.UTF8.GetBytes(s_bits[random.Next(s_bits.Length)]));
            case 5:
                return Insert(input, at, [(byte)random.Next(256), (byte)random.Next(256)]);
            case 6:
                var depth = 1 << random.Next(13);
                return Insert(input, at, Encoding.UTF8.GetBytes(new string(random.Next(2) == 0 ? '[' : '{', depth)));
            case 7:
                var other = corpus[random.Next(corpus.Count)];
                return [.. input[..at], .. other[random.Next(Math.Max(1, other.Length))..]];
            case 8:
                return Insert(input, at, Encoding.UTF8.GetBytes(new string((char)('0' + random.Next(10)), 1 << random.Next(12))));
            default:
                return Shaped(input, random);
        }
    }

    // Spoils one member of a JSON text and leaves the rest as good as it was: such input gets furthest into a reader.
    private static byte[] Shaped(byte[] input, Random random)
    {
        var text = Encoding.UTF8.GetString(input);
        var starts = new List<int>();
        for (var i = text.IndexOf(':', StringComparison.Ordinal); i >= 0; i = text.IndexOf(':', i + 1)) starts.Add(i + 1);
        if (starts.Count == 0) return input;
        var start = starts[random.Next(starts.Count)];
        var end = EndOfValue(text, start);
        var value = text[start..end];
        var changed = random.Next(4) switch
        {
            0 => Value(random),
            1 => $"{value}, \"{Word(random)}\": {Value(random)}",
            2 => $"[{value}]",
            _ => long.TryParse(value.Trim(), out var number) ? (random.Next(2) == 0 ? -number : number * 1_000_003).ToString(CultureInfo.InvariantCulture) : Value(random),
        };
        return Encoding.UTF8.GetBytes(text[..start] + changed + text[end..]);
    }

    private static int EndOfValue(string text, int start)
    {
        var (depth, quoted) = (0, false);
        for (var i = start; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter == '"' && text[i - 1] != '\\') quoted = !quoted;
            if (quoted) continue;
            if (letter is '{' or '[') depth++;
            if (letter is '}' or ']' && depth-- == 0) return i;
            if (letter == ',' && depth == 0) return i;
        }

        return text.Length;
    }

    private static string Word(Random random) => random.Next(3) switch { 0 => "id", 1 => "amount", _ => new string((char)('a' + random.Next(26)), 1 + random.Next(80)) };

    private static byte[] Insert(byte[] input, int at, byte[] more) => [.. input[..at], .. more, .. input[at..]];
}
