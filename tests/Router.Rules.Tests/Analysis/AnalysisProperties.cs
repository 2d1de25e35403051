using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Router.Rules.Analysis;

namespace Router.Rules.Tests.Analysis;

/// What the analysis says of random sets, against random payments.
public sealed class AnalysisProperties
{
    private static readonly Config s_quick = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void No_payment_gets_a_rule_that_is_said_to_be_out_of_reach_and_every_witness_gets_its_rule() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        HoldsFor).Check(s_quick);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public void What_is_said_of_reach_and_every_witness_holds_for_these_sets(int tens)
    {
        for (var seed = tens * 10; seed < (tens * 10) + 10; seed++) HoldsFor(seed);
    }

    [Fact]
    public void Nearly_every_rule_of_random_sets_is_decided()
    {
        var states = new List<ReachState>();
        for (var seed = 0; seed < 300; seed++)
        {
            var json = new RandomRules(seed).File().ToJsonString();
            if (RuleSetLoader.Load("r.json", json).Value is { } set)
                states.AddRange(RuleSetAnalysis.Run("r.json", Encoding.UTF8.GetBytes(json), set, new(DateTimeOffset.UnixEpoch, true)).Reach.Select(r => r.State));
        }

        states.Count(s => s is ReachState.NotDecided or ReachState.NoWitness).Should().BeLessThan(states.Count / 50);
        states.Should().Contain(ReachState.Hidden).And.Contain(ReachState.NeverMatches);
    }

    private static void HoldsFor(int seed)
    {
        var random = new RandomRules(seed);
        var json = random.File().ToJsonString();
        var loaded = RuleSetLoader.Load("r.json", json);
        if (loaded.Value is not { } set) return;
        var bytes = Encoding.UTF8.GetBytes(json);

        var reach = RuleSetAnalysis.Run("r.json", bytes, set, new(DateTimeOffset.UnixEpoch, true)).Reach.ToDictionary(r => r.RuleId);

        foreach (var rule in reach.Values.Where(r => r.State == ReachState.Reached))
            set.Evaluate(RuleFiles.Facts(rule.Facts!)).RuleId.Should().Be(rule.RuleId, json);
        for (var i = 0; i < 300; i++)
        {
            var facts = random.Facts().ToJsonString();
            if (set.Evaluate(RuleFiles.Facts(facts)).RuleId is { } id)
                reach[id].State.Should().NotBe(ReachState.Hidden, facts).And.NotBe(ReachState.NeverMatches, facts);
        }
    }
}
