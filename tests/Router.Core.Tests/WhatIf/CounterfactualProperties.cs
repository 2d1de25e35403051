using FsCheck;
using FsCheck.Fluent;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.Tests.Routing;
using Router.Core.WhatIf;

namespace Router.Core.Tests.WhatIf;

public sealed class CounterfactualProperties
{
    private static readonly RoutePlanner s_planner = RoutePlanner.CreateDefault();

    [Fact]
    public void Every_proposal_does_what_it_says_and_none_of_its_changes_is_idle()
    {
        var proposals = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(150),
            Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
            {
                var random = new Random(seed);
                var (request, snapshot) = (Fixture.Request(RandomTerms(random)), RandomSnapshot(random));
                var draw = (ulong)random.NextInt64();
                var account = Pick(random, "a", "b", "c");

                var explanation = new RouteExplainer(s_planner).Explain(request, snapshot, draw, account);

                var counterfactual = explanation.Counterfactual!;
                explanation.Rules.Verdict.RuleId.Should().Be(explanation.Walk[0].RuleId);
                counterfactual.IsFirst.Should().Be(First(explanation.Plan) == account);
                foreach (var proposal in counterfactual.Proposals)
                {
                    proposals++;
                    Works(proposal.Changes).Should().BeTrue(proposal.Text);
                    if (proposal.Changes.Count > 1) proposal.Changes.Select(IsEnough).Should().NotContain(true, proposal.Text);
                }

                bool Works(IEnumerable<Change> changes)
                {
                    var then = changes.Aggregate(new Situation(request, snapshot), (s, c) => c.Apply(s));
                    var plan = s_planner.Plan(then.Request, then.Snapshot, draw);
                    return First(plan) == account || plan.Candidates.Any(c => c.AccountId == account && c.Note.StartsWith("weighted", StringComparison.Ordinal));
                }

                bool IsEnough(Change change)
                {
                    var then = change.Apply(new Situation(request, snapshot));
                    return First(s_planner.Plan(then.Request, then.Snapshot, draw)) == account;
                }
            }));
        proposals.Should().BeGreaterThan(50);
    }

    private static string? First(RoutePlan plan) => plan.Candidates.Count == 0 ? null : plan.Candidates[0].AccountId;

    private static PaymentTerms RandomTerms(Random random)
    {
        var facts = new Dictionary<string, string>();
        if (random.Next(3) > 0) facts["platform"] = Pick(random, "ios", "web", "pos");
        if (random.Next(3) > 0) facts["region"] = Pick(random, "CN", "HK");
        return Fixture.Terms(random.Next(1, 9) * 1000) with { Facts = facts };
    }

    private static RouterSnapshot RandomSnapshot(Random random)
    {
        var rules = Enumerable.Range(0, random.Next(1, 6)).Select(i => $$"""
            { "id": "r{{i}}", "priority": {{random.Next(3)}}, "when": { {{string.Join(", ", Conditions(random))}} }, {{Outcome(random)}} }
            """);
        var set = Fixture.Rules($$"""{ "currencies": ["CNY"], "rules": [{{string.Join(",", rules)}}], "default": { {{Route(random)}} } }""");
        var lines = new[] { "a", "b", "c" }.Where(_ => random.Next(3) == 0)
            .Select(a => Fixture.Line(a, random.Next(1, 100) / 100.0, open: random.Next(4) == 0, breakFor: random.Next(-5, 60)));
        return Fixture.Snapshot(set, Fixture.View([.. lines]));
    }

    private static List<string> Conditions(Random random)
    {
        var conditions = new List<string>();
        if (random.Next(2) == 0) conditions.Add($$""" "platform": "{{Pick(random, "ios", "web", "pos")}}" """);
        if (random.Next(2) == 0) conditions.Add($$""" "region": { "ne": "{{Pick(random, "CN", "HK")}}" } """);
        if (random.Next(2) == 0) conditions.Add($$""" "amount": { "{{Pick(random, "gte", "lt")}}": {{random.Next(2, 8) * 1000}} } """);
        return conditions;
    }

    private static string Outcome(Random random) => random.Next(5) == 0 ? """ "decline": { "reason": "x" } """ : Route(random);

    private static string Route(Random random)
    {
        var accounts = new[] { "a", "b", "c" };
        random.Shuffle(accounts);
        var named = accounts.Take(random.Next(1, 4)).Select(a => $$"""{ "account": "{{a}}", "weight": {{random.Next(1, 9)}} }""");
        return $$""" "route": { "strategy": "{{Pick(random, "weighted", "priority", "lowestFee")}}", "candidates": [{{string.Join(",", named)}}], "onExhausted": "{{Pick(random, "continue", "default", "decline")}}" } """;
    }

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];
}
