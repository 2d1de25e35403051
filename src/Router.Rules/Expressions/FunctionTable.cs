using System.Globalization;
using Router.Rules.Conditions;
using Router.Rules.Loading;

namespace Router.Rules.Expressions;

/// Every function there is: what the checker, the compiler and the interpreter use and docs/expressions.md shows.
internal static class FunctionTable
{
    private const int TextCost = 8;
    private const int ClockCost = 10;
    private const int HashBuckets = 10_000;

    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static IReadOnlyList<ExpressionFunction> All { get; } =
    [
        new(
            "if", [("condition", ParameterType.Condition), ("then", ParameterType.Value), ("else", ParameterType.Value)], ExpressionType.Any,
            "the second where the condition is true, else the third; an absent condition counts as false", "amount > if(cardType == 'credit', 5000, 9000)")
        { Form = FunctionForm.If },
        new(
            "coalesce", [("value", ParameterType.Value), ("other", ParameterType.Value)], ExpressionType.Any,
            "the first that is not absent, of up to eight", "coalesce(instalments, 1) == 1")
        { Form = FunctionForm.Coalesce, MaxArguments = 8 },
        new(
            "exists", [("value", ParameterType.Anything)], ExpressionType.Boolean,
            "whether it is not absent; this itself never is", "not exists(carrier)")
        { Form = FunctionForm.Exists },
        Clock("hour", ExpressionType.Integer, "0 to 23", "hour(time, 'Asia/Shanghai') >= 22", local => FactValue.OfInteger(local.Hour)),
        Clock("minute", ExpressionType.Integer, "0 to 59", "minute(time, 'UTC') < 5", local => FactValue.OfInteger(local.Minute)),
        Clock(
            "weekday", ExpressionType.Text, "mon, tue, wed, thu, fri, sat or sun", "weekday(time, 'Asia/Shanghai') in ['sat', 'sun']",
            local => FactValue.OfText(s_days[(int)local.DayOfWeek]))
            with
        { Field = new("weekday", FieldType.Text, -1, new Registry(s_days)) },
        Clock("day", ExpressionType.Integer, "day of the month, 1 to 31", "day(time, 'Asia/Shanghai') <= 3", local => FactValue.OfInteger(local.Day)),
        Clock("month", ExpressionType.Integer, "1 to 12", "month(time, 'Asia/Shanghai') == 11", local => FactValue.OfInteger(local.Month)),
        Clock(
            "date", ExpressionType.Integer, "year, month and day as a number, `20261111`", "date(time, 'Asia/Shanghai') in [20261111, 20261212]",
            local => FactValue.OfInteger((((local.Year * 100) + local.Month) * 100) + local.Day)),
        new(
            "hash",
            [("value", ParameterType.TextOrInteger), ("buckets", ParameterType.Integer), ("salt", ParameterType.Text)], ExpressionType.Integer,
            "0 to buckets - 1, or to 9999; the same value always gets the same number", "hash(payerSegment, 100, 'new-checkout') < 5")
        { Required = 1, Cost = TextCost, Body = Hash },
        new("len", [("text", ParameterType.TextOrTags)], ExpressionType.Integer, "number of characters of a text (UTF-16 units), or of tags", "len(tags) > 1")
        { Body = Length },
        new("lower", [("text", ParameterType.Text)], ExpressionType.Text, "in small letters; allocates a text where it has others", "lower(merchant) == 'shop-1'")
        { Cost = TextCost, Body = (in FactValue a, in FactValue _, in FactValue _) => Text(a, a.Text?.ToLowerInvariant()) },
        new("upper", [("text", ParameterType.Text)], ExpressionType.Text, "in capitals; allocates a text where it has others", "upper(merchant) == 'SHOP-1'")
        { Cost = TextCost, Body = (in FactValue a, in FactValue _, in FactValue _) => Text(a, a.Text?.ToUpperInvariant()) },
        TextPair("startsWith", "beginning", "whether it begins so", "startsWith(cardBin, '62')", (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        TextPair("endsWith", "ending", "whether it ends so", "endsWith(merchant, '-test')", (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
        TextPair("contains", "part", "whether that is a part of it", "contains(merchant, 'shop')", (text, part) => text.Contains(part, StringComparison.Ordinal)),
        new("min", [("a", ParameterType.Integer), ("b", ParameterType.Integer)], ExpressionType.Integer, "the smaller one", "min(amount, 5000) % 7 == 0")
        { Body = (in FactValue a, in FactValue b, in FactValue _) => Integers(a, b) ? FactValue.OfInteger(Math.Min(a.Number, b.Number)) : default },
        new("max", [("a", ParameterType.Integer), ("b", ParameterType.Integer)], ExpressionType.Integer, "the larger one", "max(instalments, 3) < 12")
        { Body = (in FactValue a, in FactValue b, in FactValue _) => Integers(a, b) ? FactValue.OfInteger(Math.Max(a.Number, b.Number)) : default },
        new("abs", [("a", ParameterType.Integer)], ExpressionType.Integer, "without its sign", "abs(metadata.level) > 2")
        { Body = (in FactValue a, in FactValue _, in FactValue _) => a.Kind == FactKind.Integer && a.Number != long.MinValue ? FactValue.OfInteger(Math.Abs(a.Number)) : default },
    ];

    public static ExpressionFunction? Find(string name)
    {
        foreach (var function in All)
            if (function.Name == name) return function;
        return null;
    }

    private static ExpressionFunction Clock(string name, ExpressionType result, string meaning, string example, Func<DateTime, FactValue> clock) =>
        new(name, [("time", ParameterType.Instant), ("zone", ParameterType.Zone)], result, meaning, example)
        {
            Form = FunctionForm.Clock,
            Cost = ClockCost,
            Clock = clock,
        };

    private static ExpressionFunction TextPair(string name, string second, string meaning, string example, Func<string, string, bool> test) =>
        new(name, [("text", ParameterType.Text), (second, ParameterType.Text)], ExpressionType.Boolean, meaning, example)
        {
            Cost = TextCost,
            Body = (in FactValue a, in FactValue b, in FactValue _) =>
                a.Text is { } text && b.Text is { } part ? FactValue.OfBoolean(test(text, part)) : default,
        };

    private static FactValue Hash(in FactValue value, in FactValue buckets, in FactValue salt)
    {
        var count = buckets.IsAbsent ? HashBuckets : buckets.Kind == FactKind.Integer ? buckets.Number : 0;
        if (count <= 0 || value.Kind is not (FactKind.Text or FactKind.Integer)) return default;
        if (!salt.IsAbsent && salt.Kind != FactKind.Text) return default;
        Span<char> digits = stackalloc char[20];
        scoped ReadOnlySpan<char> text = value.Text;
        if (value.Kind == FactKind.Integer)
        {
            value.Number.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
            text = digits[..written];
        }

        return FactValue.OfInteger((long)(StableHash.Of(salt.Text, text) % (ulong)count));
    }

    private static FactValue Length(in FactValue value, in FactValue second, in FactValue third) => value.Kind switch
    {
        FactKind.Text => FactValue.OfInteger(value.Text!.Length),
        FactKind.Texts => FactValue.OfInteger(value.Texts!.Length),
        _ => default,
    };

    private static FactValue Text(in FactValue from, string? text) => from.Kind == FactKind.Text ? FactValue.OfText(text!) : default;

    private static bool Integers(in FactValue a, in FactValue b) => a.Kind == FactKind.Integer && b.Kind == FactKind.Integer;
}
