namespace Router.Rules.Tests;

/// Conditions on both sides of their bounds.
public sealed class ConditionEdgeTests
{
    [Theory]
    [InlineData("""{ "amount": { "gt": 5 } }""", "amount", "5 6", "-+")]
    [InlineData("""{ "amount": { "gte": 5 } }""", "amount", "4 5 6", "-++")]
    [InlineData("""{ "amount": { "lt": 5 } }""", "amount", "4 5", "+-")]
    [InlineData("""{ "amount": { "lte": 5 } }""", "amount", "5 6", "+-")]
    [InlineData("""{ "amount": { "between": [5, 6] } }""", "amount", "4 5 6 7", "-++-")]
    [InlineData("""{ "amount": { "gt": 5, "gte": 3, "lt": 9, "lte": 12 } }""", "amount", "5 6 8 9", "-++-")]
    [InlineData("""{ "amount": { "gte": 5, "gt": 3, "lte": 9, "lt": 12 } }""", "amount", "4 5 9 10", "-++-")]
    [InlineData("""{ "amount": [1, { "gte": 5, "ne": 7 }] }""", "amount", "0 1 2 5 6 7 8", "-+-++-+")]
    [InlineData("""{ "amount": { "ne": 5 } }""", "amount", "4 5 6", "+-+")]
    [InlineData("""{ "amount": { "notIn": [5, 7] } }""", "amount", "4 5 6 7", "+-+-")]
    [InlineData("""{ "amount": { "lt": 9223372036854775807 } }""", "amount", "9223372036854775806 9223372036854775807 -9223372036854775808", "+-+")]
    [InlineData("""{ "amount": { "gt": -9223372036854775808 } }""", "amount", "-9223372036854775808 -9223372036854775807", "-+")]
    [InlineData("""{ "cardBin": { "gt": "622202" } }""", "cardBin", "'622201' '622202' '6222020' '622203'", "--++")]
    [InlineData("""{ "cardBin": { "gte": "622202" } }""", "cardBin", "'622201' '62220199' '622202' '62220200'", "--++")]
    [InlineData("""{ "cardBin": { "lt": "622202" } }""", "cardBin", "'622201' '62220199' '622202' '62220200'", "++--")]
    [InlineData("""{ "cardBin": { "lte": "622202" } }""", "cardBin", "'622201' '622202' '6222020' '622203'", "++--")]
    [InlineData("""{ "cardBin": { "between": ["622202", "622204"] } }""", "cardBin", "'622201' '622202' '622203' '622204' '6222040' '622205'", "-+++--")]
    [InlineData("""{ "cardBin": { "gt": "622202", "gte": "622201", "lt": "622204", "lte": "622205" } }""", "cardBin", "'622202' '622203' '622204'", "-+-")]
    [InlineData("""{ "cardBin": { "gte": "622202", "gt": "622202", "lte": "622204", "lt": "622204" } }""", "cardBin", "'622202' '622203' '622204'", "-+-")]
    [InlineData("""{ "cardBin": { "gt": "622202", "gte": "622202", "lt": "622204", "lte": "622204" } }""", "cardBin", "'622202' '622203' '622204'", "-+-")]
    [InlineData("""{ "cardBin": { "prefix": "6222" } }""", "cardBin", "'622199' '622200' '622299' '62229999' '622300'", "-+++-")]
    [InlineData("""{ "merchant": { "prefix": ["ab", "x"] } }""", "merchant", "'a' 'ab' 'abc' 'Ab' 'x' 'bx'", "-++-+-")]
    [InlineData("""{ "merchant": { "matches": "a|ab+" } }""", "merchant", "'a' 'ab' 'abb' 'xa' 'aab'", "+++--")]
    [InlineData("""{ "merchant": { "ne": "a" } }""", "merchant", "'a' 'A' 'b'", "-++")]
    [InlineData("""{ "metadata.k": [1, "2", true] }""", "metadata.k", "1 '1' 2 '2' true 'true' false", "+--++--")]
    [InlineData("""{ "metadata.k": { "ne": 1 } }""", "metadata.k", "1 '1' true", "-++")]
    [InlineData("""{ "metadata.k": { "gte": 1 } }""", "metadata.k", "0 1 '1' true", "-+--")]
    [InlineData("""{ "time": { "gte": "2026-01-01T00:00:00Z", "lt": "2026-01-02T00:00:00Z" } }""", "time",
        "'2025-12-31T23:59:59.9999999Z' '2026-01-01T00:00:00Z' '2026-01-01T23:59:59.9999999Z' '2026-01-02T00:00:00Z' '2026-01-02T07:59:59+08:00'", "-++-+")]
    [InlineData("""{ "time": "2026-01-01T00:00:00Z" }""", "time", "'2026-01-01T08:00:00+08:00' '2026-01-01T00:00:00.0000001Z'", "+-")]
    public void A_condition_holds_exactly_within_its_bounds_and_never_where_the_fact_is_absent(string when, string fact, string values, string holds)
    {
        var told = values.Split(' ').Select(v => RuleFiles.Matches(when, $$"""{ "{{fact}}": {{v.Replace('\'', '"')}} }""") ? '+' : '-');

        string.Concat(told).Should().Be(holds);
        RuleFiles.Matches(when, """{ "region": "CN" }""").Should().BeFalse();
        RuleFiles.Matches($$"""{ "not": {{when}} }""", """{ "region": "CN" }""").Should().BeTrue();
    }

