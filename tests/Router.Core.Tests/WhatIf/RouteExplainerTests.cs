using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.Tests.Routing;
using Router.Core.WhatIf;
using Router.Rules;

namespace Router.Core.Tests.WhatIf;

public sealed class RouteExplainerTests
{
    private const string Abc = """{ "strategy": "priority", "candidates": ["a", "b", "c"] }""";

    private static readonly RouteExplainer s_explainer = new(RoutePlanner.CreateDefault());

    [Fact]
    public void The_plan_is_the_planners_own_and_the_rules_are_explained()
    {
        var snapshot = Fixture.Snapshot(Fixture.Rules($$"""
            { "rules": [{ "id": "big", "when": { "currency": "CNY", "amount": { "gte": 5000 } }, "route": { "strategy": "priority", "candidates": ["b"] } }],
              "default": { "route": {{Abc}} } }
            """));

        var explanation = s_explainer.Explain(Fixture.Request(), snapshot, 7);

        explanation.Plan.Should().BeEquivalentTo(RoutePlanner.CreateDefault().Plan(Fixture.Request(), snapshot, 7));
        explanation.Rules.NearMisses.Single().FirstFailing!.Actual.Should().Be("1000");
        explanation.Counterfactual.Should().BeNull();
    }

    [Fact]
    public void A_rule_that_is_in_force_to_the_end_of_the_calendar_is_explained()
    {
        var snapshot = Fixture.Snapshot(Fixture.Rules($$"""
            { "rules": [{ "id": "ever", "activeFrom": "0001-01-01T00:00:00Z", "activeTo": "9999-12-31T23:59:59Z",
                          "when": { "time": { "gte": "0001-01-01T00:00:00.5Z" } }, "route": { "strategy": "priority", "candidates": ["b"], "onExhausted": "decline" } }],
              "default": { "route": {{Abc}} } }
            """));

        var counterfactual = s_explainer.Explain(Fixture.Request(), snapshot, 7, "a").Counterfactual!;

        counterfactual.IsFirst.Should().BeFalse();
        counterfactual.Proposals.Should().BeEmpty("no payment is made outside of the calendar");
        Router.Core.Backtesting.MadeUpPayments.Draw(snapshot.Rules, snapshot.Catalog, Fixture.Noon, 100, 1).Should().OnlyContain(p => PlanTime.CanBe(p.AcceptedAt));
    }

    [Fact]
    public void The_walk_tells_which_routes_stand_behind_one_another()
    {
        var rules = Fixture.Rules($$"""
            { "rules": [
                { "id": "one", "route": { "strategy": "weighted", "candidates": ["a"], "fallback": ["c"] } },
                { "id": "two", "route": { "strategy": "priority", "candidates": ["b"], "onExhausted": "decline" } } ],
              "default": { "route": {{Abc}} } }
            """);

        var walk = s_explainer.Explain(Fixture.Request(), Fixture.Snapshot(rules), 7).Walk;

        walk.Should().Equal(
            new WalkStep("one", "weighted a, fallback c; behind them rule two"), new WalkStep("two", "priority b; behind them nothing"));
    }

    [Fact]
    public void Shares_of_a_weighted_route_are_exact_and_the_drawn_point_lies_in_the_winners_part()
    {
        var rules = Fixture.Default("""{ "strategy": "weighted", "candidates": [{ "account": "a", "weight": 60 }, { "account": "b", "weight": 30 }, { "account": "c", "weight": 10 }] }""");
        for (var seed = 0UL; seed < 50; seed++)
        {
            var shares = s_explainer.Explain(Fixture.Request(), Fixture.Snapshot(rules), seed).Shares;
            shares.AreEstimated.Should().BeFalse();
            (shares.Of("a"), shares.Of("b"), shares.Of("c")).Should().Be((0.6, 0.3, 0.1));
            shares.Drawn!.AccountId.Should().Be(shares.Drawn.Point < 60 ? "a" : shares.Drawn.Point < 90 ? "b" : "c");
        }
    }

    [Fact]
    public void Shares_with_a_sick_account_are_counted()
    {
        var shares = s_explainer.Explain(Fixture.Request(), Fixture.Snapshot(Fixture.Default(Abc), Fixture.View(Fixture.Line("a", 0.1))), 3).Shares;

        shares.AreEstimated.Should().BeTrue();
        shares.Of("a").Should().BeApproximately(0.1, 0.03);
        shares.Of("b").Should().BeApproximately(0.9, 0.03);
    }

