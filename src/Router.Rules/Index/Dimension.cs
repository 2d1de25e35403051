using Router.Rules.Conditions;

namespace Router.Rules.Index;

/// From a value of one fact to its row. Values stand on a line: absent, true, false, then texts, integers and instants, each with the gaps
/// between those that rules mention.
internal sealed class Dimension
{
    private readonly TextTable _texts;
    private readonly string[] _orderedTexts;
    private readonly NumberLine? _digits;
    private readonly NumberLine _integers;
    private readonly NumberLine _instants;
    private readonly int _firstInteger;
    private readonly int _firstInstant;
    private readonly int[] _rowOf;

    public Dimension(DimensionKey key, ValueLine line, int[] rowOf)
    {
        Key = key;
        Slot = key.Slot;
        _orderedTexts = line.SortedTexts;
        long[] digits = [.. line.SortedTexts.Select(DigitText.Of)];
        if (digits.Length > 0 && !digits.Contains(-1)) _digits = new NumberLine(digits);
        _texts = new TextTable(line.Texts);
        _integers = new NumberLine(line.Integers);
        _instants = new NumberLine(line.Instants);
        _firstInteger = line.FirstInteger;
        _firstInstant = line.FirstInstant;
        _rowOf = rowOf;
    }

    public DimensionKey Key { get; }

    public int Slot { get; }

    public int RowOf(in FactValue value) => value.Kind switch
    {
        FactKind.Text => RowOf(value.Text!),
        FactKind.Integer => _rowOf[_firstInteger + _integers.AtOrBelow(value.Number)],
        FactKind.Boolean => _rowOf[value.Number == 1 ? ValueLine.True : ValueLine.False],
        FactKind.Instant => _rowOf[_firstInstant + _instants.AtOrBelow(value.Number)],
        _ => _rowOf[ValueLine.Absent],
    };

    public int RowOf(string text)
    {
        if (_digits is not null && DigitText.Of(text) is var number and >= 0)
        {
            var place = _digits.AtOrBelow(number);
            return _rowOf[_digits.IsBound(number, place) ? ValueLine.PlaceOf(place - 1) : ValueLine.GapBefore(place)];
        }

        if (_texts.Find(text) is var found and >= 0) return _rowOf[ValueLine.PlaceOf(found)];
        return _rowOf[_orderedTexts.Length == 0 ? ValueLine.FirstText : ValueLine.GapBefore(~Array.BinarySearch(_orderedTexts, text, StringComparer.Ordinal))];
    }
}
