using System.Text.Json;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Rules;

namespace Router.Core.Tests.Routing;

public class RoutePlannerTests
{
    private const string Priority = """{ "strategy": "priority", "candidates": ["a", "b"], "fallback": ["c"] }""";
    private const string Weighted = """{ "strategy": "weighted", "candidates": [{ "account": "a", "weight": 50 }, { "account": "b", "weight": 30 }, { "account": "c", "weight": 20 }] }""";

    private static readonly RoutePlanner s_planner = RoutePlanner.CreateDefault();

    private static RoutePlan Plan(string route, HealthView? health = null, ulong seed = 1) => Plan(Fixture.Default(route), health, seed);

    private static RoutePlan Plan(RuleSet rules, HealthView? health = null, ulong seed = 1, Catalog? catalog = null) =>
        s_planner.Plan(Fixture.Request(), Fixture.Snapshot(rules, health, catalog), seed);

    private static IEnumerable<string> Ids(RoutePlan plan) => plan.Candidates.Select(c => c.AccountId);

    [Fact]
    public void Priority_keeps_the_order_of_the_file_and_fallbacks_follow()
    {
        var plan = Plan(Priority);
        plan.Outcome.Should().Be(RouteOutcome.Routed);
        Ids(plan).Should().Equal("a", "b", "c");
        plan.Candidates.Select(c => c.Note).Should().Equal("priority", "priority", "fallback");
        plan.Candidates[0].Should().BeEquivalentTo(new { Method = "sim.qr", FeeMinor = 6, FeePpm = 6000, BaseWeight = 1, Health = 1, Breaker = "closed" });
    }

    [Fact]
    public void Weighted_draws_by_weight_without_replacement()
    {
        var plans = Enumerable.Range(0, 20_000).Select(i => Plan(Weighted, seed: (ulong)i)).ToList();
        plans.Should().OnlyContain(p => p.Candidates.Count == 3);
        Share("a", 0).Should().BeApproximately(0.5, 0.012);
        Share("c", 0).Should().BeApproximately(0.2, 0.012);
        Share("b", 1).Should().BeApproximately((0.5 * 0.3 / 0.5) + (0.2 * 0.3 / 0.8), 0.012);

        double Share(string account, int place) => plans.Count(p => p.Candidates[place].AccountId == account) / 20_000.0;
    }

    [Fact]
    public void Lowest_fee_then_weight_then_file_order_and_an_unknown_fee_last()
    {
        var catalog = Fixture.Catalog(
            Fixture.Account("a") with { Fees = [] },
            Fixture.Account("b") with { Fees = [new() { Ppm = 5000 }] },
            Fixture.Account("c") with { Fees = [new() { Ppm = 5000 }] },
            Fixture.Account("d") with { Fees = [new() { Ppm = 3000 }] });
        var rules = Fixture.Default("""{ "strategy": "lowestFee", "candidates": [{ "account": "a", "weight": 9 }, { "account": "b", "weight": 1 }, { "account": "c", "weight": 2 }, { "account": "d", "weight": 1 }] }""");
        Ids(Plan(rules, catalog: catalog)).Should().Equal("d", "c", "b", "a");
    }

    [Fact]
    public void Channels_and_tags_share_their_weight_and_an_account_named_twice_keeps_its_first_place()
    {
        var catalog = Fixture.Catalog(Fixture.Account("a"), Fixture.Account("b") with { Tags = ["cheap"] }, Fixture.Account("c") with { Tags = ["cheap"] });
        var rules = Fixture.Default("""{ "strategy": "priority", "candidates": [{ "tag": "cheap", "weight": 30 }, { "channel": "sim", "weight": 70 }], "fallback": ["b"] }""");
        var plan = Plan(rules, catalog: catalog);
        Ids(plan).Should().Equal("b", "c", "a");
        plan.Candidates.Select(c => c.BaseWeight).Should().Equal(15, 15, 70);
    }

    [Fact]
    public void Where_filters_with_its_reason_before_the_weight_is_shared()
    {
        var catalog = Fixture.Catalog(Fixture.Account("a"), Fixture.Account("b") with { Fees = [new() { Ppm = 9000 }] });
        var rules = Fixture.Default("""{ "strategy": "priority", "candidates": [{ "channel": "sim", "weight": 10, "where": { "feePpm": { "lte": 6000 } } }] }""");
        var plan = Plan(rules, catalog: catalog);
        plan.Candidates.Should().ContainSingle().Which.BaseWeight.Should().Be(10);
        plan.Excluded.Should().ContainSingle().Which.Reason.Should().Contain("feePpm");
    }

