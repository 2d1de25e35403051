using System.Text;
using Router.Rules.Analysis;

namespace Router.Rules.Tests.Analysis;

public sealed class RuleSetAnalysisTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{ "amount": { "gte": 100 }, "all": [{ "amount": { "lt": 50 } }] }""", "amount")]
    [InlineData("""{ "platform": "ios", "not": { "platform": "ios" } }""", "platform")]
    [InlineData("""{ "cardBank": { "exists": false }, "all": [{ "cardBank": { "ne": "X" } }] }""", "cardBank")]
    [InlineData("""{ "cardBin": { "prefix": "62" }, "all": [{ "cardBin": { "lt": "500000" } }] }""", "cardBin")]
    [InlineData("""{ "tags": { "eq": "vip", "ne": "vip" } }""", "tags")]
    [InlineData("""{ "metadata.level": 1, "all": [{ "metadata.level": "1" }] }""", "metadata.level")]
    [InlineData("""{ "currency": "USD" }""", "\"currencies\"")]
    [InlineData("""{ "any": [{ "platform": "web" }, { "platform": "pos" }], "platform": "ios" }""", "platform")]
    public void Conditions_that_exclude_each_other_are_told(string when, string named)
    {
        var finding = Analyse(RuleFiles.WithWhen(when)).Diagnostics.Should().ContainSingle().Subject;

        (finding.Id, finding.Severity, finding.RuleId, finding.JsonPath).Should().Be(("RTR1104", RuleSeverity.Warning, "r", "$.rules[0]"));
        finding.Message.Should().Contain("never match").And.Contain(named);
    }

    [Fact]
    public void A_branch_that_can_never_hold_is_told_at_its_place()
    {
        var finding = Analyse(RuleFiles.WithWhen("""{ "amount": { "gte": 100 }, "any": [{ "platform": "ios" }, { "amount": 5 }] }""")).Diagnostics.Single();

        (finding.Id, finding.JsonPath).Should().Be(("RTR1105", "$.rules[0].when.any[1]"));
    }

    [Theory]
    [InlineData("""{ "platform": ["ios", "web"] }""", """{ "platform": "ios", "region": "CN" }""")]
    [InlineData("""{ "amount": { "gte": 100 } }""", """{ "amount": { "between": [200, 300] } }""")]
    [InlineData("""{ "cardBin": { "prefix": "62" } }""", """{ "cardBin": ["622200", "62289999"] }""")]
    [InlineData("""{ }""", """{ "payerSegment": { "matches": "a+" } }""")]
    [InlineData("""{ "payerSegment": { "matches": "a+" } }""", """{ "payerSegment": { "matches": "a+" }, "platform": "ios" }""")]
    [InlineData("""{ "tags": ["vip", "new"] }""", """{ "tags": "vip" }""")]
    [InlineData("""{ "expr": "amount % 100 == 0" }""", """{ "expr": "amount % 100 == 0", "platform": "ios" }""")]
    public void A_rule_behind_one_that_takes_all_it_matches_is_told_with_its_name(string wide, string narrow)
    {
        var finding = Analyse(Two(wide, narrow, 5)).Diagnostics.Single();

        (finding.Id, finding.RuleId).Should().Be(("RTR1106", "second"));
        finding.Message.Should().Contain("the rule \"first\"");
    }

    [Fact]
    public void Rules_that_hide_another_together_are_all_named_and_no_others()
    {
        var analysis = Analyse(Rules(
            ("big", 9, """{ "amount": { "gte": 100 } }"""), ("bystander", 10, """{ "platform": "ios" }"""), ("small", 8, """{ "amount": { "lt": 100 } }"""),
            ("never-seen", 7, """{ "amount": { "between": [50, 150] } }""")));

        analysis.Reach.Single(r => r.RuleId == "never-seen").HiddenBy.Should().Equal("big", "small");
        analysis.Diagnostics.Single().Message.Should().Contain("\"big\", \"small\"");
    }

    [Fact]
    public void Every_member_of_a_registry_together_hides_a_rule_on_presence()
    {
        var analysis = Analyse(Rules(
            ("cards", 9, """{ "cardType": ["debit", "credit"] }"""), ("prepaid", 8, """{ "cardType": "prepaid" }"""), ("any", 7, """{ "cardType": { "exists": true } }""")));

        analysis.Reach[2].Should().BeEquivalentTo(new { State = ReachState.Hidden, HiddenBy = new[] { "cards", "prepaid" } });
    }

    [Theory]
    [InlineData("""{ "platform": { "ne": "ios" } }""", """{ "not": { "platform": "ios" } }""")]
    [InlineData("""{ "amount": { "gt": 100 } }""", """{ "amount": { "gte": 100 } }""")]
    [InlineData("""{ "payerSegment": { "matches": "a+" } }""", """{ "payerSegment": { "matches": "[a-c]{3}x?" } }""")]
    [InlineData("""{ "cardBin": { "prefix": ["1", "2"] } }""", """{ "cardBin": { "gte": "199999" } }""")]
    [InlineData("""{ "time": { "lt": "2026-01-01T00:00:00Z" } }""", """{ "time": { "lt": "2026-01-02T00:00:00Z" } }""")]
    public void A_rule_that_only_nearly_stands_behind_another_has_a_witness(string first, string second)
    {
        var analysis = Analyse(Two(first, second, 5));

        analysis.Reach.Should().OnlyContain(r => r.State == ReachState.Reached && r.Facts != null);
        analysis.Diagnostics.Should().BeEmpty();
    }

    [Fact]
    public void A_witness_keeps_to_windows_and_dates()
    {
        var analysis = Analyse(RuleFiles.WithRule("""
            "id": "r", "activeFrom": "2027-01-01T00:00:00Z", "windows": [{ "days": ["sat"], "from": "23:50", "to": "23:55", "zone": "America/New_York" }],
            "decline": { "reason": "x" }
            """));

        analysis.Reach.Single().State.Should().Be(ReachState.Reached);
        analysis.Reach.Single().Facts.Should().Contain("\"time\":\"2027-01-0");
    }

    [Fact]
    public void Two_rules_of_one_priority_that_do_different_things_are_told_with_a_payment()
    {
        var json = Two("""{ "platform": "ios" }""", """{ "region": "CN" }""", 0);
        var finding = Analyse(json).Diagnostics.Single();

        (finding.Id, finding.RuleId).Should().Be(("RTR1107", "second"));
        finding.Message.Should().Contain("\"first\"").And.Contain("Example: {\"currency\":\"CNY\",\"platform\":\"ios\",\"region\":\"CN\"}");
    }

    [Fact]
    public void Rules_of_one_priority_that_do_the_same_are_no_tie() => Analyse("""
        { "rules": [
            { "id": "a", "when": { "platform": "ios" }, "decline": { "reason": "x" } },
            { "id": "b", "when": { "region": "CN" }, "decline": { "reason": "x" } } ], "default": { "decline": { "reason": "x" } } }
        """).Diagnostics.Should().BeEmpty();

    [Fact]
    public void Many_ties_are_told_up_to_a_bound_and_counted()
    {
        var rules = Enumerable.Range(0, 50).Select(i => ($"r{i}", 0, $$"""{ "metadata.k{{i}}": 1 }""")).ToArray();

        var ties = Analyse(Rules(rules)).Diagnostics;

        ties.Should().HaveCount(21).And.OnlyContain(d => d.Id == "RTR1107");
        ties[0].Message.Should().StartWith("29 more");
        ties[0].RuleId.Should().BeNull("the count belongs to no rule");
    }

    [Fact]
    public void What_is_over_or_says_nothing_is_told()
    {
        var analysis = Analyse("""
            { "lists": { "banks": ["A", "B", "A"] },
              "rules": [
                { "id": "over", "activeTo": "2026-06-01T00:00:00Z", "when": { "cardBank": "@banks" }, "decline": { "reason": "x" } },
                { "id": "later", "activeFrom": "2030-01-01T00:00:00Z", "when": { "platform": "ios" },
                  "route": { "strategy": "priority", "candidates": ["a", { "account": "b", "weight": 3 }, "a"], "fallback": ["b", "c"] } } ],
              "default": { "decline": { "reason": "x" } } }
            """);

        analysis.Diagnostics.Where(d => d.Id != "RTR1107").Select(d => (d.Id, d.RuleId, d.JsonPath)).Should().Equal(
            ("RTR1109", null, "$.lists.banks[2]"), ("RTR1108", "over", "$.rules[0].activeTo"), ("RTR1110", "later", "$.rules[1].route.candidates[1].weight"),
            ("RTR1109", "later", "$.rules[1].route.candidates[2]"), ("RTR1109", "later", "$.rules[1].route.fallback[0]"));
    }

    private static RuleSetAnalysis Analyse(string json)
    {
        var loaded = RuleSetLoader.Load("test.json", json);
        loaded.Value.Should().NotBeNull(string.Join(' ', loaded.Diagnostics));
        return RuleSetAnalysis.Run("test.json", Encoding.UTF8.GetBytes(json), loaded.Value!, new(s_now, true));
    }

    private static string Two(string first, string second, int priorityOfFirst) => Rules(("first", priorityOfFirst, first), ("second", 0, second));

    private static string Rules(params (string Id, int Priority, string When)[] rules)
    {
        var items = rules.Select(r => $$"""{ "id": "{{r.Id}}", "priority": {{r.Priority}}, "when": {{r.When}}, "decline": { "reason": "{{r.Id}}" } }""");
        return $$"""{ "currencies": ["CNY"], "rules": [ {{string.Join(",\n", items)}} ], {{RuleFiles.Default}} }""";
    }
}
