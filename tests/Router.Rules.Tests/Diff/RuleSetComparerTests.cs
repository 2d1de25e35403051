using System.Text;
using System.Text.Json.Nodes;
using Router.Rules.Diff;

namespace Router.Rules.Tests.Diff;

public sealed class RuleSetComparerTests
{
    private const string File = """
        { "name": "shop", "currencies": ["CNY"], "lists": { "big": ["ICBC", "ABC"] },
          "rules": [
            { "id": "one", "priority": 30, "when": { "cardBank": ["ICBC", "ABC"], "amount": { "gte": 100000 }, "any": [{ "platform": "ios" }, { "region": "CN" }], "not": { "carrier": "X" } },
              "route": { "strategy": "weighted", "candidates": [{ "account": "a", "weight": 70, "where": { "feePpm": { "lte": 6000 } } }, { "account": "b", "weight": 30 }], "fallback": ["c"] } },
            { "id": "two", "priority": 20, "activeFrom": "2026-01-01T00:00:00+08:00", "windows": [{ "days": ["fri"], "from": "22:00", "to": "02:00", "zone": "UTC" }],
              "when": { "cardBank": "@big", "cardBin": { "prefix": "6222" } }, "route": { "strategy": "priority", "candidates": ["a", "b"] } },
            { "id": "three", "priority": 10, "when": { "region": { "notIn": ["KP", "IR"] } }, "decline": { "reason": "no" } } ],
          "default": { "route": { "strategy": "priority", "candidates": ["a"] } } }
        """;

    [Theory]
    [InlineData("\"weight\": 70", "\"weight\": 55", "rule one: candidate a: weight 70 → 55")]
    [InlineData("[\"ICBC\", \"ABC\"], \"amount\"", "[\"ICBC\", \"ABC\", \"BOC\"], \"amount\"", "rule one: cardBank: BOC added")]
    [InlineData("[\"ICBC\", \"ABC\"], \"amount\"", "\"ABC\", \"amount\"", "rule one: cardBank: ICBC removed")]
    [InlineData("\"gte\": 100000", "\"gte\": 200000", "rule one: amount: gte 100000 → 200000")]
    [InlineData("\"gte\": 100000", "\"gte\": 100000, \"lt\": 300000", "rule one: amount: lt 300000 added")]
    [InlineData("{ \"platform\": \"ios\" }", "{ \"platform\": \"web\" }", "rule one: any: platform: web added|rule one: any: platform: ios removed")]
    [InlineData(", { \"region\": \"CN\" }]", "]", "rule one: any: group {\"region\":\"CN\"} removed")]
    [InlineData(", \"not\": { \"carrier\": \"X\" }", "", "rule one: condition not {\"carrier\":\"X\"} removed")]
    [InlineData("\"carrier\": \"X\"", "\"carrier\": \"Y\"", "rule one: not: carrier: Y added|rule one: not: carrier: X removed")]
    [InlineData("\"lte\": 6000", "\"lte\": 7000", "rule one: candidate a: where feePpm: lte 6000 → 7000")]
    [InlineData("\"weighted\"", "\"lowestFee\"", "rule one: strategy weighted → lowestFee")]
    [InlineData("\"fallback\": [\"c\"]", "\"fallback\": [\"c\", \"d\"]", "rule one: fallback d added")]
    [InlineData("\"fallback\": [\"c\"]", "\"onExhausted\": \"decline\"", "rule one: onExhausted continue → decline|rule one: fallback c removed")]
    [InlineData("\"candidates\": [\"a\", \"b\"]", "\"candidates\": [\"b\", \"a\"]", "rule two: candidates in another order: a, b → b, a")]
    [InlineData("2026-01-01T00:00:00+08:00", "2026-02-01T00:00:00+08:00", "rule two: activeFrom 2026-01-01T00:00:00+08:00 → 2026-02-01T00:00:00+08:00")]
    [InlineData("\"from\": \"22:00\"", "\"from\": \"23:00\"", "rule two: window fri 23:00–02:00 UTC added|rule two: window fri 22:00–02:00 UTC removed")]
    [InlineData("\"prefix\": \"6222\"", "\"prefix\": [\"6222\", \"6228\"]", "rule two: cardBin: prefix 6228 added")]
    [InlineData("\"big\": [\"ICBC\"", "\"big\": [\"CCB\", \"ICBC\"", "list big: CCB added (used by two)")]
    [InlineData("[\"KP\", \"IR\"]", "[\"KP\"]", "rule three: region: IR no longer left out")]
    [InlineData("\"reason\": \"no\"", "\"reason\": \"never\"", "rule three: reason of the decline \"no\" → \"never\"")]
    [InlineData("\"priority\": 10,", "\"priority\": 11,", "rule three: priority 10 → 11, the order of evaluation stays")]
    [InlineData("\"priority\": 10,", "\"priority\": 40,", "rule three: priority 10 → 40, moved: now asked first, it was asked after two")]
    [InlineData("\"id\": \"two\",", "\"id\": \"two\", \"enabled\": false,", "rule two: switched off")]
    [InlineData("\"id\": \"two\",", "\"id\": \"second\",", "rule second: new name of two, which says the same")]
    [InlineData("\"id\": \"two\",", "\"id\": \"two\", \"whenAllDown\": \"try\",", "rule two: whenAllDown refuse → try")]
    [InlineData("[\"CNY\"]", "[\"CNY\", \"USD\"]", "currencies: USD added")]
    [InlineData("\"currencies\": [\"CNY\"],", "", "currencies CNY removed: payments in every currency are asked")]
    [InlineData("\"candidates\": [\"a\"]", "\"candidates\": [\"c\"]", "default: candidate c (weight 1) added|default: candidate a removed")]
    [InlineData("\"name\": \"shop\"", "\"name\": \"store\"", "name shop → store")]
    public void Every_change_is_said_in_words(string old, string now, string expected)
    {
        var changed = File.Replace(old, now, StringComparison.Ordinal);
        changed.Should().NotBe(File);

        var diff = Compare(File, changed);

        string.Join('|', diff.Changes).Should().Be(expected);
        diff.Likeness.Should().Be(RuleSetLikeness.Different);
    }

