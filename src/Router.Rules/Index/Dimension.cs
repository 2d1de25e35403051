using System.Collections.Frozen;
using Router.Rules.Conditions;

namespace Router.Rules.Index;

/// From a value of one fact to its row. Values stand on a line: absent, true, false, then texts, integers and instants, each with the gaps
/// between those that rules mention.
internal sealed class Dimension
{
    // Frozen, they are found faster; freezing many takes too long.
    private const int FewTexts = 500;

    private readonly FrozenDictionary<string, int>? _fewTexts;
    private readonly Dictionary<string, int> _texts;
    private readonly string[] _orderedTexts;
    private readonly ulong[]? _packedTexts;
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
        _orderedTexts = line.SortedTexts;
        if (line.IsOrdered && line.SortedTexts.All(PackedText.Fits)) _packedTexts = [.. line.SortedTexts.Select(PackedText.Of)];
        else if (_texts.Count <= FewTexts) _fewTexts = _texts.ToFrozenDictionary(StringComparer.Ordinal);
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
        if (_packedTexts is not null) return _rowOf[PlaceOf(_packedTexts, text)];
        if (_fewTexts is null ? _texts.TryGetValue(text, out var place) : _fewTexts.TryGetValue(text, out place)) return _rowOf[ValueLine.PlaceOf(place)];
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

    private int PlaceOf(ulong[] bounds, string text)
    {
        var packed = PackedText.Of(text);
        var low = 0;
        var count = bounds.Length;
        while (count > 0)
        {
            var half = count / 2;
            if (bounds[low + half] <= packed)
            {
                low += half + 1;
                count -= half + 1;
            }
            else
            {
                count = half;
            }
        }

        // A text that does not fit may begin like the one below it.
        return low > 0 && bounds[low - 1] == packed && _orderedTexts[low - 1] == text ? ValueLine.PlaceOf(low - 1) : ValueLine.GapBefore(low);
    }

    private static int Gap(string[] bounds, string text)
    {
        var found = Array.BinarySearch(bounds, text, StringComparer.Ordinal);
        return found >= 0 ? found + 1 : ~found;
    }
}