    [Fact]
    public void An_account_that_is_first_needs_no_change()
    {
        var counterfactual = WhatFor("a", Fixture.Snapshot(Fixture.Default(Abc)));

        counterfactual.IsFirst.Should().BeTrue();
        counterfactual.ShareNow.Should().Be(1);
        counterfactual.Proposals.Should().BeEmpty();
    }

    [Fact]
    public void The_smallest_amount_that_changes_the_rule_is_found()
    {
        var rules = Fixture.Rules("""
            { "currencies": ["CNY"], "rules": [{ "id": "big", "when": { "amount": { "gte": 5000, "lt": 9000 } }, "route": { "strategy": "priority", "candidates": ["b"] } }],
              "default": { "route": { "strategy": "priority", "candidates": ["a"] } } }
            """);

        WhatFor("b", Fixture.Snapshot(rules)).Proposals.Select(p => p.Text).Should().Equal("amount 5000 instead of 1000");
    }

    [Fact]
    public void Two_facts_are_changed_where_one_is_not_enough()
    {
        var rules = Fixture.Rules("""
            { "rules": [{ "id": "r", "when": { "platform": "ios", "region": ["CN", "HK"] }, "route": { "strategy": "priority", "candidates": ["b"] } }],
              "default": { "route": { "strategy": "priority", "candidates": ["a"] } } }
            """);
        var terms = Fixture.Terms() with { Facts = new Dictionary<string, string> { ["platform"] = "web" } };

        var proposal = WhatFor("b", Fixture.Snapshot(rules), terms).Proposals.Single();

        proposal.Changes.Should().BeEquivalentTo([new FactChange("platform", "web", "ios"), new FactChange("region", null, "CN")]);
    }

    [Fact]
    public void A_fact_is_left_out_where_that_frees_the_way()
    {
        var rules = Fixture.Rules("""
            { "rules": [{ "id": "r", "when": { "carrier": { "exists": true } }, "decline": { "reason": "x" } }],
              "default": { "route": { "strategy": "priority", "candidates": ["a"] } } }
            """);
        var terms = Fixture.Terms() with { Facts = new Dictionary<string, string> { ["carrier"] = "cmcc" } };

        WhatFor("a", Fixture.Snapshot(rules), terms).Proposals[0].Text.Should().Be("carrier left out (now cmcc)");
    }

    [Fact]
    public void A_broken_account_must_be_closed_and_heal_just_enough()
    {
        var counterfactual = WhatFor("a", Fixture.Snapshot(Fixture.Default(Abc), Fixture.View(Fixture.Line("a", 0.01, open: true, breakFor: 60))));

        counterfactual.Standing.Should().Be("out: breaker open");
        counterfactual.Proposals[0].Text.Should().Be("breaker of a closed, and health of a 0.2 instead of 0.01");
    }

    [Fact]
    public void An_operators_block_is_named()
    {
        var view = HealthView.Of(Fixture.Noon, [], [new AccountHealth { AccountId = "a", Drained = "works on the line" }]);

        WhatFor("a", Fixture.Snapshot(Fixture.Default(Abc), view)).Proposals[0].Text.Should().Be("a no longer blocked");
    }

    [Fact]
    public void Another_accounts_breaker_can_be_the_change() =>
        WhatFor("b", Fixture.Snapshot(Fixture.Default(Abc))).Proposals[0].Text.Should().Be("breaker of a open");

    [Fact]
    public void The_hour_can_be_the_change()
    {
        var rules = Fixture.Rules("""
            { "rules": [{ "id": "night", "windows": [{ "from": "23:00", "to": "06:00", "zone": "Asia/Shanghai" }], "route": { "strategy": "priority", "candidates": ["b"] } }],
              "default": { "route": { "strategy": "priority", "candidates": ["a"] } } }
            """);

        WhatFor("b", Fixture.Snapshot(rules)).Proposals.Single().Text.Should().Be("time 2026-03-02T15:00:00Z instead of 2026-03-02T12:00:00Z");
    }

    [Fact]
    public void Where_nothing_helps_nothing_is_claimed()
    {
        var snapshot = Fixture.Snapshot(Fixture.Default("""{ "strategy": "priority", "candidates": ["a", "b"] }"""));

        var named = WhatFor("c", snapshot);
        named.Proposals.Should().BeEmpty();
        named.Standing.Should().Be("the default does not name it");
        WhatFor("nobody", snapshot).Standing.Should().Be("there is no such account");
    }

    private static Counterfactual WhatFor(string account, RouterSnapshot snapshot, PaymentTerms? terms = null) =>
        s_explainer.Explain(Fixture.Request(terms), snapshot, 1, account).Counterfactual!;
}
