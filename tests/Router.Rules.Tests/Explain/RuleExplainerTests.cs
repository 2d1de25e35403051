using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Rules.Explain;

namespace Router.Rules.Tests.Explain;

public sealed class RuleExplainerTests
{
    [Theory]
    [InlineData("""{ "cardBank": "ICBC" }""", "ICBC")]
    [InlineData("""{ "cardBank": ["ICBC", "ABC"] }""", "one of ICBC, ABC")]
    [InlineData("""{ "cardBank": ["A","B","C","D","E","F","G","H","I","J"] }""", "one of A, B, C, D, E, F, G, H, … (10 in all)")]
    [InlineData("""{ "amount": { "gte": 100000, "lt": 5000000 } }""", "100000 to 4999999")]
    [InlineData("""{ "amount": { "gt": 100 } }""", "101 or more")]
    [InlineData("""{ "amount": { "lte": 100 } }""", "100 or less")]
    [InlineData("""{ "amount": [7, { "gte": 10, "lte": 20 }] }""", "7 or 10 to 20")]
    [InlineData("""{ "cardBin": { "prefix": ["6222", "6228"] } }""", "begins with 6222 or 6228")]
    [InlineData("""{ "cardBin": { "gte": "622200", "lt": "622848" } }""", "from 622200 below 622848")]
    [InlineData("""{ "payerSegment": { "matches": "a|b+" } }""", "matches a|b+")]
    [InlineData("""{ "carrier": { "exists": true } }""", "is known")]
    [InlineData("""{ "carrier": { "exists": false } }""", "is not known")]
    [InlineData("""{ "cardBank": { "ne": "ICBC" } }""", "other than ICBC")]
    [InlineData("""{ "cardBank": { "notIn": ["ICBC", "ABC"] } }""", "not one of ICBC, ABC")]
    [InlineData("""{ "cardBank": { "in": ["ICBC"], "prefix": "I" } }""", "ICBC and begins with I")]
    [InlineData("""{ "metadata.vip": true }""", "true")]
    [InlineData("""{ "time": { "gte": "2026-01-01T00:00:00+08:00", "lt": "2027-01-01T00:00:00+08:00" } }""", "from 2025-12-31T16:00:00Z before 2026-12-31T16:00:00Z")]
    public void What_a_condition_asks_is_said_in_words(string when, string expected) =>
        Only(RuleFiles.WithWhen(when), """{ "currency": "CNY" }""").Conditions.Single().Expected.Should().Be(expected);

    [Fact]
    public void Windows_and_dates_are_said_in_words_with_the_clock_they_mean()
    {
        var file = RuleFiles.WithRule("""
            "id": "r", "activeFrom": "2026-01-01T00:00:00+08:00",
            "windows": [{ "days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "18:00", "zone": "Asia/Shanghai" }, { "days": ["sun"], "zone": "UTC" }],
            "decline": { "reason": "x" }
            """);

        var conditions = Only(file, """{ "currency": "CNY", "time": "2026-03-06T19:04:00+08:00" }""").Conditions;

        conditions[0].Should().Match<ExplainedCondition>(c => c.Field == "time" && c.Expected == "from 2025-12-31T16:00:00Z" && c.Holds);
        conditions[1].Kind.Should().Be(ExplainedKind.Any);
        conditions[1].Parts[0].Expected.Should().Be("Mon–Fri 08:00–18:00 Asia/Shanghai");
        conditions[1].Parts[0].Actual.Should().Be("Fri 19:04:00");
        conditions[1].Parts[1].Expected.Should().Be("Sun 00:00–24:00 UTC");
        conditions[1].Holds.Should().BeFalse();
    }

    [Fact]
    public void An_expression_is_shown_with_the_value_of_each_part()
    {
        var condition = Only(RuleFiles.WithWhen("""{ "expr": "instalments + 1 > 3 and cardBank == 'ICBC'" }"""), """{ "currency": "CNY", "instalments": 3 }""").Conditions.Single();

        (condition.Kind, condition.Field, condition.Expected, condition.Actual, condition.Holds)
            .Should().Be((ExplainedKind.Expression, "expr", "instalments + 1 > 3 and cardBank == 'ICBC'", "absent", false));
        condition.Parts.Select(p => (p.Expected, p.Actual)).Should().Equal(("instalments + 1 > 3", "true"), ("cardBank == 'ICBC'", "absent"));
        condition.Parts[0].Parts.Single().Parts.Select(p => (p.Expected, p.Actual)).Should().Equal(("instalments", "3"));
    }

