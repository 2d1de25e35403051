using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.Tests.Routing;
using Router.Core.WhatIf;
using Router.Rules;
using Router.Rules.Explain;

namespace Router.Core.Tests.WhatIf;

public class RouteExplanationJsonTests
{
    private static readonly RuleSet s_rules = Fixture.Default("""{ "strategy": "priority", "candidates": ["a"] }""");

    private static readonly RouteExplanation s_plain = new()
    {
        Rules = RuleExplainer.Explain(s_rules, TermsFacts.Of(Fixture.Terms(), Fixture.Noon, FactCatalog.Open, null)),
        Plan = new() { Outcome = RouteOutcome.NoCandidate, RuleSetHash = "h", CatalogHash = "c", Seed = ulong.MaxValue },
        Walk = [],
        Shares = new([], false, null),
    };

    [Fact]
    public void A_plan_without_candidates_is_written_whole() => Written(s_plain).Should().Be(
        """{"walk":[],"first":{"account":null,"seed":"18446744073709551615","estimated":false,"shares":{}}}""");

    [Fact]
    public void A_plan_and_a_counterfactual_are_written_whole()
    {
        var explanation = s_plain with
        {
            Plan = s_plain.Plan with { Candidates = [new("a", "sim", "sim.qr", 1, 1, 0, 0, 1, 1, "closed", "weighted"), new("b", "sim", "sim.qr", 1, 1, 0, 0, 1, 1, "closed", "weighted")] },
            Walk = [new("one", "weighted a; behind them the default"), new(null, "priority a")],
            Shares = new([new("a", 0.75), new("b", 0.25)], true, new(0.5, 4, "a")),
            Counterfactual = new("b", false, 0.25, "second", [
                new([new FactChange("platform", "web", "ios"), new FactChange("region", null, "CN")], true, 1),
                new([
                    new HealthChange("b", HealthChangeKind.Healthier, 0.1, 1), new HealthChange("a", HealthChangeKind.BreakerOpen),
                    new HealthChange("b", HealthChangeKind.BreakerClosed), new HealthChange("b", HealthChangeKind.Unblocked),
                ], false, 0.5),
            ], 42, true),
        };
        Written(explanation).Should().Be("""
            {"walk":[{"rule":"one","text":"weighted a; behind them the default"},{"rule":null,"text":"priority a"}],
            "first":{"account":"a","seed":"18446744073709551615","point":0.5,"total":4,"estimated":true,"shares":{"a":0.75,"b":0.25}},
            "counterfactual":{"account":"b","isFirst":false,"shareNow":0.25,"standing":"second","plansTried":42,"cut":true,"proposals":[
            {"text":"platform ios instead of web, and region CN (now absent)","isFirst":true,"share":1,"changes":[
            {"kind":"fact","fact":"platform","from":"web","to":"ios","text":"platform ios instead of web"},
            {"kind":"fact","fact":"region","from":null,"to":"CN","text":"region CN (now absent)"}]},
            {"text":"health of b 1 instead of 0.1, and breaker of a open, and breaker of b closed, and b no longer blocked","isFirst":false,"share":0.5,"changes":[
            {"kind":"healthier","account":"b","from":0.1,"to":1,"text":"health of b 1 instead of 0.1"},
            {"kind":"breakerOpen","account":"a","text":"breaker of a open"},{"kind":"breakerClosed","account":"b","text":"breaker of b closed"},
            {"kind":"unblocked","account":"b","text":"b no longer blocked"}]}]}}
            """.ReplaceLineEndings(""));
    }

    private static string Written(RouteExplanation explanation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) RouteExplanationJson.Write(writer, explanation, explanation.Rules.Rules);
        var whole = JsonNode.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan))!.AsObject();
        whole["rules"]!["set"]!.GetValue<string>().Should().Be("t", "the rules' own part is the rules' own test");
        whole.Remove("rules").Should().BeTrue();
        return whole.ToJsonString();
    }
}
