using System.Text;
using Router.Rules.Diff;

namespace Router.Rules.Tests.Diff;

/// Every sentence of a comparison, whole, with the lines it points at.
public sealed class ChangeSentencesTests
{
    private const string Decline = """ "decline": { "reason": "no" } """;

    [Theory]
    [InlineData("""{}""", """{ "region": "CN" }""", "condition region CN added")]
    [InlineData("""{ "region": ["CN", "HK"] }""", """{}""", "condition region [\"CN\",\"HK\"] removed")]
    [InlineData("""{ "expr": "region == 'CN'" }""", """{ "expr": "region == 'HK'" }""", "expr region == 'CN' → region == 'HK'")]
    [InlineData("""{ "not": { "region": "CN" } }""", """{ "not": ["x"] }""", "not {\"region\":\"CN\"} → [\"x\"]")]
    [InlineData("""{ "all": { "region": "CN" } }""", """{ "all": [{ "region": "CN" }] }""", "all {\"region\":\"CN\"} → [{\"region\":\"CN\"}]")]
    [InlineData("""{ "any": "x" }""", """{ "any": [] }""", "any x → []")]
    [InlineData("""{ "any": [{ "region": "CN" }] }""", """{ "any": [{ "region": "CN" }, { "platform": "ios" }] }""", "any: group {\"platform\":\"ios\"} added")]
    [InlineData("""{ "all": [{ "region": "CN" }, { "platform": "ios" }] }""", """{ "all": [{ "region": "CN" }] }""", "all: group {\"platform\":\"ios\"} removed")]
    [InlineData("""{ "all": [{ "region": "CN" }] }""", """{ "all": [{ "region": "CN", "platform": "ios" }] }""", "all: condition platform ios added")]
    [InlineData("""{ "any": ["x"] }""", """{ "any": [{ "region": "CN" }] }""", "any: x → {\"region\":\"CN\"}")]
    [InlineData("""{ "any": [{ "not": { "region": "CN" } }] }""", """{ "any": [{ "not": { "region": "HK" } }] }""", "any: not: region: HK added|any: not: region: CN removed")]
    [InlineData("""{ "amount": { "gte": 5, "lt": 9 } }""", """{ "amount": { "gte": 5 } }""", "amount: lt 9 removed")]
    [InlineData("""{ "amount": { "gte": 5 } }""", """{ "amount": { "gte": 6, "exists": true } }""", "amount: gte 5 → 6|amount: exists true added")]
    [InlineData("""{ "region": { "ne": "CN" } }""", """{ "region": { "exists": true } }""", "region: exists true added|region: other than CN removed")]
    [InlineData("""{ "region": { "exists": true } }""", """{ "region": { "notIn": ["CN", "HK"] } }""", "region: other than CN, HK added|region: exists true removed")]
    [InlineData("""{ "region": "CN" }""", """{ "region": { "exists": true } }""", "region: exists true added|region: CN removed")]
    [InlineData("""{ "region": { "exists": true } }""", """{ "region": ["CN", "HK"] }""", "region: CN, HK added|region: exists true removed")]
    [InlineData("""{ "merchant": { "prefix": ["a", "b"] } }""", """{ "merchant": { "matches": "a.*" } }""", "merchant: matches a.* added|merchant: prefix a, b removed")]
    [InlineData("""{ "merchant": { "prefix": ["a", "b"] } }""", """{ "merchant": { "prefix": "a" } }""", "merchant: prefix b removed")]
    [InlineData("""{ "merchant": { "prefix": "a" } }""", """{ "merchant": { "prefix": ["a", "c", "c"] } }""", "merchant: prefix c added")]
    [InlineData("""{ "region": { "notIn": ["KP"] } }""", """{ "region": { "notIn": ["KP", "IR"] } }""", "region: IR now left out")]
    [InlineData("""{ "region": { "ne": "KP" } }""", """{ "region": { "ne": "IR" } }""", "region: IR now left out|region: KP no longer left out")]
    [InlineData("""{ "amount": { "between": [100, 500] } }""", """{ "amount": { "gte": 100, "lte": 600 } }""", "amount: lte 500 → 600")]
    [InlineData("""{ "amount": { "gte": 90, "lte": 500 } }""", """{ "amount": { "between": [100, 500] } }""", "amount: gte 90 → 100")]
    [InlineData("""{ "amount": { "between": [1, 2], "gte": 1 } }""", """{ "amount": { "between": [1, 3], "gte": 1 } }""", "amount: between [1,2] → [1,3]")]
    [InlineData("""{ "amount": { "between": [1, 2], "lte": 1 } }""", """{ "amount": { "between": [1, 3], "lte": 1 } }""", "amount: between [1,2] → [1,3]")]
    [InlineData("""{ "amount": { "between": [1] } }""", """{ "amount": { "between": [1, 2, 3] } }""", "amount: between [1] → [1,2,3]")]
    [InlineData("""{ "region": { "eq": "a", "in": ["b"] } }""", """{ "region": { "eq": "c", "in": ["b"] } }""", "region: eq a → c")]
    [InlineData("""{ "region": { "ne": "a", "notIn": ["b"] } }""", """{ "region": { "ne": "c", "notIn": ["b"] } }""", "region: ne a → c")]
    [InlineData("""{ "region": { "eq": "a" } }""", """{ "region": ["b"] }""", "region: b added|region: a removed")]
    [InlineData("""{ "metadata.k": 1 }""", """{ "metadata.k": "1" }""", "metadata.k: 1 added|metadata.k: 1 removed")]
    [InlineData("""{ "region": "CN", "platform": "ios" }""", """{ "carrier": "x", "platform": "web" }""", "condition carrier x added|platform: web added|platform: ios removed|condition region CN removed")]
    public void A_changed_condition_is_told(string old, string now, string sentences) =>
        Told(Rule($$""" "when": {{old}},{{Decline}}"""), Rule($$""" "when": {{now}},{{Decline}}""")).Should().Be(Of("rule r: ", sentences));

