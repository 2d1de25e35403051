namespace Router.Rules.Tests;

public sealed class RuleSetTests
{
    private const string File = """
        { "name": "n", "rules": [
            { "id": "a", "priority": 3, "when": { "region": "CN" }, "whenAllDown": "try", "route": { "strategy": "lowestFee", "candidates": [{ "account": "x", "weight": 7 }], "fallback": ["y", { "tag": "t" }], "onExhausted": "default" } },
            { "id": "b", "priority": 2, "when": { "region": "HK" }, "decline": { "reason": "no" } },
            { "id": "c", "priority": 1, "when": { "platform": "ios" }, "decline": { "reason": "closed" } } ],
          "default": { "route": { "strategy": "weighted", "candidates": ["d"] } } }
        """;

    private static readonly RuleSet s_set = RuleFiles.Load(File);

    [Fact]
    public void A_verdict_carries_the_rule_as_written()
    {
        var verdict = s_set.Evaluate(RuleFiles.Facts("""{ "region": "CN" }"""));

        verdict.Should().BeEquivalentTo(new { RuleId = "a", Index = 0, Outcome = RuleOutcome.Route, Reason = (string?)null, TryWhenAllDown = true });
        verdict.Route!.Strategy.Should().Be(RouteStrategy.LowestFee);
        verdict.Route.OnExhausted.Should().Be(OnExhausted.Default);
        verdict.Route.Candidates.Should().Equal(new RouteCandidate(CandidateKind.Account, "x", 7, null));
        verdict.Route.Fallback.Select(c => c.ToString()).Should().Equal("y", "tag:t");
    }

    [Fact]
    public void The_default_is_weight_one_and_continue()
    {
        s_set.Default.Route!.Candidates.Should().Equal(new RouteCandidate(CandidateKind.Account, "d", 1, null));
        s_set.Default.Route.OnExhausted.Should().Be(OnExhausted.Continue);
        s_set.Default.Index.Should().Be(3);
        s_set.Evaluate(RuleFiles.Facts("{}")).Should().BeSameAs(s_set.Default);
    }

    [Fact]
    public void MatchAfter_walks_the_next_matching_rules_and_ends()
    {
        var facts = RuleFiles.Facts("""{ "region": "CN", "platform": "ios" }""");

        var first = s_set.Evaluate(facts);
        var second = s_set.MatchAfter(facts, first.Index);

        second!.RuleId.Should().Be("c");
        second.Reason.Should().Be("closed");
        s_set.MatchAfter(facts, second.Index).Should().BeNull();
        s_set.MatchAfter(facts, s_set.Default.Index).Should().BeNull();
    }

    [Fact]
    public void The_hash_follows_the_meaning_and_not_the_spelling()
    {
        var respelt = File.Replace("\n", "\r\n   ", StringComparison.Ordinal)
            .Replace("\"name\": \"n\",", "", StringComparison.Ordinal)
            .Replace("\"closed\" } } ],", "\"closed\" } } ], \"$schema\": \"x\", \"name\": \"n\",", StringComparison.Ordinal);

        s_set.Hash.Should().HaveLength(64).And.MatchRegex("^[0-9a-f]+$");
        RuleFiles.Load(respelt).Hash.Should().Be(s_set.Hash);
        RuleFiles.Load(File.Replace("\"HK\"", "\"MO\"", StringComparison.Ordinal)).Hash.Should().NotBe(s_set.Hash);
    }

    [Fact]
    public void Evaluate_allocates_nothing()
    {
        var facts = RuleFiles.Facts("""{ "region": "JP", "platform": "web" }""");
        s_set.Evaluate(facts);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) s_set.Evaluate(facts);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1_000);
    }

    [Fact]
    public void Ten_thousand_rules_on_one_line_are_read()
    {
        var rules = string.Join(",", Enumerable.Range(0, 10_000).Select(i =>
            $$"""{ "id": "r{{i}}", "when": { "region": "X{{i}}", "platform": ["ios", "web"] }, "route": { "strategy": "priority", "candidates": ["a"] } }"""));

        var set = RuleFiles.Load($$"""{ "rules": [{{rules}}], {{RuleFiles.Default}} }""");

        set.Count.Should().Be(10_000);
        set.Evaluate(RuleFiles.Facts("""{ "region": "X9999", "platform": "web" }""")).RuleId.Should().Be("r9999");
    }
}