    [Theory]
    [InlineData("""{ "tags": "a" }""", "++-+")]
    [InlineData("""{ "tags": ["b", "c"] }""", "-++-")]
    [InlineData("""{ "tags": { "ne": "a" } }""", "--+-")]
    [InlineData("""{ "tags": { "notIn": ["c", "a"] } }""", "----")]
    [InlineData("""{ "tags": { "prefix": "a" } }""", "++-+")]
    [InlineData("""{ "tags": { "matches": "[bc]" } }""", "-++-")]
    [InlineData("""{ "tags": { "exists": true } }""", "++++")]
    [InlineData("""{ "tags": "a", "not": { "tags": "b" } }""", "+--+")]
    public void Of_a_set_one_member_that_fits_is_enough(string when, string holds)
    {
        string[] sets = ["""["a"]""", """["b", "a"]""", """["c"]""", """["ab", "a"]"""];

        string.Concat(sets.Select(s => RuleFiles.Matches(when, $$"""{ "tags": {{s}} }""") ? '+' : '-')).Should().Be(holds);
        RuleFiles.Matches(when, "{ }".Replace(" }", "\"region\": \"CN\" }", StringComparison.Ordinal)).Should().BeFalse();
    }

    [Theory]
    [InlineData("America/New_York", "08:00", "09:00", "2026-03-08T12:00:00Z 2026-03-08T12:59:59Z 2026-03-08T13:00:00Z 2026-03-07T12:00:00Z 2026-03-07T13:00:00Z 2026-03-08T11:59:59Z", "++--+-")]
    [InlineData("America/New_York", "01:30", "03:30", "2026-03-08T06:29:59Z 2026-03-08T06:30:00Z 2026-03-08T07:00:00Z 2026-03-08T07:29:59Z 2026-03-08T07:30:00Z", "-+++-")]
    [InlineData("Asia/Kathmandu", "00:00", "00:15", "2026-01-01T18:15:00Z 2026-01-01T18:29:59Z 2026-01-01T18:30:00Z 2026-01-01T18:14:59Z", "++--")]
    [InlineData("Australia/Lord_Howe", "02:00", "03:00", "2026-10-03T15:29:59Z 2026-10-03T15:30:00Z 2026-10-03T15:59:59Z 2026-10-03T16:00:00Z", "-++-")]
    [InlineData("UTC", "22:00", "02:00", "2026-01-01T21:59:59Z 2026-01-01T22:00:00Z 2026-01-01T23:59:59Z 2026-01-02T00:00:00Z 2026-01-02T01:59:59Z 2026-01-02T02:00:00Z", "-++++-")]
    [InlineData("America/New_York", "00:00", "12:00", "0001-01-01T00:00:00Z 9999-12-31T23:59:59Z 2026-01-01T12:00:00Z", "+-+")]
    public void A_window_asks_the_clock_of_its_zone_whichever_time_was_asked_before(string zone, string from, string to, string times, string holds)
    {
        var set = RuleFiles.Load($$"""
            { "rules": [ { "id": "w", "windows": [{ "from": "{{from}}", "to": "{{to}}", "zone": "{{zone}}" }], "decline": { "reason": "x" } } ], {{RuleFiles.Default}} }
            """);
        string Asked(IEnumerable<string> some) => string.Concat(some.Select(t => set.Evaluate(RuleFiles.Facts($$"""{ "time": "{{t}}" }""")).RuleId == "w" ? '+' : '-'));

        Asked(times.Split(' ')).Should().Be(holds);
        Asked(times.Split(' ')).Should().Be(holds);
        Asked(times.Split(' ').SelectMany(t => new[] { t, t })).Should().Be(string.Concat(holds.SelectMany(h => new[] { h, h })));
        Asked(times.Split(' ').Reverse()).Should().Be(string.Concat(holds.Reverse()));
    }
}
