using Router.Rules.Expressions;

namespace Router.Rules.Tests.Expressions;

/// What each function and operator gives, at its edges; compiled and interpreted alike.
public sealed class FunctionValueTests
{
    private const string Facts = """
        { "instalments": 1050, "merchant": "Shop-ÄÉ1", "cardBin": "622202", "tags": ["a", "b", "c"], "time": "2026-11-11T15:59:59Z",
          "metadata": { "n": -7, "t": "12", "b": true, "max": 9223372036854775807, "min": -9223372036854775808 } }
        """;

    [Theory]
    [InlineData("if(metadata.b, 1, 2) == 1")]
    [InlineData("if(not metadata.b, 1, 2) == 2")]
    [InlineData("if(metadata.none, 1, 2) == 2")]
    [InlineData("if(metadata.n, 1, 2) == 2")]
    [InlineData("if(metadata.b, true, false)")]
    [InlineData("if(metadata.b, metadata.none, 2) == 2 or true")]
    [InlineData("not exists(if(metadata.b, metadata.none, 2))")]
    [InlineData("coalesce(metadata.none, metadata.nobody, 3) == 3")]
    [InlineData("coalesce(instalments, 3) == 1050")]
    [InlineData("coalesce(1, 2, 3, 4, 5, 6, 7, 8) == 1")]
    [InlineData("not exists(coalesce(metadata.none, metadata.none))")]
    [InlineData("exists(instalments) and not exists(metadata.none) and exists(tags)")]
    [InlineData("exists(instalments == 3) and not exists(metadata.none == 3)")]
    [InlineData("hour(time, 'UTC') == 15 and minute(time, 'UTC') == 59 and day(time, 'UTC') == 11 and month(time, 'UTC') == 11")]
    [InlineData("hour(time, 'Asia/Shanghai') == 23 and day(time, 'Asia/Shanghai') == 11")]
    [InlineData("hour(time, 'Asia/Tokyo') == 0 and day(time, 'Asia/Tokyo') == 12 and date(time, 'Asia/Tokyo') == 20261112")]
    [InlineData("date(time, 'UTC') == 20261111 and weekday(time, 'UTC') == 'wed' and weekday(time, 'Asia/Tokyo') == 'thu'")]
    [InlineData("minute(time, 'Asia/Kathmandu') == 44")]
    [InlineData("not exists(hash(instalments, 0)) and not exists(hash(instalments, -1)) and hash(instalments, 1) == 0")]
    [InlineData("not exists(hash(metadata.none)) and not exists(hash(instalments, metadata.none)) and not exists(hash(instalments, 10, carrier))")]
    [InlineData("hash('a') == 3246 and hash('payer-1') == 2450 and hash('payer-1', 100) == 50 and hash('payer-1', 100, 'new-checkout') == 25")]
    [InlineData("hash(12) == 8667 and hash('12') == 8667 and hash(-12) == 6120 and hash('收款😀', 7, '盐') == 4 and hash('收款😀', 10000, '盐') == 4052")]
    [InlineData("hash(metadata.max) == 5892 and hash(metadata.min) == 3078 and hash('gold', 100) == 93")]
    [InlineData("not exists(hash(metadata.b)) and hash(metadata.t) == 8667 and not exists(hash('a', metadata.t)) and not exists(hash('a', 5, metadata.n))")]
    [InlineData("len(merchant) == 8 and len('') == 0 and len('😀') == 2 and len(tags) == 3 and not exists(len(metadata.n)) and not exists(len(carrier))")]
    [InlineData("lower(merchant) == 'shop-äé1' and upper(merchant) == 'SHOP-ÄÉ1' and not exists(lower(metadata.n)) and not exists(upper(metadata.b))")]
    [InlineData("startsWith(cardBin, '62') and startsWith(cardBin, '622202') and not startsWith(cardBin, '6222020') and not startsWith(cardBin, '22')")]
    [InlineData("endsWith(merchant, '1') and endsWith(merchant, 'Shop-ÄÉ1') and not endsWith(merchant, 'S') and not endsWith(merchant, 'shop-äé1')")]
    [InlineData("contains(merchant, 'hop') and contains(merchant, '1') and not contains(merchant, 'shop')")]
    [InlineData("not exists(contains(merchant, carrier)) and not exists(startsWith(metadata.n, 'a')) and not exists(endsWith(merchant, metadata.n))")]
    [InlineData("min(3, 4) == 3 and min(4, 3) == 3 and min(-1, 0) == -1 and max(3, 4) == 4 and max(4, 3) == 4 and max(-1, 0) == 0")]
    [InlineData("not exists(min(metadata.t, 3)) and not exists(min(3, metadata.t)) and not exists(max(metadata.t, 3)) and not exists(max(3, metadata.t))")]
    [InlineData("not exists(min(metadata.none, 3)) and not exists(max(3, metadata.none))")]
    [InlineData("abs(metadata.n) == 7 and abs(7) == 7 and abs(0) == 0 and abs(metadata.max) == 9223372036854775807")]
    [InlineData("not exists(abs(metadata.min)) and not exists(abs(metadata.t)) and abs(metadata.min + 1) == 9223372036854775807")]
    public void Functions_give_what_the_table_promises(string expression) => IsTrue(expression);

