using Router.Rules.Conditions;

namespace Router.Rules.Index;

/// From a value of one fact to its row. Values stand on a line: absent, true, false, then texts, integers and instants, each with the gaps
/// between those that rules mention.
internal sealed class Dimension
{
    private readonly Dictionary<string, int> _texts;
    private readonly string[] _orderedTexts;
    private readonly long[] _integers;
    private readonly long[] _instants;
    private readonly int _firstInteger;
    private readonly int _firstInstant;
    private readonly int[] _rowOf;

    public Dimension(DimensionKey key, ValueLine line, int[] rowOf)
    {
        Key = key;
        Slot = key.Slot;
        _texts = line.Texts;
        _orderedTexts = line.IsOrdered ? line.SortedTexts : [];
        _integers = line.Integers;
        _instants = line.Instants;
        _firstInteger = line.FirstInteger;
        _firstInstant = line.FirstInstant;
        _rowOf = rowOf;
    }

    public DimensionKey Key { get; }

    public int Slot { get; }

    public int RowOf(in FactValue value) => value.Kind switch
    {
        FactKind.Text => RowOf(value.Text!),
        FactKind.Integer => _rowOf[_firstInteger + Gap(_integers, value.Number)],
        FactKind.Boolean => _rowOf[value.Number == 1 ? ValueLine.True : ValueLine.False],
        FactKind.Instant => _rowOf[_firstInstant + Gap(_instants, value.Number)],
        _ => _rowOf[ValueLine.Absent],
    };

    public int RowOf(string text)
    {
        if (_texts.TryGetValue(text, out var place)) return _rowOf[ValueLine.PlaceOf(place)];
        return _rowOf[_orderedTexts.Length == 0 ? ValueLine.FirstText : ValueLine.GapBefore(Gap(_orderedTexts, text))];
    }

    /// How many of the bounds lie at or below the number.
    private static int Gap(long[] bounds, long number)
    {
        var low = 0;
        var count = bounds.Length;
        while (count > 0)
        {
            var half = count / 2;
            if (bounds[low + half] <= number)
            {
                low += half + 1;
                count -= half + 1;
            }
            else
            {
                count = half;
            }
        }

        return low;
    }

    private static int Gap(string[] bounds, string text)
    {
        var found = Array.BinarySearch(bounds, text, StringComparer.Ordinal);
        return found >= 0 ? found + 1 : ~found;
    }
}