    [Theory]
    [InlineData("""{ "amount": { "between": [100, 500] } }""", """{ "amount": { "lte": 500, "gte": 100 } }""")]
    [InlineData("""{ "region": { "ne": "KP" } }""", """{ "region": { "notIn": ["KP"] } }""")]
    [InlineData("""{ "region": { "eq": "KP" } }""", """{ "region": "KP" }""")]
    [InlineData("""{ "region": ["KP", "IR", "KP"] }""", """{ "region": { "in": ["IR", "KP"] } }""")]
    [InlineData("""{ "merchant": { "prefix": "a" } }""", """{ "merchant": { "prefix": ["a"] } }""")]
    [InlineData("""{ "any": [{ "region": "CN" }, { "platform": "ios" }] }""", """{ "any": [{ "platform": "ios" }, { "region": "CN" }] }""")]
    public void What_asks_the_same_is_no_change(string old, string now) =>
        Told(Rule($$""" "when": {{old}},{{Decline}}"""), Rule($$""" "when": {{now}},{{Decline}}""")).Should().BeEmpty();

    [Theory]
    [InlineData(""" "enabled": false, """, "", "switched on")]
    [InlineData("", """ "enabled": false, """, "switched off")]
    [InlineData(""" "enabled": true, """, "", "")]
    [InlineData("", """ "activeFrom": "2026-01-01T00:00:00Z", """, "activeFrom 2026-01-01T00:00:00Z added")]
    [InlineData(""" "activeFrom": "2026-01-01T00:00:00Z", """, "", "activeFrom 2026-01-01T00:00:00Z removed")]
    [InlineData("", """ "activeTo": "2026-01-01T00:00:00Z", """, "activeTo 2026-01-01T00:00:00Z added")]
    [InlineData(""" "activeTo": "2026-01-01T00:00:00Z", """, """ "activeTo": "2026-01-01T08:00:00+08:00", """, "")]
    [InlineData(""" "activeTo": "2026-01-01T00:00:00Z", """, """ "activeTo": "2026-01-01T00:00:00+08:00", """, "activeTo 2026-01-01T00:00:00Z → 2026-01-01T00:00:00+08:00")]
    [InlineData(""" "activeTo": "2026-01-01T00:00:00Z", """, """ "activeTo": "soon", """, "activeTo 2026-01-01T00:00:00Z → soon")]
    [InlineData(""" "activeTo": "soon", """, """ "activeTo": "2026-01-01T00:00:00Z", """, "activeTo soon → 2026-01-01T00:00:00Z")]
    [InlineData("", """ "windows": [{ "zone": "UTC" }], """, "window every day 00:00–24:00 UTC added")]
    [InlineData(""" "windows": [{ "days": ["mon", "tue"], "from": "08:00", "to": "09:00", "zone": "UTC" }], """, "", "window mon, tue 08:00–09:00 UTC removed")]
    [InlineData(
        """ "windows": [{ "zone": "UTC" }, { "from": "01:00", "zone": "UTC" }], """, """ "windows": [{ "from": "02:00", "zone": "UTC" }, { "zone": "UTC" }], """,
        "window every day 02:00–24:00 UTC added|window every day 01:00–24:00 UTC removed")]
    [InlineData("", """ "description": "a", """, "description added")]
    [InlineData(""" "description": "a", """, "", "description removed")]
    [InlineData(""" "description": "a", """, """ "description": "b", """, "description changed")]
    [InlineData(""" "whenAllDown": "try", """, "", "whenAllDown try → refuse")]
    [InlineData(""" "priority": 3, """, "", "priority 3 → 0, the order of evaluation stays")]
    public void A_changed_rule_is_told(string old, string now, string sentences) => Told(Rule(old + Decline), Rule(now + Decline)).Should().Be(Of("rule r: ", sentences));

