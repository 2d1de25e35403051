namespace Router.Rules.Loading;

/// Did you mean …?
internal static class Suggest
{
    private const int MaxLength = 64;
    private const int MaxListed = 24;

    /// The known word that was probably meant: written otherwise, called otherwise, or near enough.
    public static string? Nearest(string word, IEnumerable<string> knownWords)
    {
        if (word.Length is 0 or > MaxLength) return null;
        string[] known = [.. knownWords];
        var plain = Synonyms.Plain(word);
        if (Array.Find(known, k => string.Equals(k, word.Trim(), StringComparison.OrdinalIgnoreCase)) is { } other) return other;
        if (Array.Find(known, k => Synonyms.Plain(k) == plain) is { } spelling) return spelling;
        if (Synonyms.Of(word, known) is { } synonym) return synonym;
        if (Array.Find(known, k => k.EndsWith("." + word, StringComparison.Ordinal)) is { } longer) return longer;
        return NearestSpelling(word, known);
    }

    private static string? NearestSpelling(string word, string[] known)
    {
        string? best = null;
        var bestDistance = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - word.Length) >= bestDistance) continue;
            var distance = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance >= bestDistance) continue;
            best = candidate;
            bestDistance = distance;
        }

        return best;
    }

    /// "a, b, c"; of many words the first twelve.
    public static string List(IReadOnlyCollection<string> known) =>
        string.Join(", ", known.Count > MaxListed ? known.Take(12) : known) + (known.Count > MaxListed ? $", … ({known.Count} in all)" : "");

    // Levenshtein, with a swap of neighbours as one step.
    private static int Distance(string a, string b)
    {
        var older = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], older[j - 2] + 1);
            }

            (older, last) = (last, row);
        }

        return last[b.Length];
    }
}