    [Fact]
    public void Rules_that_come_and_go_are_told_with_their_place_and_line()
    {
        var without = JsonNode.Parse(File)!;
        without["rules"]!.AsArray().RemoveAt(1);

        var removed = Compare(File, without.ToJsonString()).Changes.Single();
        var added = Compare(without.ToJsonString(), File).Changes.Single();

        removed.ToString().Should().Be("rule two: removed; it was asked after one: priority a, b");
        (removed.OldLine, removed.NewLine).Should().Be((5, null));
        added.ToString().Should().Be("rule two: added, asked after one: priority a, b");
        (added.OldLine, added.NewLine).Should().Be((null, 5));
    }

    [Fact]
    public void Of_rules_that_changed_places_the_fewest_are_called_moved()
    {
        static string With(params string[] ids) =>
            $$"""{ "rules": [{{string.Join(",", ids.Select(i => $$"""{ "id": "{{i}}", "decline": { "reason": "{{i}}" } }"""))}}], {{RuleFiles.Default}} }""";

        Compare(With("a", "b", "c", "d", "e"), With("a", "e", "b", "c", "d")).Changes.Select(c => c.ToString())
            .Should().Equal("rule e: moved: now asked after a, it was asked after d");
    }

    [Theory]
    [InlineData("\"cardBank\": [\"ICBC\", \"ABC\"]", "\"cardBank\": { \"in\": [\"ABC\", \"ICBC\"] }")]
    [InlineData("\"candidates\": [\"a\"]", "\"candidates\": [{ \"account\": \"a\", \"weight\": 1 }]")]
    [InlineData("\"id\": \"one\",", "\"id\": \"one\", \"enabled\": true,")]
    [InlineData("2026-01-01T00:00:00+08:00", "2025-12-31T16:00:00Z")]
    public void Other_words_for_the_same_change_nothing(string old, string now)
    {
        var diff = Compare(File, File.Replace(old, now, StringComparison.Ordinal));

        diff.Changes.Should().BeEmpty();
        diff.Likeness.Should().Be(RuleSetLikeness.SpellingOnly);
    }

    [Fact]
    public void Layout_alone_and_nothing_at_all_are_told_apart()
    {
        Compare(File, JsonNode.Parse(File)!.ToJsonString()).Likeness.Should().Be(RuleSetLikeness.LayoutOnly);
        Compare(File, File).Likeness.Should().Be(RuleSetLikeness.Identical);
    }

    [Fact]
    public void Files_with_errors_are_compared_and_their_findings_told()
    {
        var diff = Compare(File, File.Replace("\"platform\"", "\"platfrom\"", StringComparison.Ordinal));

        diff.NewFindings.Should().Contain(f => f.Severity == RuleSeverity.Error);
        diff.Changes.Should().NotBeEmpty();
        Compare(File, File.Replace("\"name\"", "\"odd\": 1, \"name\"", StringComparison.Ordinal)).Changes.Single().Text.Should().Contain("an error");
        RuleSetComparer.Compare("a", Encoding.UTF8.GetBytes(File), "b", "{"u8.ToArray()).Diff.Should().BeNull();
    }

    private static RuleSetDiff Compare(string old, string now) =>
        RuleSetComparer.Compare("old.json", Encoding.UTF8.GetBytes(old), "new.json", Encoding.UTF8.GetBytes(now)).Diff!;
}
