using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Rules.Explain;

namespace Router.Rules.Tests.Explain;

/// The explanation as JSON, document by document.
public sealed class ExplanationJsonTests
{
    private const string File = """
        { "name": "shop", "currencies": ["USD", "CNY"], "rules": [
          { "id": "won", "priority": 5, "when": { "cardBank": "ICBC" }, "route": { "strategy": "priority", "candidates": ["a"] } },
          { "id": "near", "priority": 9, "when": { "platform": "ios", "cardBank": ["ICBC", "ABC"] }, "decline": { "reason": "n" } },
            { "id": "off", "priority": 8, "enabled": false, "when": { "metadata.k": 1 }, "decline": { "reason": "o" } },
          { "id": "behind", "when": { "any": [{ "cardBank": "ICBC" }, { "cardType": "debit" }] }, "decline": { "reason": "b" } } ],
          "default": { "decline": { "reason": "nobody" } } }
        """;

    // SHA-256 of the file with its members in order and without blanks.
    private const string Hash = "e8b9153231a5134dd15151faa8242b0d2b47d5d06496d685b767503b548b0cbf";

    [Fact]
    public void A_decision_is_written_with_facts_counts_and_every_rule()
    {
        var bins = BinTable.Load("bins.csv", "622202,ICBC,\n").Value;
        var facts = RuleFiles.Facts("""{ "currency": "CNY", "cardBin": "622202", "cardBank": "ABC", "platform": "fridge", "metadata.k": "1" }""", bins: bins);

        Written(facts, e => e.Rules).Should().Be(Compact($$"""
            { "set": "shop", "hash": "{{Hash}}",
              "facts": { "cardBank": "ICBC", "cardBin": "622202", "currency": "CNY", "metadata.k": "1" },
              "unrecognised": ["platform: fridge"], "contradicted": ["cardBank: table ICBC, caller ABC"],
              "currencies": { "kind": "fact", "field": "currency", "expected": "one of CNY, USD", "actual": "CNY", "holds": true },
              "rule": "won", "outcome": "route",
              "counts": { "rules": 4, "failed": 1, "behind": 1, "gated": 0, "disabled": 1, "nearMisses": 1 },
              "rules": [
                { "id": "near", "fate": "failed", "place": 0, "priority": 9, "line": 3, "column": 3, "misses": 1,
                  "firstFailing": { "kind": "fact", "field": "platform", "expected": "ios", "actual": "absent", "holds": false, "note": "given, but not understood (fridge)" },
                  "conditions": [
                    { "kind": "fact", "field": "platform", "expected": "ios", "actual": "absent", "holds": false, "note": "given, but not understood (fridge)" },
                    { "kind": "fact", "field": "cardBank", "expected": "one of ICBC, ABC", "actual": "ICBC", "holds": true } ] },
                { "id": "won", "fate": "won", "place": 1, "priority": 5, "line": 2, "column": 3, "misses": 0,
                  "conditions": [ { "kind": "fact", "field": "cardBank", "expected": "ICBC", "actual": "ICBC", "holds": true } ] },
                { "id": "behind", "fate": "behind", "place": 2, "priority": 0, "line": 5, "column": 3, "misses": 0,
                  "conditions": [ { "kind": "any", "expected": "one of these", "holds": true, "parts": [
                    { "kind": "fact", "field": "cardBank", "expected": "ICBC", "actual": "ICBC", "holds": true },
                    { "kind": "fact", "field": "cardType", "expected": "debit", "actual": "absent", "holds": false } ] } ] },
                { "id": "off", "fate": "disabled", "priority": 8, "line": 4, "column": 5, "misses": 2,
                  "firstFailing": { "kind": "fact", "field": "metadata.k", "expected": "1", "actual": "1", "holds": false,
                    "note": "the rule asks for a number, the payment brings a text" },
                  "conditions": [ { "kind": "fact", "field": "metadata.k", "expected": "1", "actual": "1", "holds": false,
                    "note": "the rule asks for a number, the payment brings a text" } ] } ] }
            """));
    }

