using System.Collections.Frozen;

namespace Router.Rules.Conditions;

/// Equal to one of the values. Values of different kinds are unequal; a set is equal where one of its members is.
internal sealed class MemberTest : ValueTest
{
    private const int FewTexts = 4;

    private readonly string[] _texts;
    private readonly FrozenSet<string>? _manyTexts;
    private readonly long[] _integers;
    private readonly long[] _instants;
    private readonly bool _true;
    private readonly bool _false;

    public MemberTest(IReadOnlyCollection<FactValue> values)
    {
        Values = [.. values];
        _texts = [.. values.Where(v => v.Kind == FactKind.Text).Select(v => v.Text!).Distinct(StringComparer.Ordinal)];
        if (_texts.Length > FewTexts) _manyTexts = _texts.ToFrozenSet(StringComparer.Ordinal);
        _integers = Sorted(values, FactKind.Integer);
        _instants = Sorted(values, FactKind.Instant);
        _true = values.Contains(FactValue.OfBoolean(true));
        _false = values.Contains(FactValue.OfBoolean(false));
    }

    /// As written, in order of the file.
    public IReadOnlyList<FactValue> Values { get; }

    public override bool Holds(in FactValue value)
    {
        switch (value.Kind)
        {
            case FactKind.Text:
                return HasText(value.Text!);
            case FactKind.Integer:
                return Array.BinarySearch(_integers, value.Number) >= 0;
            case FactKind.Instant:
                return Array.BinarySearch(_instants, value.Number) >= 0;
            case FactKind.Boolean:
                return value.Number == 1 ? _true : _false;
            case FactKind.Texts:
                foreach (var text in value.Texts!)
                    if (HasText(text)) return true;
                return false;
            default:
                return false;
        }
    }

    private bool HasText(string text)
    {
        if (_manyTexts is not null) return _manyTexts.Contains(text);
        foreach (var candidate in _texts)
            if (string.Equals(candidate, text, StringComparison.Ordinal)) return true;
        return false;
    }

    private static long[] Sorted(IEnumerable<FactValue> values, FactKind kind) =>
        [.. values.Where(v => v.Kind == kind).Select(v => v.Number).Distinct().Order()];
}
