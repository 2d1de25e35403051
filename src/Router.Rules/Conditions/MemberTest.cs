namespace Router.Rules.Conditions;

/// Equal to one of the values. Values of different kinds are unequal; a set is equal where one of its members is.
internal sealed class MemberTest : ValueTest
{
    private const int FewTexts = 4;

    private readonly string[] _texts;
    private readonly HashSet<string>? _manyTexts;
    private readonly long[] _integers;
    private readonly long[] _instants;
    private readonly bool _true;
    private readonly bool _false;

    public MemberTest(FactValue[] values)
    {
        var all = values;
        Values = all;
        // Thousands of these are made when a file is read: nothing is made for kinds that do not occur.
        _texts = Texts(all);
        if (_texts.Length > FewTexts) _manyTexts = new(_texts, StringComparer.Ordinal);
        _integers = Sorted(all, FactKind.Integer);
        _instants = Sorted(all, FactKind.Instant);
        _true = Array.IndexOf(all, FactValue.OfBoolean(true)) >= 0;
        _false = Array.IndexOf(all, FactValue.OfBoolean(false)) >= 0;
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

    private static string[] Texts(FactValue[] values)
    {
        var texts = new string[Count(values, FactKind.Text)];
        var count = 0;
        foreach (var value in values)
            if (value.Kind == FactKind.Text) texts[count++] = value.Text!;
        return texts;
    }

    private static long[] Sorted(FactValue[] values, FactKind kind)
    {
        var count = Count(values, kind);
        if (count == 0) return [];
        var numbers = new long[count];
        foreach (var value in values)
            if (value.Kind == kind) numbers[--count] = value.Number;
        Array.Sort(numbers);
        return numbers;
    }

    private static int Count(FactValue[] values, FactKind kind)
    {
        var count = 0;
        foreach (var value in values)
            if (value.Kind == kind) count++;
        return count;
    }
}
