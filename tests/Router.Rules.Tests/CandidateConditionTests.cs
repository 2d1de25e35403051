namespace Router.Rules.Tests;

public sealed class CandidateConditionTests
{
    private static readonly CandidateFacts s_known = new("wechat", "wechat-main", ["cheap"], fee: 60, feePpm: 6000, health: 0.4);
    private static readonly CandidateFacts s_bare = new("wechat", "wechat-main");

    [Theory]
    [InlineData("""{ "feePpm": { "lte": 6000 } }""", null)]
    [InlineData("""{ "feePpm": { "lt": 6000 } }""", "feePpm is 6000; where asks {\"lt\":6000}")]
    [InlineData("""{ "fee": 60, "channel": "wechat", "account": { "prefix": "wechat-" }, "tags": ["cheap", "fast"] }""", null)]
    [InlineData("""{ "health": { "gte": 0.4 } }""", null)]
    [InlineData("""{ "health": { "gt": 0.4 } }""", "health is 0.4; where asks {\"gt\":0.4}")]
    [InlineData("""{ "not": { "channel": "wechat" } }""", "where asks not {\"channel\":\"wechat\"}")]
    [InlineData("""{ "any": [ { "channel": "alipay" }, { "fee": { "lt": 100 } } ] }""", null)]
    public void Where_holds_or_says_why_not(string where, string? reason) =>
        Where(where).Evaluate(s_known).Should().Be((reason is null, reason));

    [Theory]
    [InlineData("""{ "fee": { "lt": 100 } }""", "fee is not known")]
    [InlineData("""{ "not": { "feePpm": { "gt": 100 } } }""", "feePpm is not known")]
    [InlineData("""{ "tags": { "ne": "dear" } }""", "tags is not known")]
    [InlineData("""{ "fee": { "exists": false } }""", null)]
    public void Where_fails_on_an_absent_fact_with_that_reason(string where, string? reason) =>
        Where(where).Evaluate(s_bare).Should().Be((reason is null, reason));

    private static CandidateCondition Where(string where) => RuleFiles.Load(RuleFiles.WithRule(
        $$""" "id": "r", "route": { "strategy": "weighted", "candidates": [{ "account": "main", "where": {{where}} }] } """))
        .Verdicts.Single().Route!.Candidates[0].Where!;
}