    [Theory]
    [InlineData("""{ "strategy": "priority", "candidates": ["a", { "channel": "c" }, { "tag": "t" }] }""", null, "now declines (no) instead of routing")]
    [InlineData(null, """{ "strategy": "priority", "candidates": ["a", { "channel": "c" }, { "tag": "t" }] }""", "now routes to a, channel:c, tag:t instead of declining")]
    [InlineData(
        """{ "strategy": "split", "candidates": ["a"] }""", """{ "strategy": "split", "candidates": ["a"], "stickBy": "card" }""", "stickBy card added")]
    [InlineData(
        """{ "strategy": "split", "candidates": ["a"], "stickBy": "card" }""", """{ "strategy": "split", "candidates": ["a"] }""", "stickBy card removed")]
    [InlineData(
        """{ "strategy": "split", "candidates": ["a"], "stickBy": "card" }""", """{ "strategy": "split", "candidates": ["a"], "stickBy": "order" }""", "stickBy card → order")]
    [InlineData(
        """{ "strategy": "weighted", "candidates": ["a"], "onExhausted": "decline" }""", """{ "strategy": "split", "candidates": ["a"] }""",
        "strategy weighted → split|onExhausted decline → continue")]
    [InlineData(
        """{ "strategy": "weighted", "candidates": ["a"] }""", """{ "strategy": "weighted", "candidates": ["a", { "channel": "c", "weight": 3 }, { "tag": "t" }] }""",
        "candidate channel:c (weight 3) added|candidate tag:t (weight 1) added")]
    [InlineData(
        """{ "strategy": "weighted", "candidates": ["a", "b"], "fallback": ["c", "d"] }""", """{ "strategy": "weighted", "candidates": ["a"], "fallback": ["d", "c"] }""",
        "candidate b removed|fallbacks in another order: c, d → d, c")]
    [InlineData(
        """{ "strategy": "weighted", "candidates": ["a"] }""", """{ "strategy": "weighted", "candidates": [{ "account": "a", "weight": 2, "where": { "fee": { "lt": 9 } } }] }""",
        "candidate a: weight 1 → 2|candidate a: where condition fee {\"lt\":9} added")]
    [InlineData(
        """{ "strategy": "weighted", "candidates": ["a", { "account": "a", "where": { "fee": 1 } }] }""",
        """{ "strategy": "weighted", "candidates": ["a", { "account": "a", "where": { "fee": 2 } }, "a"] }""",
        "candidate a (2): where fee: 2 added|candidate a (2): where fee: 1 removed|candidate a (3) (weight 1) added")]
    public void A_changed_outcome_is_told(string? old, string? now, string sentences)
    {
        static string Outcome(string? route) => route is null ? Decline : $""" "route": {route} """;
        Told(Rule(Outcome(old)), Rule(Outcome(now))).Should().Be(Of("rule r: ", sentences));
    }

    [Theory]
    [InlineData("", """ "name": "shop", """, "name (none) → shop")]
    [InlineData(""" "name": "shop", """, "", "name shop → (none)")]
    [InlineData("", """ "currencies": ["CNY", "USD"], """, "currencies CNY, USD added: payments in others go to the default")]
    [InlineData(""" "currencies": ["CNY", "USD"], """, "", "currencies CNY, USD removed: payments in every currency are asked")]
    [InlineData(""" "currencies": ["CNY", "USD"], """, """ "currencies": ["JPY", "USD"], """, "currencies: JPY added|currencies: CNY removed")]
    [InlineData("", """ "lists": { "big": ["ICBC", "ABC"] }, """, "list big added: ICBC, ABC (no rule uses it)")]
    [InlineData(""" "lists": { "big": ["ICBC", "ABC"] }, """, "", "list big removed: ICBC, ABC (no rule uses it)")]
    [InlineData(""" "lists": { "used": ["ICBC"] }, """, """ "lists": { "used": ["ABC"] }, """, "list used: ABC added (used by r, $.rules[1])|list used: ICBC removed (used by r, $.rules[1])")]
    public void What_belongs_to_the_whole_file_is_told(string old, string now, string sentences)
    {
        static string File(string members) => $$"""
            { {{members}} "rules": [ { "id": "r", "when": { "cardBank": "@used" },{{Decline}} }, { "when": { "all": [{ "cardBank": ["x", "@used"] }] }, {{Decline}} },
              { "id": "@used", "description": "@used", {{Decline}} } ], {{RuleFiles.Default}} }
            """;
        Told(File(old), File(now)).Should().Be(Of("", sentences));
    }

