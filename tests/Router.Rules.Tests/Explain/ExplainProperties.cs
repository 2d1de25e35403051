using FsCheck;
using FsCheck.Fluent;
using Router.Rules.Explain;

namespace Router.Rules.Tests.Explain;

public sealed class ExplainProperties
{
    [Fact]
    public void An_explanation_never_says_otherwise_than_the_decision() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), SaysWhatIsDecided));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void The_explanations_of_these_sets_say_what_is_decided(int fives)
    {
        for (var seed = fives * 5; seed < (fives * 5) + 5; seed++) SaysWhatIsDecided(seed);
    }

    private static void SaysWhatIsDecided(int seed)
    {
        var random = new RandomRules(seed);
        var set = RuleFiles.Load(random.File().ToJsonString());
        for (var i = 0; i < 20; i++)
        {
            var facts = RuleFiles.Facts(random.Facts().ToJsonString());
            var explanation = RuleExplainer.Explain(set, facts);
            explanation.Verdict.Should().BeSameAs(set.Evaluate(facts));
            (explanation.Winner?.Id).Should().Be(set.Evaluate(facts).RuleId);
            foreach (var rule in explanation.Rules) CheckRule(rule, explanation);
        }
    }

    private static void CheckRule(ExplainedRule rule, RuleExplanation explanation)
    {
        var conditions = rule.Conditions;
        conditions.Count(c => !c.Holds).Should().Be(rule.FailedCount);
        rule.FirstFailing.Should().BeEquivalentTo(conditions.FirstOrDefault(c => !c.Holds));
        foreach (var condition in conditions) CheckGroup(condition);
        if (rule.Fate is RuleFate.Won or RuleFate.Behind) rule.FailedCount.Should().Be(0);
        if (rule.Fate == RuleFate.Failed) rule.FirstFailing.Should().NotBeNull();
        if (rule.Place < explanation.Verdict.Index) rule.Fate.Should().BeOneOf(RuleFate.Failed, RuleFate.Gated);
    }

    private static void CheckGroup(ExplainedCondition condition)
    {
        var parts = condition.Parts;
        if (condition.Kind == ExplainedKind.All) condition.Holds.Should().Be(parts.All(p => p.Holds));
        if (condition.Kind == ExplainedKind.Any) condition.Holds.Should().Be(parts.Any(p => p.Holds));
        if (condition.Kind == ExplainedKind.Not) condition.Holds.Should().Be(!parts.Single().Holds);
        foreach (var part in parts) CheckGroup(part);
    }
}
