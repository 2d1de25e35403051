namespace Router.Rules.Analysis;

/// What the values of a fact can look like, and samples of them.
internal sealed record FactShape(bool HasTexts, bool HasIntegers, bool HasBooleans, bool HasInstants, Registry? Registry = null, FactId? Fact = null)
{
    private static readonly string[] s_words = ["other", "x", "a", "zz", "0", "!", "other.any", "a.a", "0.0"];
    private static readonly string[] s_endings = ["", "a", "0", "x", "z", "-", ".a", "!", "zz"];

    /// True only where no value can lie in [start, end).
    public bool IsSurelyEmpty(string start, string? end)
    {
        if (Registry is not null) return Registry.Exact(start) != start || end != CutPoints.After(start);
        return Fact == FactId.CardBin && Sample(start, end) is null;
    }

    public string? Sample(string start, string? end)
    {
        if (Fact == FactId.CardBin) return FirstBin(start) is { } bin && (end is null || string.CompareOrdinal(bin, end) < 0) ? bin : null;
        var stem = start.TrimEnd('\0');
        var candidates = s_endings.Select(e => stem + e).Concat(s_words).Where(IsValue).ToList();
        if (Fact == FactId.Method) candidates = [.. candidates.Where(FactText.IsMethod), .. candidates];
        return candidates.Find(c => string.CompareOrdinal(c, start) >= 0 && (end is null || string.CompareOrdinal(c, end) < 0));
    }

    private bool IsValue(string text) =>
        FactText.Normalise(text) == text && (Fact != FactId.Method || !text.Any(char.IsUpper));

    /// The first text of 6 to 8 digits at or behind start.
    private static string? FirstBin(string start)
    {
        var digits = 0;
        while (digits < start.Length && digits < 8 && char.IsAsciiDigit(start[digits])) digits++;
        var stem = start[..digits];
        if (digits == start.Length) return stem.PadRight(6, '0');
        // What follows the digits is either less than any digit, so that one more digit comes behind it, or more than all of them.
        if (digits < 8 && start[digits] < '0') return (stem + "0").PadRight(6, '0');
        stem = stem.TrimEnd('9');
        return stem.Length == 0 ? null : (stem[..^1] + (char)(stem[^1] + 1)).PadRight(6, '0');
    }
}