    [Fact]
    public void Weight_zero_means_never()
    {
        var plan = Plan("""{ "strategy": "weighted", "candidates": [{ "account": "a", "weight": 0 }, { "account": "b", "weight": 1 }] }""");
        Ids(plan).Should().Equal("b");
        plan.Excluded.Should().Equal(new ExcludedCandidate("a", "weight 0"));
    }

    [Fact]
    public void Low_health_stands_behind_candidates_and_fallbacks_but_for_its_exploration()
    {
        var view = Fixture.View(Fixture.Line("a", 0.1));
        var plans = Enumerable.Range(0, 5000).Select(i => Plan(Priority, view, (ulong)i)).ToList();
        var first = plans.Count(p => p.Candidates[0].AccountId == "a");
        (first / 5000.0).Should().BeApproximately(0.1, 0.02);
        plans.Where(p => p.Candidates[0].AccountId != "a").Should().OnlyContain(p => Ids(p).SequenceEqual(new[] { "b", "c", "a" }));
        plans.First(p => p.Candidates[0].AccountId == "a").Candidates[0].Note.Should().Be("explored");
    }

    [Fact]
    public void Weighted_exploration_gets_base_weight_times_health()
    {
        var view = Fixture.View(Fixture.Line("a", 0.1));
        var first = Enumerable.Range(0, 20_000).Count(i => Plan(Weighted, view, (ulong)i).Candidates[0].AccountId == "a");
        (first / 20_000.0).Should().BeApproximately(0.05, 0.01);
    }

    [Fact]
    public void Panic_uses_base_weights_and_never_an_open_breaker()
    {
        var view = Fixture.View(Fixture.Line("a", 0.01), Fixture.Line("b", 0.15), Fixture.Line("c", open: true, breakFor: 5));
        var plans = Enumerable.Range(0, 5000).Select(i => Plan(Weighted, view, (ulong)i)).ToList();
        plans.Should().OnlyContain(p => p.Candidates.Count == 2 && p.Candidates.All(c => c.Note == "panic"));
        (plans.Count(p => p.Candidates[0].AccountId == "a") / 5000.0).Should().BeApproximately(50.0 / 80, 0.03);
        plans[0].Excluded.Should().Equal(new ExcludedCandidate("c", "breaker open"));
    }

    [Fact]
    public void A_due_probe_goes_first_also_of_a_fallback()
    {
        var plan = Plan(Priority, Fixture.View(Fixture.Line("c", open: true)));
        Ids(plan).Should().Equal("c", "a", "b");
        plan.Candidates[0].Should().BeEquivalentTo(new { Breaker = "probe", Note = "probe" });
    }

    [Fact]
    public void All_breakers_open_refuses_at_once()
    {
        var plan = Plan(Priority, Down(notSent: true));
        plan.Outcome.Should().Be(RouteOutcome.AllDown);
        plan.ReasonCode.Should().Be("route.all-down");
        plan.Candidates.Should().BeEmpty();
        plan.Excluded.Should().HaveCount(3);
    }

    [Fact]
    public void When_all_down_try_uses_only_accounts_that_nothing_reached()
    {
        var rules = Fixture.Rules($$"""{ "name": "t", "rules": [], "default": { "whenAllDown": "try", "route": {{Priority}} } }""");
        Plan(rules, Down(notSent: false)).Outcome.Should().Be(RouteOutcome.AllDown);
        var plan = Plan(rules, Down(notSent: true));
        plan.Candidates.Should().ContainSingle().Which.Should().BeEquivalentTo(new { AccountId = "b", Breaker = "open", Note = "tried" });
        plan.Excluded.Select(e => e.AccountId).Should().Equal("a", "c");
    }

    [Theory]
    [InlineData("continue", "a,b,c")]
    [InlineData("default", "a,c")]
    [InlineData("decline", "a")]
    public void On_exhausted_appends_what_it_says(string word, string expected)
    {
        var rules = Fixture.Rules($$"""
            { "name": "t", "rules": [
                { "id": "one", "priority": 3, "route": { "strategy": "priority", "candidates": ["a"], "onExhausted": "{{word}}" } },
                { "id": "other", "priority": 2, "when": { "platform": "ios" }, "route": { "strategy": "priority", "candidates": ["c"] } },
                { "id": "two", "priority": 1, "route": { "strategy": "priority", "candidates": ["a", "b"] } } ],
              "default": { "route": { "strategy": "priority", "candidates": ["c"] } } }
            """);
        var plan = Plan(rules);
        string.Join(",", Ids(plan)).Should().Be(expected);
        plan.RuleId.Should().Be("one");
    }

