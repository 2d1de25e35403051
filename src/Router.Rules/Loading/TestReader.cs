using System.Text.RegularExpressions;
using Router.Rules.Conditions;
using Router.Rules.Json;

namespace Router.Rules.Loading;

/// Reads what is written about one field: a value, an array of values, or operators.
internal sealed class TestReader(NamedLists lists, Findings findings)
{
    private const int MaxPatternLength = 512;

    private static readonly ValueTest s_never = new AnyTest([]);

    private readonly Dictionary<string, MemberTest> _equalTo = new(StringComparer.Ordinal);
    private readonly ValueReader _values = new(findings);

    /// Never null: after an error something stands in for it, and the set is not built anyway.
    public ValueTest Read(Field field, JsonItem item)
    {
        switch (item.Kind)
        {
            case JsonKind.Null:
                findings.Error(
                    DiagnosticIds.WrongType, item,
                    "null is no value. To ask whether the fact is absent write { \"exists\": false }.");
                return s_never;
            case JsonKind.Array:
                return AnyOf(field, item, takesBounds: true);
            case JsonKind.Object:
                return Operators(field, item);
            default:
                return Equal(field, item);
        }
    }

    private ValueTest Operators(Field field, JsonItem item)
    {
        if (item.Members.Count == 0)
        {
            findings.Error(
                DiagnosticIds.Empty, item,
                $"Nothing is asked of \"{field.Name}\". Write an operator, such as {{ \"exists\": true }}.");
            return s_never;
        }

        var tests = new List<ValueTest>();
        RangeReader? range = null;
        foreach (var member in item.Members)
        {
            if (RangeReader.IsOrder(member.Name)) (range ??= new(field, _values, findings)).Add(member);
            else if (Operator(field, member) is { } test) tests.Add(test);
        }

        if (range?.Finish(item) is { } bounds) tests.Add(bounds);
        return tests.Count == 1 ? tests[0] : new AllTests([.. tests]);
    }

    private ValueTest? Operator(Field field, JsonMember member)
    {
        switch (member.Name)
        {
            case "eq":
                return Equal(field, member.Value);
            case "ne":
                return new NoneOfTest(Equal(field, member.Value));
            case "in":
                return AnyOf(field, member.Value, takesBounds: true);
            case "notIn":
                return new NoneOfTest(AnyOf(field, member.Value, takesBounds: false));
            case "prefix":
                return CanText(field, member) ? Prefix(field, member.Value) : null;
            case "matches":
                return CanText(field, member) ? Pattern(member.Value) : null;
            case "exists":
                return Shape.Boolean(member.Value, "\"exists\"", findings) is { } wanted ? new ExistsTest(wanted) : null;
            default:
                Shape.Unknown(member, "A condition", OperatorTable.Names, findings);
                return null;
        }
    }

    private MemberTest Equal(Field field, JsonItem item)
    {
        if (item.Kind is JsonKind.Array or JsonKind.Object or JsonKind.Null)
        {
            findings.Error(
                DiagnosticIds.WrongType, item,
                $"One value is wanted; here stands {Shape.Kind(item)}. For several use \"in\" or \"notIn\".");
            return new([]);
        }

        if (NamedLists.IsReference(item)) return new(Values(field, lists.Resolve(item)));
        if (_values.Read(field, item) is not { } value) return new([]);
        if (value.Text is not { } text) return new([value]);
        // Thousands of rules ask for the same few texts.
        if (!_equalTo.TryGetValue(text, out var known)) _equalTo.Add(text, known = new([value]));
        return known;
    }

    private ValueTest AnyOf(Field field, JsonItem item, bool takesBounds)
    {
        if (NamedLists.IsReference(item)) return new MemberTest(Values(field, lists.Resolve(item)));
        if (!Shape.IsArray(item, "What \"in\" or \"notIn\" asks for", findings)) return s_never;
        if (item.Items.Count == 0)
        {
            findings.Error(
                DiagnosticIds.Empty, item,
                "The array is empty, so nothing could ever match it. Fill it or delete the condition.");
            return s_never;
        }

        var plain = new List<JsonItem>();
        var tests = new List<ValueTest>();
        foreach (var member in item.Items)
        {
            if (NamedLists.IsReference(member)) plain.AddRange(lists.Resolve(member));
            else if (member.Kind == JsonKind.Object && takesBounds) tests.Add(Operators(field, member));
            else if (member.Kind is JsonKind.Array or JsonKind.Object or JsonKind.Null)
                findings.Error(
                    DiagnosticIds.WrongType, member,
                    $"A member is a value{(takesBounds ? " or an object of bounds" : "")}; here stands {Shape.Kind(member)}.");
            else plain.Add(member);
        }

        if (plain.Count > 0) tests.Insert(0, new MemberTest(Values(field, plain)));
        return tests.Count == 1 ? tests[0] : new AnyTest([.. tests]);
    }

    private FactValue[] Values(Field field, IReadOnlyList<JsonItem> items)
    {
        var values = new FactValue[items.Count];
        var count = 0;
        for (var i = 0; i < values.Length; i++)
            if (_values.Read(field, items[i]) is { } value) values[count++] = value;
        return count == values.Length ? values : values[..count];
    }

    private bool CanText(Field field, JsonMember member)
    {
        if (field.Type is FieldType.Text or FieldType.Method or FieldType.CardBin or FieldType.Any) return true;
        findings.Error(DiagnosticIds.OperatorMisfit, member, $"\"{member.Name}\" looks into text, and \"{field.Name}\" is none.");
        return false;
    }

    private PrefixTest Prefix(Field field, JsonItem item)
    {
        IReadOnlyList<JsonItem> items = item.Kind == JsonKind.Array ? item.Items : [item];
        if (items.Count == 0)
            findings.Error(
                DiagnosticIds.Empty, item,
                "No prefix is given, so nothing could ever match. Write one or several.");
        var prefixes = new List<string>(items.Count);
        foreach (var member in items)
        {
            if (!NamedLists.IsReference(member)) Read(member);
            else foreach (var listed in lists.Resolve(member)) Read(listed);
        }

        return new([.. prefixes]);

        void Read(JsonItem member)
        {
            if (field.Type == FieldType.CardBin)
            {
                if (_values.CardBin(member, 1) is { } digits) prefixes.Add(digits.Text!);
            }
            else if (Shape.Text(member, "A prefix", FactText.MaxLength, findings) is { } prefix)
            {
                prefixes.Add(prefix);
            }
        }
    }

    private PatternTest? Pattern(JsonItem item)
    {
        if (Shape.Text(item, "A pattern", MaxPatternLength, findings) is not { } pattern) return null;
        const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        try
        {
            // Alone first: ")|(" must not slip through because the frame around it happens to balance it.
            _ = new Regex(pattern, Options);
            return new(new Regex($"\\A(?:{pattern})\\z", Options));
        }
        catch (RegexParseException e)
        {
            findings.Error(DiagnosticIds.BadPattern, item, $"This is no regular expression: {Hints.Pattern(e.Error)} (character {Math.Max(1, e.Offset)}).");
        }
        catch (NotSupportedException)
        {
            findings.Error(
                DiagnosticIds.BadPattern, item,
                "This expression is too large, or uses what can make matching slow (look-around, back references, atomic groups). Write it without.");
        }

        return null;
    }
}
