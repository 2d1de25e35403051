using Router.Rules.Conditions;

namespace Router.Rules.Index;

/// The values of one dimension as a line of places: absent, false, true, then texts, integers and instants. Rules can differ between two
/// places, never within one. Each mentioned text has a place of its own and a gap before it; all that is not mentioned lies in the gaps,
/// which are alike unless a rule asks for order.
internal sealed class ValueLine
{
    public const int Absent = 0;
    public const int False = 1;
    public const int True = 2;
    public const int FirstText = 3;

    public ValueLine(Mentions mentions)
    {
        IsOrdered = mentions.IsOrdered;
        var texts = mentions.Texts;
        if (IsOrdered)
        {
            texts = [.. texts];
            texts.Sort(StringComparer.Ordinal);
        }

        foreach (var text in texts) Texts.TryAdd(text, Texts.Count);
        if (IsOrdered) SortedTexts = [.. texts.Distinct(StringComparer.Ordinal)];
        Integers = Sorted(mentions.Integers);
        Instants = Sorted(mentions.Instants);
        FirstInteger = FirstText + (2 * Texts.Count) + 1;
        FirstInstant = FirstInteger + Integers.Length + 1;
        Count = FirstInstant + Instants.Length + 1;
    }

    public Dictionary<string, int> Texts { get; } = new(StringComparer.Ordinal);

    public bool IsOrdered { get; }

    /// Empty where order does not matter.
    public string[] SortedTexts { get; } = [];

    /// The numbers from which on something changes.
    public long[] Integers { get; }

    public long[] Instants { get; }

    public int FirstInteger { get; }

    public int FirstInstant { get; }

    public int Count { get; }

    public static int PlaceOf(int text) => GapBefore(text) + 1;

    public static int GapBefore(int text) => FirstText + (2 * text);

    private static long[] Sorted(List<long> numbers)
    {
        var sorted = numbers.ToArray();
        Array.Sort(sorted);
        var count = 0;
        foreach (var number in sorted)
            if (count == 0 || sorted[count - 1] != number) sorted[count++] = number;
        return sorted[..count];
    }
}
