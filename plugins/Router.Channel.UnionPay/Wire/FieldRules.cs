namespace Router.Channel.UnionPay.Wire;

/// <summary>
/// What a field may look like. The signed text joins raw values, so a value with a free '&amp;' could be cut into other fields under the
/// same signature; such messages are refused.
/// </summary>
internal static class FieldRules
{
    public static bool IsName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0]) && !ContainsOther(name);

    public static bool IsValue(string value) => !value.Contains('&') || (value.StartsWith('{') && value.EndsWith('}'));

    private static bool ContainsOther(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_') return true;
        }

        return false;
    }
}
