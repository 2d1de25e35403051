namespace Router.Channel.UnionPay.Wire;

/// <summary>
/// Reads an answer: <c>k=v&amp;k=v</c>, not URL-encoded. A value may hold '=' (certificates, base64) and, wrapped in braces, '&amp;'.
/// </summary>
internal static class AnswerText
{
    /// <summary>The fields, or null where the text is no such answer.</summary>
    public static Dictionary<string, string>? Parse(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length;)
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0 || !FieldRules.IsName(text.AsSpan(at, equals - at))) return null;
            var end = EndOfValue(text, equals + 1);
            if (end < 0 || !fields.TryAdd(text[at..equals], text[(equals + 1)..end])) return null;
            if (end == text.Length - 1) return null;
            at = end + 1;
        }

        return fields.Count == 0 ? null : fields;
    }

    private static int EndOfValue(string text, int start)
    {
        if (start >= text.Length || text[start] != '{') return text.IndexOf('&', start) is var next and >= 0 ? next : text.Length;
        var end = FieldRules.EndOfBraces(text, start);
        return end == text.Length || (end >= 0 && text[end] == '&') ? end : -1;
    }
}
