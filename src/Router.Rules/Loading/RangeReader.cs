using Router.Rules.Conditions;
using Router.Rules.Json;

namespace Router.Rules.Loading;

/// Gathers gt, gte, lt, lte and between of one condition into one range, and tells where it holds nothing.
internal sealed class RangeReader(Field field, ValueReader values, Findings findings)
{
    private long _low = long.MinValue;
    private long _high = long.MaxValue;
    private bool _overflow;
    private string? _lowBin;
    private string? _highBin;
    private bool _lowBinIncluded = true;
    private bool _highBinIncluded = true;
    private FactKind? _kind;

    public static bool IsOrder(string name) => name is "gt" or "gte" or "lt" or "lte" or "between";

    public void Add(JsonMember bound)
    {
        if (!CanOrder(bound)) return;
        if (bound.Name != "between")
        {
            if (Read(bound.Value) is { } value) Apply(bound.Name, value);
            return;
        }

        if (bound.Value.Kind != JsonKind.Array || bound.Value.Items.Count != 2)
        {
            findings.Error(
                DiagnosticIds.WrongType, bound.Value,
                "\"between\" is an array of two, the least and the greatest, both included: [100, 500].");
            return;
        }

        var least = Read(bound.Value.Items[0]);
        var greatest = Read(bound.Value.Items[1]);
        if (least is { } low) Apply("gte", low);
        if (greatest is { } high) Apply("lte", high);
    }

    /// Null where there were no bounds, or wrong ones.
    public ValueTest? Finish(JsonItem at)
    {
        if (_kind is not { } kind) return null;
        if (IsEmpty())
            findings.Error(
                DiagnosticIds.EmptyRange, at,
                $"No value of \"{field.Name}\" lies in this range. Check whether the bounds are swapped.");
        return field.Type == FieldType.CardBin
            ? new BinRangeTest(_lowBin, _lowBinIncluded, _highBin, _highBinIncluded)
            : new RangeTest(kind, _low, _high);
    }

    private bool IsEmpty()
    {
        if (_overflow || _low > _high) return true;
        if (_lowBin is null || _highBin is null) return false;
        var order = string.CompareOrdinal(_lowBin, _highBin);
        return order > 0 || (order == 0 && !(_lowBinIncluded && _highBinIncluded));
    }

    private bool CanOrder(JsonMember bound)
    {
        var fits = field.Type is FieldType.Integer or FieldType.Share or FieldType.Instant or FieldType.CardBin or FieldType.Any;
        if (fits) return true;
        findings.Error(
            DiagnosticIds.OperatorMisfit, bound, $"\"{bound.Name}\" orders numbers, and \"{field.Name}\" is none. Use eq, ne, in, notIn or prefix.");
        return false;
    }

    private FactValue? Read(JsonItem item)
    {
        if (field.Type != FieldType.Any || item.Kind == JsonKind.Number) return values.Read(field, item);
        findings.Error(DiagnosticIds.OperatorMisfit, item, $"Only numbers can be ordered; here stands {Shape.Kind(item)}.");
        return null;
    }

    private void Apply(string name, FactValue value)
    {
        _kind = value.Kind;
        if (field.Type == FieldType.CardBin)
        {
            ApplyBin(name, value.Text!);
            return;
        }

        var number = value.Number;
        if ((name == "gt" && number == long.MaxValue) || (name == "lt" && number == long.MinValue)) _overflow = true;
        else if (name == "gt") _low = Math.Max(_low, number + 1);
        else if (name == "gte") _low = Math.Max(_low, number);
        else if (name == "lt") _high = Math.Min(_high, number - 1);
        else _high = Math.Min(_high, number);
    }

    private void ApplyBin(string name, string bin)
    {
        if (name is "gt" or "gte")
        {
            var order = _lowBin is null ? 1 : string.CompareOrdinal(bin, _lowBin);
            if (order < 0) return;
            _lowBinIncluded = name == "gte" && (order > 0 || _lowBinIncluded);
            _lowBin = bin;
        }
        else
        {
            var order = _highBin is null ? -1 : string.CompareOrdinal(bin, _highBin);
            if (order > 0) return;
            _highBinIncluded = name == "lte" && (order < 0 || _highBinIncluded);
            _highBin = bin;
        }
    }
}
