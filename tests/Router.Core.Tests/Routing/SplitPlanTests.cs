using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;

namespace Router.Core.Tests.Routing;

/// A payer's account through whole plans: what takes him from it, and that he comes back.
public class SplitPlanTests
{
    private const string Candidates = "\"candidates\": [{ \"account\": \"a\", \"weight\": 50 }, { \"account\": \"b\", \"weight\": 30 }, { \"account\": \"c\", \"weight\": 20 }]";
    private const string Split = "{ \"strategy\": \"split\", " + Candidates + " }";

    private static readonly RoutePlanner s_planner = RoutePlanner.CreateDefault();

    private static List<string> Ids(PaymentTerms terms, HealthView? health = null, string route = Split, ulong seed = 1, string[]? excluded = null)
    {
        var request = Fixture.Request(terms) with { ExcludedAccounts = excluded ?? [] };
        return [.. s_planner.Plan(request, Fixture.Snapshot(Fixture.Default(route), health), seed).Candidates.Select(c => c.AccountId)];
    }

    private static PaymentTerms Payer(int i, string no = "o1") => Fixture.Terms() with { MerchantOrderNo = no, Payer = new("payer-" + i) };

    [Fact]
    public void A_payer_stays_whatever_the_order_and_the_seed()
    {
        for (var i = 0; i < 300; i++)
            Ids(Payer(i, "other"), seed: (ulong)i).Should().Equal(Ids(Payer(i)));
    }

    [Fact]
    public void An_account_that_cannot_take_him_hands_over_to_the_next_score_and_gets_him_back()
    {
        for (var i = 0; i < 300; i++)
        {
            var home = Ids(Payer(i));
            Ids(Payer(i), excluded: [home[0]]).Should().Equal(home.Skip(1));
            Ids(Payer(i), Fixture.View(Fixture.Line(home[0], open: true, breakFor: 5))).Should().Equal(home.Skip(1));
            Ids(Payer(i)).Should().Equal(home);
        }
    }

    [Fact]
    public void A_sick_account_stands_behind_and_its_payers_alone_move()
    {
        var view = Fixture.View(Fixture.Line("a", 0.01));
        for (var i = 0; i < 300; i++)
        {
            var (home, sick) = (Ids(Payer(i)), Ids(Payer(i), view, seed: 5));
            sick.Should().Equal([.. home.Where(id => id != "a"), "a"]);
        }
    }

    [Theory]
    [InlineData("weighted")]
    [InlineData("priority")]
    [InlineData("lowestFee")]
    [InlineData("bestSuccess")]
    [InlineData("split")]
    public void Health_demotes_in_every_strategy_and_still_explores(string strategy)
    {
        var view = Fixture.View(Fixture.Line("a", 0.1) with { Approval = 1 });
        var route = $$"""{ "strategy": "{{strategy}}", "candidates": [{ "account": "a", "weight": 1000 }, { "account": "b", "weight": 1 }], "fallback": ["c"] }""";
        var plans = Enumerable.Range(0, 3000).Select(i => Ids(Payer(i), view, route, (ulong)i)).ToList();
        var explored = plans.Count(p => p[2] != "a");
        explored.Should().BeInRange(200, 400, "the share h is tried where it would stand without demotion");
        plans.Where(p => p[2] == "a").Should().OnlyContain(p => p[0] == "b" && p[1] == "c");
    }

    [Theory]
    [InlineData("weighted")]
    [InlineData("split")]
    [InlineData("bestSuccess")]
    public void Weight_zero_means_never(string strategy)
    {
        var route = $$"""{ "strategy": "{{strategy}}", "candidates": [{ "account": "a", "weight": 0 }, { "account": "b", "weight": 1 }] }""";
        for (var i = 0; i < 100; i++) Ids(Payer(i), route: route, seed: (ulong)i).Should().Equal("b");
    }

    [Fact]
    public void Stick_by_says_what_stays_together_and_what_is_not_known_goes_by_the_order()
    {
        var terms = Fixture.Terms() with { Payer = new(ChannelUserId: "openid"), Instrument = new(CardBin: "622202") };
        StickKey.Of(Rules.StickBy.Payer, terms).Should().Be("openid");
        StickKey.Of(Rules.StickBy.Payer, terms with { Payer = new("own", "openid") }).Should().Be("own");
        StickKey.Of(Rules.StickBy.Payer, Fixture.Terms()).Should().Be("o1");
        StickKey.Of(Rules.StickBy.Card, terms).Should().Be("622202");
        StickKey.Of(Rules.StickBy.Card, terms with { Instrument = new(CardBin: "622202", Token: "t") }).Should().Be("t");
        StickKey.Of(Rules.StickBy.Card, Fixture.Terms()).Should().Be("o1");
        StickKey.Of(Rules.StickBy.Order, terms).Should().Be("o1");

        const string ByOrder = "{ \"strategy\": \"split\", \"stickBy\": \"order\", " + Candidates + " }";
        Enumerable.Range(0, 100).Select(i => Ids(Payer(1, "o" + i), route: ByOrder)[0]).Distinct().Should().HaveCount(3);
    }
}