    [Theory]
    [InlineData(""" "default": { "decline": { "reason": "x" } } """, """ "x": 1 """, "default: removed")]
    [InlineData(""" "x": 1 """, """ "default": { "decline": { "reason": "x" } } """, "default: added: declines (x)")]
    [InlineData(""" "x": 1 """, """ "default": { "route": { "strategy": "priority", "candidates": ["a", "b"] } } """, "default: added: priority a, b")]
    [InlineData(""" "default": { "decline": { "reason": "x" } } """, """ "default": { "description": "d", "decline": { "reason": "y" } } """,
        "default: reason of the decline \"x\" → \"y\"|default: description added")]
    public void A_changed_default_is_told(string old, string now, string sentences) =>
        Told($$"""{ "rules": [], {{old}} }""", $$"""{ "rules": [], {{now}} }""").Should().Be(sentences);

    [Theory]
    [InlineData(120, "")]
    [InlineData(121, "…")]
    public void Of_a_long_value_120_characters_are_shown(int length, string end) =>
        Told(Rule(Decline), Rule($$""" "when": { "merchant": "{{new string('a', length)}}" },{{Decline}}""")).Should().Be($"rule r: condition merchant {new string('a', 120)}{end} added");

    [Fact]
    public void Rules_added_first_switched_off_or_moved_say_so_and_every_change_points_at_its_lines()
    {
        const string Old = """
            {
              "name": "a",
              "rules": [
                { "id": "one",
                  "activeTo": "2026-01-01T00:00:00Z",
                  "decline": { "reason": "one" } },
                { "id": "two", "priority": 5,
                  "route": { "strategy": "priority",
                    "candidates": ["a"] } } ],
              "default": { "decline": { "reason": "x" } }
            }
            """;
        const string New = """
            {
              "rules": [
                { "id": "new", "priority": 9, "enabled": false, "route": { "strategy": "weighted", "candidates": ["a", "b"] } },
                { "id": "one", "priority": 6,
                  "decline": { "reason": "one" } } ],
              "default": { "decline": { "reason": "x" } }
            }
            """;

        Compare(Old, New).Changes.Select(c => $"{c.OldLine}-{c.NewLine} {c}").Should().Equal(
            "2-1 name a → (none)",
            "-3 rule new: added, asked first: weighted a, b (switched off)",
            "4-4 rule one: priority 0 → 6, the order of evaluation stays",
            "5-4 rule one: activeTo 2026-01-01T00:00:00Z removed",
            "7- rule two: removed; it was asked first: priority a");
    }

    [Fact]
    public void Both_names_are_asked_for()
    {
        var withoutOld = () => RuleSetComparer.Compare(null!, "{}"u8.ToArray(), "b", "{}"u8.ToArray());
        var withoutNew = () => RuleSetComparer.Compare("a", "{}"u8.ToArray(), null!, "{}"u8.ToArray());

        withoutOld.Should().Throw<ArgumentNullException>().WithParameterName("oldName");
        withoutNew.Should().Throw<ArgumentNullException>().WithParameterName("newName");
    }

    private static string Of(string before, string sentences) => sentences.Length == 0 ? "" : string.Join('|', sentences.Split('|').Select(s => before + s));

    private static string Rule(string members) => $$"""{ "currencies": ["CNY"], "rules": [ { "id": "r",{{members}}} ], {{RuleFiles.Default}} }""";

    private static string Told(string old, string now) => string.Join('|', Compare(old, now).Changes);

    private static RuleSetDiff Compare(string old, string now) =>
        RuleSetComparer.Compare("old.json", Encoding.UTF8.GetBytes(old), "new.json", Encoding.UTF8.GetBytes(now)).Diff!;
}