    [Fact]
    public void A_decline_on_the_way_ends_the_list_and_declines_only_an_empty_one()
    {
        const string Template = """
            { "name": "t", "rules": [
                { "id": "one", "priority": 2, "route": { "strategy": "priority", "candidates": ["ACCOUNT"] } },
                { "id": "no", "priority": 1, "decline": { "reason": "not served" } } ],
              "default": { "route": { "strategy": "priority", "candidates": ["c"] } } }
            """;
        Ids(Plan(Fixture.Rules(Template.Replace("ACCOUNT", "a", StringComparison.Ordinal)))).Should().Equal("a");
        var refused = Plan(Fixture.Rules(Template.Replace("ACCOUNT", "nobody", StringComparison.Ordinal)));
        refused.Should().BeEquivalentTo(new { Outcome = RouteOutcome.Declined, ReasonCode = "route.declined", ReasonText = "not served", RuleId = "no" });
    }

    [Fact]
    public void Nobody_eligible_is_no_candidate_with_every_reason()
    {
        var plan = s_planner.Plan(Fixture.Request(Fixture.Terms() with { Methods = ["other.qr"] }), Fixture.Snapshot(Fixture.Default(Priority)), 1);
        plan.Outcome.Should().Be(RouteOutcome.NoCandidate);
        plan.Excluded.Should().HaveCount(3).And.OnlyContain(e => e.Reason == "method other.qr is not offered");
    }

    [Fact]
    public void The_same_inputs_and_seed_give_the_same_bytes()
    {
        var view = Fixture.View(Fixture.Line("a", 0.1), Fixture.Line("b", 0.5));
        for (ulong seed = 0; seed < 200; seed++)
            Text(seed).Should().Be(Text(seed));

        string Text(ulong seed) => JsonSerializer.Serialize(Plan(Weighted, view, seed), OrderJson.Default.RoutePlan);
    }

    [Fact]
    public void A_stored_plan_is_read_back_as_it_was()
    {
        var plan = Plan(Weighted, Fixture.View(Fixture.Line("a", 0.1)), seed: 0);
        var text = JsonSerializer.Serialize(plan, OrderJson.Default.RoutePlan);
        JsonSerializer.Deserialize(text, OrderJson.Default.RoutePlan).Should().BeEquivalentTo(plan);
    }

    [Fact]
    public void Facts_come_from_the_terms_the_table_wins_and_what_is_unknown_is_told()
    {
        var bins = BinTable.Load("bins.csv", "622202,ICBC,debit\n").Value!;
        var rules = Fixture.Rules("""
            { "name": "t", "rules": [ { "id": "vip", "when": { "cardBank": "ICBC", "platform": "ios", "metadata.vip": true, "metadata.level": { "gte": 3 } },
                "route": { "strategy": "priority", "candidates": ["b"] } } ],
              "default": { "route": { "strategy": "priority", "candidates": ["a"] } } }
            """);
        var terms = Fixture.Terms() with
        {
            Instrument = new(CardBank: "ABC", CardBin: "622202"),
            Facts = new Dictionary<string, string> { ["platform"] = "ios", ["metadata.vip"] = "true", ["metadata.level"] = "3", ["amount"] = "1", ["colour"] = "red" },
        };
        var plan = s_planner.Plan(Fixture.Request(terms), Fixture.Snapshot(rules) with { Bins = bins }, 1);
        plan.RuleId.Should().Be("vip");
        plan.CardBank.Should().Be("ICBC");
        plan.UnrecognisedFacts.Should().Equal("amount: the payment itself says it", "colour: no such fact");
        plan.ContradictedFacts.Should().Equal("cardBank: table ICBC, caller ABC");
    }

    [Fact]
    public void Names_of_strategies_and_filters_are_unique()
    {
        FluentActions.Invoking(() => new RoutePlanner([new Core.Routing.Strategies.PriorityStrategy(), new Core.Routing.Strategies.PriorityStrategy()], []))
            .Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new RoutePlanner([], [new Core.Routing.Eligibility.LimitFilter(), new Core.Routing.Eligibility.LimitFilter()]))
            .Should().Throw<ArgumentException>();
    }

    private static HealthView Down(bool notSent) => Fixture.View(
        Fixture.Line("a", open: true, breakFor: 5), Fixture.Line("b", open: true, breakFor: 5, notSent: notSent), Fixture.Line("c", open: true, breakFor: 5));
}
