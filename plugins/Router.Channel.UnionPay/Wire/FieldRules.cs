namespace Router.Channel.UnionPay.Wire;

/// <summary>
/// What a field may look like. The signed text joins raw values, so it must be cuttable in one way only: a value that begins with a brace
/// ends where that brace closes, and no other holds an '&amp;'. What could be cut otherwise under the same signature is refused.
/// </summary>
internal static class FieldRules
{
    public static bool IsName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0]) && !ContainsOther(name);

    public static bool IsValue(string value) => value.StartsWith('{') ? EndOfBraces(value, 0) == value.Length : !value.Contains('&');

    /// <summary>Where the braces that open here have closed; -1: nowhere.</summary>
    public static int EndOfBraces(string text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '{') depth++;
            if (text[i] == '}' && --depth == 0) return i + 1;
        }

        return -1;
    }

    private static bool ContainsOther(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_') return true;
        }

        return false;
    }
}
