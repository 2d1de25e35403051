using System.Text;
using Router.Rules.Analysis;

namespace Router.Rules.Tests.Analysis;

/// What the analysis says, whole, and the payments that it names.
public sealed class AnalysisWordsTests
{
    // A Monday.
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{ "platform": "ios" }""", """ "platform":"ios" """)]
    [InlineData("""{ "instalments": { "gte": 100 } }""", """ "instalments":100 """)]
    [InlineData("""{ "instalments": { "lt": 50 } }""", """ "instalments":1 """)]
    [InlineData("""{ "instalments": { "lte": 0 } }""", """ "instalments":0 """)]
    [InlineData("""{ "instalments": [7, 5] }""", """ "instalments":5 """)]
    [InlineData("""{ "instalments": { "ne": 1, "gt": 0 } }""", """ "instalments":2 """)]
    [InlineData("""{ "instalments": 9223372036854775807 }""", """ "instalments":9223372036854775807 """)]
    [InlineData("""{ "instalments": { "gt": 9223372036854775806 } }""", """ "instalments":9223372036854775807 """)]
    [InlineData("""{ "instalments": { "between": [3, 6], "notIn": [3, 4, 5] } }""", """ "instalments":6 """)]
    [InlineData("""{ "region": "CN" }""", """ "region":"CN" """)]
    [InlineData("""{ "region": { "ne": "CN" } }""", """ "region":"0" """)]
    [InlineData("""{ "region": { "exists": false } }""", "")]
    [InlineData("""{ "cardType": { "notIn": ["debit", "credit"] } }""", """ "cardType":"prepaid" """)]
    [InlineData("""{ "merchant": { "prefix": "ab" } }""", """ "merchant":"ab" """)]
    [InlineData("""{ "merchant": { "prefix": "ab", "ne": "ab" } }""", """ "merchant":"aba" """)]
    [InlineData("""{ "merchant": { "matches": "a+" } }""", """ "merchant":"a" """)]
    [InlineData("""{ "merchant": { "matches": "(?:shop|store)-[0-9]{3}" } }""", """ "merchant":"shop-000" """)]
    [InlineData("""{ "merchant": { "matches": "(?:shop|store)-[0-9]{3}", "prefix": "st" } }""", """ "merchant":"store-000" """)]
    [InlineData("""{ "merchant": { "matches": "x*" }, "not": { "merchant": { "matches": "x{1,5}" } } }""", "NOWITNESS")]
    [InlineData("""{ "metadata.k": true }""", """ "metadata.k":true """)]
    [InlineData("""{ "metadata.k": false }""", """ "metadata.k":false """)]
    [InlineData("""{ "metadata.k": 7 }""", """ "metadata.k":7 """)]
    [InlineData("""{ "metadata.k": "7" }""", """ "metadata.k":"7" """)]
    [InlineData("""{ "metadata.k": { "matches": "k\\d" } }""", """ "metadata.k":"k0" """)]
    [InlineData("""{ "tags": "vip" }""", """ "tags":["vip"] """)]
    [InlineData("""{ "tags": "vip", "all": [{ "tags": "new" }] }""", """ "tags":["vip","new"] """)]
    [InlineData("""{ "method": { "prefix": "wechat" } }""", """ "method":"wechat.a" """)]
    [InlineData("""{ "method": { "exists": true } }""", """ "method":"other.any" """)]
    [InlineData("""{ "method": "wechat.native" }""", """ "method":"wechat.native" """)]
    [InlineData("""{ "cardBin": "622202" }""", """ "cardBin":"622202" """)]
    [InlineData("""{ "cardBin": { "prefix": "6" } }""", """ "cardBin":"600000" """)]
    [InlineData("""{ "cardBin": { "gte": "199999", "notIn": ["199999"] } }""", """ "cardBin":"1999990" """)]
    [InlineData("""{ "cardBin": { "gt": "622202", "lt": "622203" } }""", """ "cardBin":"6222020" """)]
    [InlineData("""{ "cardBin": { "gt": "6222029", "lt": "6222030" } }""", """ "cardBin":"62220290" """)]
    [InlineData("""{ "cardBin": { "gt": "62220299" } }""", """ "cardBin":"622203" """)]
    [InlineData("""{ "cardBin": { "gt": "62222999" } }""", """ "cardBin":"622230" """)]
    [InlineData("""{ "time": { "gte": "2026-01-01T00:00:00Z" } }""", """ "time":"2026-06-01T00:00:00Z" """)]
    [InlineData("""{ "time": { "gte": "2026-06-01T00:00:00Z" } }""", """ "time":"2026-06-01T00:00:00Z" """)]
    [InlineData("""{ "time": { "lte": "2026-06-01T00:00:00Z" } }""", """ "time":"2026-06-01T00:00:00Z" """)]
    [InlineData("""{ "time": { "lt": "2026-06-01T00:00:00Z" } }""", """ "time":"2026-05-30T23:59:59.9999999Z" """)]
    [InlineData("""{ "time": { "gte": "2027-01-01T00:00:00+08:00" } }""", """ "time":"2026-12-31T16:00:00Z" """)]
    [InlineData("""{ "expr": "exists(instalments)" }""", "NOWITNESS")]
    public void A_plain_payment_that_gets_the_rule_is_named(string when, string facts)
    {
        var reach = Analyse(RuleFiles.WithWhen(when).Replace("\"currencies\": [\"CNY\"],", "", StringComparison.Ordinal)).Reach.Single();

        if (facts == "NOWITNESS") (reach.State, reach.Facts).Should().Be((ReachState.NoWitness, null));
        else (reach.State, reach.Facts).Should().Be((ReachState.Reached, $"{{{facts.Trim()}}}"));
    }

    [Theory]
    [InlineData("""{ "days": ["sat"], "from": "23:50", "to": "23:55", "zone": "America/New_York" }""", "2026-05-31T03:50:00Z")]
    [InlineData("""{ "days": ["mon"], "zone": "UTC" }""", "2026-06-01T00:00:00Z")]
    [InlineData("""{ "days": ["sun"], "zone": "UTC" }""", "2026-05-24T00:00:00Z")]
    [InlineData("""{ "from": "22:00", "to": "02:00", "zone": "UTC" }""", "2026-06-01T00:00:00Z")]
    [InlineData("""{ "days": ["tue"], "from": "22:00", "to": "02:00", "zone": "Asia/Shanghai" }""", "2026-05-26T14:00:00Z")]
    public void A_witness_of_a_window_is_now_or_the_first_beginning_in_the_week_around_it(string window, string time) =>
        Analyse($$"""{ "rules": [ { "id": "r", "windows": [{{window}}], "decline": { "reason": "x" } } ], {{RuleFiles.Default}} }""").Reach.Single()
            .Should().BeEquivalentTo(new { State = ReachState.Reached, Facts = $$"""{"time":"{{time}}"}""" });

    [Theory]
    [InlineData("""{ "exists": true }""", "2026-06-02T00:00:00Z")]
    [InlineData("""{ "gte": "2026-06-01T05:00:00Z" }""", "2026-06-02T00:00:00Z")]
    [InlineData("""{ "lt": "2026-06-01T12:00:00Z" }""", "2026-05-31T23:30:00Z")]
    public void Outside_of_a_window_the_nearest_half_hour_is_tried(string time, string witness)
    {
        var reach = Analyse($$"""
            { "rules": [ { "id": "mondays", "priority": 5, "windows": [{ "days": ["mon"], "zone": "UTC" }], "decline": { "reason": "x" } },
              { "id": "others", "when": { "time": {{time}} }, "decline": { "reason": "y" } } ], {{RuleFiles.Default}} }
            """).Reach[1];

        (reach.State, reach.Facts).Should().Be((ReachState.Reached, $$"""{"time":"{{witness}}"}"""));
    }

    [Theory]
    [InlineData("""{ "amount": { "gte": 100 }, "all": [{ "amount": { "lt": 50 } }] }""", "RTR1104 $.rules[0]: The rule can never match: its conditions on amount exclude each other. Mend one of them or delete the rule.")]
    [InlineData("""{ "currency": "USD" }""", "RTR1104 $.rules[0]: The rule can never match: it asks for a currency that the file's \"currencies\" (CNY) leave out. Add it there or delete the rule.")]
    [InlineData("""{ "cardBin": { "gt": "99999999" } }""", "RTR1104 $.rules[0]: The rule can never match: its conditions on cardBin exclude each other. Mend one of them or delete the rule.")]
    [InlineData("""{ "tags": { "eq": "vip", "ne": "vip" } }""", "RTR1104 $.rules[0]: The rule can never match: its conditions on tags exclude each other. Mend one of them or delete the rule.")]
    [InlineData("""{ "expr": "amount > 1", "not": { "expr": "amount > 1" } }""", "RTR1104 $.rules[0]: The rule can never match: its conditions exclude each other. Mend one of them or delete the rule.")]
    [InlineData("""{ "merchant": { "matches": "a+" }, "not": { "merchant": { "matches": "a+" } } }""", "RTR1104 $.rules[0]: The rule can never match: its conditions on merchant exclude each other. Mend one of them or delete the rule.")]
    [InlineData("""{ "any": [{ "platform": "web" }, { "region": "HK" }], "platform": "ios", "region": "CN" }""", "RTR1104 $.rules[0]: The rule can never match: its conditions on platform and region exclude each other. Mend one of them or delete the rule.")]
    [InlineData("""{ "amount": { "gte": 100 }, "any": [{ "platform": "ios" }, { "amount": 5 }] }""", "RTR1105 $.rules[0].when.any[1]: This member of \"any\" can never hold: look at amount, here and in the conditions around it. Mend or delete it.")]
    [InlineData("""{ "any": [{ "platform": "ios" }, { "currency": "USD" }] }""", "RTR1105 $.rules[0].when.any[1]: This member of \"any\" can never hold: look at currency, here and in the conditions around it. Mend or delete it.")]
    [InlineData("""{ "all": [{ "any": [{ "platform": "ios" }, { "amount": 5 }] }], "amount": 6 }""", "RTR1105 $.rules[0].when.all[0].any[1]: This member of \"any\" can never hold: look at amount, here and in the conditions around it. Mend or delete it.")]
    [InlineData("""{ "any": [{ "platform": "ios", "any": [{ "platform": "web" }, { "region": "CN" }] }, { "carrier": "x" }] }""", "RTR1105 $.rules[0].when.any[0].any[0]: This member of \"any\" can never hold: look at platform, here and in the conditions around it. Mend or delete it.")]
    [InlineData("""{ "not": { "any": [{ "platform": "ios", "all": [{ "platform": "web" }] }, { "region": "CN" }] } }""", "")]
    public void What_can_never_hold_is_told_with_what_to_mend(string when, string told) => Told(Analyse(RuleFiles.WithWhen(when))).Should().Be(told);

    [Theory]
    [InlineData("""{}""", """{ "platform": "ios" }""", true)]
    [InlineData("""{ "not": { "platform": "web" } }""", """{ "platform": "ios" }""", true)]
    [InlineData("""{ "merchant": { "prefix": "a" } }""", """{ "merchant": { "prefix": "ab" } }""", true)]
    [InlineData("""{ "cardBin": { "gte": "622200", "lte": "622299" } }""", """{ "cardBin": { "gt": "622200", "lt": "622299" } }""", true)]
    [InlineData("""{ "cardBin": { "gt": "622200" } }""", """{ "cardBin": { "gte": "622200" } }""", false)]
    [InlineData("""{ "cardBin": { "lt": "622200" } }""", """{ "cardBin": { "lte": "622200" } }""", false)]
    [InlineData("""{ "tags": { "exists": true } }""", """{ "tags": "vip" }""", true)]
    [InlineData("""{ "tags": { "ne": "vip" } }""", """{ "tags": { "exists": false } }""", false)]
    [InlineData("""{ "not": { "tags": "vip" } }""", """{ "tags": { "notIn": ["vip", "new"] } }""", true)]
    [InlineData("""{ "tags": ["vip", "new"] }""", """{ "tags": { "ne": "vip" } }""", false)]
    [InlineData("""{ "metadata.k": { "exists": true } }""", """{ "metadata.k": [1, "1", true] }""", true)]
    [InlineData("""{ "metadata.k": { "ne": 1 } }""", """{ "metadata.k": ["1", false, 2] }""", true)]
    [InlineData("""{ "amount": [1, { "gte": 5 }] }""", """{ "amount": [5, 6] }""", true)]
    [InlineData("""{ "amount": [1, { "gte": 5 }] }""", """{ "amount": [4, 5] }""", false)]
    [InlineData("""{ "time": { "gte": "2026-01-01T00:00:00Z" } }""", """{ "time": { "gt": "2026-01-01T00:00:00Z" } }""", true)]
    [InlineData("""{ "time": { "gt": "2026-01-01T00:00:00Z" } }""", """{ "time": { "gte": "2026-01-01T00:00:00Z" } }""", false)]
    [InlineData("""{ "merchant": { "matches": "a|b" } }""", """{ "merchant": { "matches": "a|b", "prefix": "a" } }""", true)]
    [InlineData("""{ "cardType": { "matches": "d.*|c.*" } }""", """{ "cardType": ["debit", "credit"] }""", true)]
    [InlineData("""{ "cardType": { "matches": "d.*" } }""", """{ "cardType": ["debit", "credit"] }""", false)]
    [InlineData("""{ "any": [{ "platform": "ios" }, { "platform": { "exists": false } }] }""", """{ "not": { "platform": { "ne": "ios" } } }""", true)]
    public void A_rule_is_hidden_only_where_nothing_gets_past_the_one_before_it(string first, string second, bool isHidden)
    {
        var analysis = Analyse(Rules(("first", 5, first), ("second", 0, second)));

        analysis.Reach[1].State.Should().Be(isHidden ? ReachState.Hidden : ReachState.Reached);
        Told(analysis).Should().Be(isHidden
            ? "RTR1106 $.rules[1]: No payment can reach this rule: the rule \"first\" before it takes every payment that it matches. Give it a higher priority, narrow what stands before it, or delete it."
            : "");
    }

    [Theory]
    [InlineData(2, "the rules \"r0\", \"r1\" before it together take")]
    [InlineData(5, "the rules \"r0\", \"r1\", \"r2\", \"r3\", \"r4\" before it together take")]
    [InlineData(6, "the rules \"r0\", \"r1\", \"r2\", \"r3\", \"r4\" and 1 more before it together take")]
    public void Of_the_rules_that_hide_another_five_are_named(int count, string names)
    {
        var rules = Enumerable.Range(0, count).Select(i => ($"r{i}", 9, $$"""{ "instalments": {{i}} }"""))
            .Append(("last", 0, $$"""{ "instalments": { "between": [0, {{count - 1}}] } }""")).ToArray();

        Told(Analyse(Rules(rules))).Should().Be(
            $"RTR1106 $.rules[{count}]: No payment can reach this rule: {names} every payment that it matches. Give it a higher priority, narrow what stands before it, or delete it.");
    }

    [Fact]
    public void A_tie_is_told_with_the_other_rule_its_line_and_a_payment_and_ties_beyond_twenty_are_counted()
    {
        Told(Analyse(Rules(("first", 3, """{ "platform": "ios" }"""), ("second", 3, """{ "amount": { "gte": 10 } }""")))).Should().Be(
            "RTR1107 $.rules[1]: This rule and \"first\" (line 1) have priority 3, match some payments both and do different things; only the order of the file lets \"first\" win. "
            + "Give them different priorities. Example: {\"amount\":10,\"currency\":\"CNY\",\"platform\":\"ios\"}");
        var ties = Analyse(Rules([.. Enumerable.Range(0, 22).Select(i => ($"r{i}", 0, $$"""{ "metadata.k{{i}}": 1 }"""))])).Diagnostics;
        ties.Should().HaveCount(21);
        (ties[0].Id, ties[0].JsonPath, ties[0].RuleId, ties[0].Message).Should().Be(
            ("RTR1107", "$", null, "1 more rules tie with a rule of the same priority. Mend those told, then look again."));
        Analyse(Rules([.. Enumerable.Range(0, 21).Select(i => ($"r{i}", 0, $$"""{ "metadata.k{{i}}": 1 }"""))])).Diagnostics.Should().HaveCount(20);
    }

    [Fact]
    public void What_is_over_or_says_nothing_is_told_in_these_words() => Told(Analyse("""
        { "lists": { "banks": ["A", "B", "A"] },
          "rules": [
            { "id": "over", "priority": 4, "activeTo": "2026-06-01T00:00:00Z", "when": { "cardBank": "@banks" }, "decline": { "reason": "x" } },
            { "id": "off", "priority": 3, "enabled": false, "activeTo": "2026-05-01T00:00:00Z", "decline": { "reason": "x" } },
            { "id": "on", "priority": 2, "enabled": true, "activeTo": "2026-06-01T00:00:01Z", "when": { "platform": "web" }, "decline": { "reason": "x" } },
            { "id": "later", "priority": 1, "when": { "platform": "ios" },
              "route": { "strategy": "priority", "candidates": ["a", { "account": "b", "weight": 3 }, { "tag": "t", "weight": 0 }, "a", { "tag": "t" }], "fallback": ["c", { "channel": "c" }, { "channel": "c" }] } },
            { "id": "where", "when": { "platform": "android" },
              "route": { "strategy": "weighted", "candidates": [{ "account": "a", "weight": 2 }, { "account": "a", "where": { "fee": 1 } }, { "account": "a", "where": { "fee": 1 } }] } } ],
          "default": { "route": { "strategy": "priority", "candidates": ["d", { "account": "e", "weight": 1 }, "d"] } } }
        """)).Should().Be(string.Join(
            '\n',
            "RTR1109 $.lists.banks[2]: \"A\" stands twice in the list \"banks\". Delete one of them.",
            "RTR1108 $.rules[0].activeTo: The rule's time is over: it matches nothing any more. Delete it, or move activeTo.",
            "RTR1108 $.rules[1].activeTo: The rule is switched off and its time is over. Delete it.",
            "RTR1110 $.rules[3].route.candidates[1].weight: The strategy priority takes candidates as they stand and looks at no weight. Delete it, or use the strategy weighted.",
            "RTR1109 $.rules[3].route.candidates[3]: The account \"a\" stands twice in this route; only its first place counts. Delete this one.",
            "RTR1109 $.rules[3].route.candidates[4]: The tag \"t\" stands twice in this route; only its first place counts. Delete this one.",
            "RTR1109 $.rules[3].route.fallback[2]: The channel \"c\" stands twice in this route; only its first place counts. Delete this one.",
            "RTR1109 $.rules[4].route.candidates[2]: The account \"a\" where {\"fee\":1} stands twice in this route; only its first place counts. Delete this one.",
            "RTR1110 $.default.route.candidates[1].weight: The strategy priority takes candidates as they stand and looks at no weight. Delete it, or use the strategy weighted.",
            "RTR1109 $.default.route.candidates[2]: The account \"d\" stands twice in this route; only its first place counts. Delete this one."));

    private static string Told(RuleSetAnalysis analysis) => string.Join('\n', analysis.Diagnostics.Select(d => $"{d.Id} {d.JsonPath}: {d.Message}"));

    private static RuleSetAnalysis Analyse(string json)
    {
        var loaded = RuleSetLoader.Load("test.json", json);
        loaded.Value.Should().NotBeNull(string.Join(' ', loaded.Diagnostics));
        return RuleSetAnalysis.Run("test.json", Encoding.UTF8.GetBytes(json), loaded.Value!, new(s_now, true));
    }

    private static string Rules(params (string Id, int Priority, string When)[] rules)
    {
        var items = rules.Select(r => $$"""{ "id": "{{r.Id}}", "priority": {{r.Priority}}, "when": {{r.When}}, "decline": { "reason": "{{r.Id}}" } }""");
        return $$"""{ "currencies": ["CNY"], "rules": [ {{string.Join(", ", items)}} ], {{RuleFiles.Default}} }""";
    }
}