    [Theory]
    [InlineData("1 + 2 * 3 == 7 and (1 + 2) * 3 == 9 and 7 - 2 - 1 == 4 and 100 / 10 / 5 == 2")]
    [InlineData("-7 / 2 == -3 and 7 / -2 == -3 and -7 % 2 == -1 and 7 % -2 == 1 and -(-7) == 7 and - - 7 == 7")]
    [InlineData("not exists(1 / (instalments - 1050)) and not exists(1 % (instalments - 1050))")]
    [InlineData("not exists(metadata.max + 1) and not exists(metadata.min - 1) and not exists(metadata.max * 2) and not exists(-metadata.min)")]
    [InlineData("not exists(metadata.min / -1) and metadata.min % -1 == 0 and metadata.n / -1 == 7 and metadata.n % -1 == 0")]
    [InlineData("metadata.max - 1 + 1 == metadata.max and metadata.min + 1 - 1 == metadata.min and metadata.min - -1 == metadata.min + 1")]
    [InlineData("metadata.min == -9223372036854775808 and 3037000499 * 3037000499 > 0 and not exists(3037000500 * 3037000500)")]
    [InlineData("instalments < 1051 and instalments <= 1050 and instalments > 1049 and instalments >= 1050 and not (instalments < 1050) and not (instalments > 1050)")]
    [InlineData("not (instalments <= 1049) and not (instalments >= 1051) and instalments != 1049 and not (instalments != 1050)")]
    [InlineData("cardBin < '622203' and cardBin <= '622202' and cardBin >= '622202' and cardBin > '622201' and not (cardBin > '622202')")]
    [InlineData("cardBin < '6222020' and not (cardBin < '622202') and '622201' < cardBin")]
    [InlineData("time < '2026-11-11T16:00:00Z' and time >= '2026-11-11T23:59:59+08:00' and not (time > '2026-11-11T15:59:59Z')")]
    [InlineData("tags == 'a' and 'c' == tags and not (tags == 'd') and tags != 'd' and not (tags != 'b') and not ('b' != tags)")]
    [InlineData("'a' in tags and 'd' not in tags and tags in ['x', 'b'] and tags not in ['x', 'y'] and not (tags not in ['c'])")]
    [InlineData("instalments in [1, 1050] and instalments not in [1, 2] and not (instalments in [1, 2]) and metadata.b in [true]")]
    [InlineData("not exists(metadata.none in [1]) and not exists(metadata.none not in [1]) and not exists(carrier == 'x') and not exists(carrier != 'x')")]
    [InlineData("true or metadata.none and not (false and metadata.none) and not exists(false or metadata.none) and not exists(true and metadata.none)")]
    [InlineData("not (false or false) and (false || true) and (true && !false) and not exists(not metadata.none)")]
    [InlineData("not true == false or false")]
    [InlineData("metadata.t == '12' and not (metadata.t == 12) and metadata.t != 12 and metadata['t'] == \"12\"")]
    public void Operators_give_what_the_table_promises(string expression) => IsTrue(expression);

    [Theory]
    [InlineData("2026-11-15", "sun")]
    [InlineData("2026-11-16", "mon")]
    [InlineData("2026-11-17", "tue")]
    [InlineData("2026-11-18", "wed")]
    [InlineData("2026-11-19", "thu")]
    [InlineData("2026-11-20", "fri")]
    [InlineData("2026-11-21", "sat")]
    public void The_days_of_a_week_have_their_names(string date, string day)
    {
        var facts = RuleFiles.Facts($$"""{ "time": "{{date}}T12:00:00Z" }""");
        foreach (var other in new[] { "sun", "mon", "tue", "wed", "thu", "fri", "sat" })
            ExpressionProperties.Load($"weekday(time, 'UTC') == '{other}'").Condition!.Holds(facts).Should().Be(other == day);
    }

    [Theory]
    [InlineData("hour(time, 'UTC') == 1 and instalments > 1", 19)]
    [InlineData("hash(merchant) == 1", 12)]
    [InlineData("instalments in [1]", 5)]
    [InlineData("instalments in [1, 2, 3]", 8)]
    [InlineData("not metadata.b", 2)]
    [InlineData("-metadata.n > 1", 4)]
    [InlineData("if(metadata.b, 1, 2) == 1", 7)]
    public void Every_part_costs_a_step_and_functions_more(string expression, int cost) =>
        ExpressionProperties.Load(expression).Condition!.Cost.Should().Be(cost);

    private static void IsTrue(string expression)
    {
        var condition = ExpressionProperties.Load(expression).Condition;
        condition.Should().NotBeNull(expression);
        var facts = RuleFiles.Facts(Facts);
        condition!.Holds(facts).Should().BeTrue(expression);
        condition.Trace(facts).Shown.Should().Be("true", expression);
    }
}