    [Fact]
    public void A_payment_that_no_rule_is_asked_of_is_declined_by_the_default_with_its_reason() =>
        Written(RuleFiles.Facts("""{ "currency": "JPY", "cardBank": "ICBC" }"""), e => [e.Find("won")!]).Should().Be(Compact($$"""
            { "set": "shop", "hash": "{{Hash}}", "facts": { "cardBank": "ICBC", "currency": "JPY" }, "unrecognised": [], "contradicted": [],
              "currencies": { "kind": "fact", "field": "currency", "expected": "one of CNY, USD", "actual": "JPY", "holds": false },
              "rule": null, "outcome": "decline", "reason": "nobody",
              "counts": { "rules": 4, "failed": 0, "behind": 0, "gated": 3, "disabled": 1, "nearMisses": 2 },
              "rules": [
                { "id": "won", "fate": "gated", "place": 1, "priority": 5, "line": 2, "column": 3, "misses": 1,
                  "conditions": [ { "kind": "fact", "field": "cardBank", "expected": "ICBC", "actual": "ICBC", "holds": true } ] } ] }
            """));

    [Fact]
    public void A_set_without_name_and_currencies_says_neither()
    {
        var set = RuleFiles.Load("""{ "rules": [ { "id": "r", "when": { "expr": "metadata.n + 1 > 3" }, "decline": { "reason": "x" } } ], "default": { "decline": { "reason": "d" } } }""");

        var json = JsonNode.Parse(Text(RuleExplainer.Explain(set, RuleFiles.Facts("""{ "metadata.n": 3 }""")), e => e.Rules))!.AsObject();

        json.Select(m => m.Key).Should().Equal("set", "hash", "facts", "unrecognised", "contradicted", "rule", "outcome", "reason", "counts", "rules");
        ((string?)json["reason"]).Should().Be("x");
        json["rules"]![0]!["conditions"]!.ToJsonString().Should().Be(Compact("""
            [{ "kind": "expression", "field": "expr", "expected": "metadata.n + 1 > 3", "actual": "true", "holds": true, "parts": [
               { "kind": "expression", "expected": "metadata.n + 1", "actual": "4", "holds": true, "parts": [
                 { "kind": "expression", "expected": "metadata.n", "actual": "3", "holds": true }] }] }]
            """));
    }

    [Fact]
    public void Nothing_may_be_left_out()
    {
        var explanation = RuleExplainer.Explain(RuleFiles.Load(File), RuleFiles.Facts("{}"));
        using var writer = new Utf8JsonWriter(new MemoryStream());

        new Action(() => RuleExplanationJson.Write(null!, explanation, [])).Should().Throw<ArgumentNullException>().WithParameterName("writer");
        new Action(() => RuleExplanationJson.Write(writer, null!, [])).Should().Throw<ArgumentNullException>().WithParameterName("explanation");
        new Action(() => RuleExplanationJson.Write(writer, explanation, null!)).Should().Throw<ArgumentNullException>().WithParameterName("rules");
        new Action(() => RuleExplainer.Explain(null!, RuleFiles.Facts("{}"))).Should().Throw<ArgumentNullException>().WithParameterName("set");
        new Action(() => RuleExplainer.Explain(explanation.Set, null!)).Should().Throw<ArgumentNullException>().WithParameterName("facts");
    }

    private static string Written(Facts facts, Func<RuleExplanation, IReadOnlyList<ExplainedRule>> rules) =>
        JsonNode.Parse(Text(RuleExplainer.Explain(RuleFiles.Load(File), facts), rules))!.ToJsonString();

    private static string Text(RuleExplanation explanation, Func<RuleExplanation, IReadOnlyList<ExplainedRule>> rules)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory)) RuleExplanationJson.Write(writer, explanation, rules(explanation));
        return Encoding.UTF8.GetString(memory.ToArray());
    }

    private static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString();
}