    [Fact]
    public void A_fact_that_is_missing_is_absent_and_one_that_was_not_understood_says_so()
    {
        var file = RuleFiles.WithWhen("""{ "cardType": "debit", "carrier": { "ne": "X" } }""");

        var conditions = Only(file, """{ "currency": "CNY", "cardType": "golden" }""").Conditions;

        conditions[0].Actual.Should().Be("absent");
        conditions[0].Note.Should().Be("given, but not understood (golden)");
        conditions[1].Actual.Should().Be("absent");
        conditions[1].Note.Should().Contain("unknown fact");
    }

    [Fact]
    public void A_number_where_a_text_is_asked_is_pointed_out() =>
        Only(RuleFiles.WithWhen("""{ "metadata.k": "1" }"""), """{ "currency": "CNY", "metadata.k": 1 }""").FirstFailing!.Note
            .Should().Be("the rule asks for a text, the payment brings a number");

    [Fact]
    public void Groups_keep_their_shape()
    {
        var rule = Only(
            RuleFiles.WithWhen("""{ "any": [{ "platform": "ios" }, { "region": "CN", "not": { "carrier": "X" } }] }"""), """{ "currency": "CNY", "region": "CN" }""");

        var any = rule.Conditions.Single();
        any.Kind.Should().Be(ExplainedKind.Any);
        any.Parts[0].Holds.Should().BeFalse();
        any.Parts[1].Kind.Should().Be(ExplainedKind.All);
        any.Parts[1].Parts[1].Kind.Should().Be(ExplainedKind.Not);
        any.Parts[1].Parts[1].Parts[0].Holds.Should().BeFalse();
    }

    [Fact]
    public void Fates_near_misses_and_counts_tell_why_not()
    {
        var explanation = Explain(
            $$"""
            { "currencies": ["CNY"], "rules": [
              { "id": "far", "priority": 9, "when": { "platform": "ios", "region": "CN" }, "decline": { "reason": "x" } },
              { "id": "near", "priority": 8, "when": { "platform": "ios", "region": "HK" }, "decline": { "reason": "x" } },
              { "id": "off", "priority": 7, "enabled": false, "when": { "platform": "web" }, "decline": { "reason": "x" } },
              { "id": "won", "priority": 6, "when": { "platform": "web" }, "decline": { "reason": "x" } },
              { "id": "behind", "when": { "region": "HK" }, "decline": { "reason": "x" } },
              { "id": "later", "when": { "region": "CN" }, "decline": { "reason": "x" } } ], {{RuleFiles.Default}} }
            """,
            """{ "currency": "CNY", "platform": "web", "region": "HK" }""");

        explanation.Winner!.Id.Should().Be("won");
        explanation.Rules.Select(r => $"{r.Id} {r.Fate} {r.Misses}").Should().Equal(
            "far Failed 2", "near Failed 1", "won Won 0", "behind Behind 0", "later Failed 1", "off Disabled 1");
        explanation.NearMisses.Select(r => r.Id).Should().Equal("near", "off");
        explanation.Find("near")!.FirstFailing!.Field.Should().Be("platform");
        explanation.Find("nobody").Should().BeNull();
    }

    [Fact]
    public void A_payment_in_another_currency_is_asked_by_no_rule()
    {
        var explanation = Explain(RuleFiles.WithWhen("""{ "region": "CN" }"""), """{ "currency": "JPY", "region": "CN" }""");

        explanation.Winner.Should().BeNull();
        explanation.Currencies.Should().Match<ExplainedCondition>(c => !c.Holds && c.Expected == "CNY" && c.Actual == "JPY");
        explanation.Rules.Single().Fate.Should().Be(RuleFate.Gated);
        explanation.NearMisses.Should().ContainSingle();
    }

    [Fact]
    public void The_JSON_holds_every_rule_asked_for()
    {
        var explanation = Explain(RuleFiles.WithWhen("""{ "any": [{ "region": "CN" }, { "platform": "ios" }] }"""), """{ "currency": "CNY", "platform": "ios" }""");
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory)) RuleExplanationJson.Write(writer, explanation, explanation.Rules);

        var json = JsonNode.Parse(Encoding.UTF8.GetString(memory.ToArray()))!;

        ((string?)json["rule"]).Should().Be("r");
        ((string?)json["facts"]!["platform"]).Should().Be("ios");
        ((string?)json["rules"]![0]!["fate"]).Should().Be("won");
        ((string?)json["rules"]![0]!["conditions"]![0]!["parts"]![1]!["actual"]).Should().Be("ios");
    }

    private static ExplainedRule Only(string file, string facts) => Explain(file, facts).Rules.Single();

    private static RuleExplanation Explain(string file, string facts) => RuleExplainer.Explain(RuleFiles.Load(file), RuleFiles.Facts(facts));
}
