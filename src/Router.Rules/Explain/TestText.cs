using System.Globalization;
using Router.Rules.Conditions;

namespace Router.Rules.Explain;

/// What a test asks of a value, in words.
internal static class TestText
{
    private const int ShownMax = 8;
    private const string PatternStart = @"\A(?:";
    private const string PatternEnd = @")\z";

    public static string Of(ValueTest test) => test switch
    {
        MemberTest member => member.Values.Count == 1 ? Value(member.Values[0]) : "one of " + List(member.Values.Select(Value).ToList(), ", "),
        RangeTest range => Range(range),
        BinRangeTest range => BinRange(range),
        PrefixTest prefix => "begins with " + List(prefix.Prefixes, " or "),
        PatternTest pattern => "matches " + Pattern(pattern),
        ExistsTest exists => exists.Wanted ? "is known" : "is not known",
        NoneOfTest none => none.Inner is MemberTest { Values.Count: > 1 } or AnyTest ? "not " + Of(none.Inner) : "other than " + Of(none.Inner),
        AllTests all => string.Join(" and ", all.Tests.Select(Part)),
        AnyTest any => string.Join(" or ", any.Tests.Select(Part)),
        _ => test.ToString() ?? "",
    };

    /// "a, b, c" of at most eight, with their number.
    public static string List(IReadOnlyCollection<string> words, string between) => words.Count <= ShownMax
        ? string.Join(between, words)
        : string.Join(between, words.Take(ShownMax)) + between + string.Create(CultureInfo.InvariantCulture, $"… ({words.Count} in all)");

    private static string Part(ValueTest test) => test is AnyTest or AllTests ? $"({Of(test)})" : Of(test);

    private static string Value(FactValue value) => value.Kind == FactKind.Instant ? ScheduleText.Instant(value.Number) : value.ToString();

    private static string Range(RangeTest range)
    {
        if (range.Kind == FactKind.Instant) return ScheduleText.Span(range.Low, range.High == long.MaxValue ? long.MaxValue : range.High + 1);
        var low = range.Low.ToString(CultureInfo.InvariantCulture);
        var high = range.High.ToString(CultureInfo.InvariantCulture);
        return range switch
        {
            { Low: long.MinValue, High: long.MaxValue } => "any number",
            { Low: long.MinValue } => $"{high} or less",
            { High: long.MaxValue } => $"{low} or more",
            _ => range.Low == range.High ? low : $"{low} to {high}",
        };
    }

    private static string BinRange(BinRangeTest range)
    {
        var low = range.Low is null ? null : range.LowIncluded ? $"from {range.Low}" : $"above {range.Low}";
        var high = range.High is null ? null : range.HighIncluded ? $"up to {range.High}" : $"below {range.High}";
        return low is null ? high ?? "any" : high is null ? low : $"{low} {high}";
    }

    private static string Pattern(PatternTest pattern)
    {
        var text = pattern.WholeValue.ToString();
        return text.StartsWith(PatternStart, StringComparison.Ordinal) && text.EndsWith(PatternEnd, StringComparison.Ordinal)
            ? text[PatternStart.Length..^PatternEnd.Length]
            : text;
    }
}
