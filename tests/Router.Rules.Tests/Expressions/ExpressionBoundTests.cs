using System.Text.Json;

namespace Router.Rules.Tests.Expressions;

/// How long, deep and costly an expression may be, and what is told of one beyond, whole.
public sealed class ExpressionBoundTests
{
    private const string TooDeep = "The expression is nested deeper than 40 levels. Split it: conditions side by side in \"when\" must all hold.";

    [Theory]
    [InlineData(2_000, "")]
    [InlineData(2_001, "RTR1025 2000: The expression has 2001 characters; at most 2000 are allowed. Split it: conditions side by side must all hold.")]
    public void An_expression_has_up_to_2000_characters(int length, string told) => Told("true".PadRight(length)).Should().Be(told);

    [Theory]
    [InlineData(256, "")]
    [InlineData(257, "RTR1025 12: The text has 257 characters; facts have at most 256. Shorten it.")]
    public void A_text_has_up_to_256_characters(int length, string told) => Told($"merchant == '{new string('a', length)}'").Should().Be(told);

    [Theory]
    [InlineData("(", "true", ")", 40, "")]
    [InlineData("(", "true", ")", 41, "RTR1025 40: " + TooDeep)]
    [InlineData("not ", "true", "", 39, "")]
    [InlineData("exists(", "carrier", ")", 39, "")]
    public void An_expression_is_nested_up_to_40_levels(string before, string inner, string behind, int times, string told) =>
        Told(string.Concat(Enumerable.Repeat(before, times)) + inner + string.Concat(Enumerable.Repeat(behind, times))).Should().Be(told);

    [Theory]
    [InlineData("not ", "true", "", 41)]
    [InlineData("exists(", "carrier", ")", 41)]
    [InlineData("min(1, ", "2", ")", 41)]
    [InlineData("1 + ", "1 > 1", "", 41)]
    public void Whatever_nests_deeper_is_told_once(string before, string inner, string behind, int times) =>
        Told(string.Concat(Enumerable.Repeat(before, times)) + inner + string.Concat(Enumerable.Repeat(behind, times)))
            .Should().StartWith("RTR1025").And.EndWith(TooDeep).And.NotContain("\n");

    [Fact]
    public void Groups_side_by_side_are_not_nested() =>
        Told(string.Join(" and ", Enumerable.Repeat("(not (not (metadata.b)))", 60))).Should().BeEmpty();

    [Theory]
    [InlineData(9, "")]
    [InlineData(10, "RTR1025 0: The expression takes up to 1001 steps; at most 1000 are allowed. Use \"in\" with a list, or split it into rules.")]
    public void An_expression_takes_up_to_1000_steps(int more, string told) => Told(
            string.Join(" and ", Enumerable.Repeat("hour(time,'UTC')>1", 66).Concat(Enumerable.Repeat("metadata.b", more)))).Should().Be(told);

    [Theory]
    [InlineData("metadata.x < tags", "RTR1024 11: Order is asked of two integers, two times, or cardBin and a BIN; here stand a value and a set of texts.")]
    [InlineData("metadata.x < 'a'", "RTR1024 11: Order is asked of two integers, two times, or cardBin and a BIN; here stand a value and a text.")]
    [InlineData("metadata.x < 1 and 1 < metadata.x and metadata.x == metadata.y", "")]
    [InlineData("hour(metadata.x, 'UTC') > 1", "RTR1024 5: hour(time, zone) takes a time here, and there stands a value.")]
    [InlineData("coalesce(metadata.x, 1) == 1 and if(metadata.x, metadata.y, 'a') == 'a'", "")]
    [InlineData("cardBin < if(metadata.b, '622202', '622203')", "")]
    [InlineData("if(metadata.b, cardBin, '622202') >= '62220212'", "")]
    [InlineData("if(metadata.b, cardBin, merchant) >= '62220212'", "RTR1024 34: Order is asked of two integers, two times, or cardBin and a BIN; here stand a text and a text.")]
    [InlineData("coalesce(cardBin, '62') == '622202'", "RTR1021 18: A card BIN has 6 to 8 digits and nothing else. For fewer digits use startsWith(cardBin, '62').")]
    [InlineData("time == if(metadata.b, '2026-01-01T00:00:00Z', 'soon')", "RTR1017 47: This is no date and time with an offset. Write it as '2026-01-01T00:00:00+08:00', or with Z for UTC.")]
    [InlineData("hour(if(metadata.b, time, '2026-01-01T00:00:00Z'), 'UTC') == 0", "")]
    [InlineData("instalments in @none", "RTR1015 15: There is no list \"none\". The file has: used, mixed.")]
    [InlineData("instalments in @mixed", "RTR1007 LIST: \"instalments\" is a whole number, without quotes; here stands a text. Write 2.")]
    public void Open_metadata_fits_where_one_of_its_types_does(string expression, string told) => Told(expression).Should().Be(told);

    private static string Told(string expression)
    {
        var encoded = JsonEncodedText.Encode(expression, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        var json = $$"""{ "lists": { "used": [1], "mixed": [1, "2"] }, "rules": [ { "id": "r", "when": { "expr": "{{encoded}}" }, "decline": { "reason": "x" } } ], {{RuleFiles.Default}} }""";
        var start = json.IndexOf("\"expr\": \"", StringComparison.Ordinal) + 10;
        return string.Join('\n', RuleSetLoader.Load("x.json", json).Diagnostics.Where(d => d.Severity == RuleSeverity.Error)
            .Select(d => $"{d.Id} {(d.JsonPath.Contains("lists", StringComparison.Ordinal) ? "LIST" : $"{d.Column - start}")}: {d.Message}"));
    }
}
