using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Core.Backtesting;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.Tests.Routing;
using Router.Rules;

namespace Router.Core.Tests.Backtesting;

public sealed class BacktestTests
{
    private static readonly Backtest s_backtest = new(RoutePlanner.CreateDefault());
    private static readonly RouterSnapshot s_half = Fixture.Snapshot(Weighted(50, 50));

    private static RuleSet Weighted(int a, int b) => Fixture.Default(
        $$"""{ "strategy": "weighted", "candidates": [{ "account": "a", "weight": {{a}} }, { "account": "b", "weight": {{b}} }] }""");

    private static RecordedPayment Payment(long amount = 1_000, ulong? seed = null, params RecordedHealth[] health) =>
        new() { Terms = Fixture.Terms(amount), AcceptedAt = Fixture.Noon, Seed = seed, Health = health };

    [Fact]
    public void Simulated_shares_follow_the_weights()
    {
        var tally = new RouteTally();
        var snapshot = Fixture.Snapshot(Weighted(70, 30));
        for (var i = 1; i <= 20_000; i++) s_backtest.Plan(tally, i, Payment(), snapshot, 42);

        // Five standard deviations of 20,000 draws.
        ((double)tally.Accounts["a"].Payments).Should().BeApproximately(14_000, 5 * Math.Sqrt(20_000 * 0.7 * 0.3));
        tally.Payments.Should().Be(20_000);
        tally.Accounts["a"].Money["CNY"].AmountMinor.Should().Be(tally.Accounts["a"].Payments * 1_000);
        tally.Accounts["a"].Money["CNY"].FeeMinor.Should().Be(tally.Accounts["a"].Payments * 6);
        tally.Rules.Should().BeEquivalentTo(new Dictionary<string, long> { [RouteTally.Default] = 20_000 });
        tally.Outcomes.Should().BeEquivalentTo(new Dictionary<string, long> { ["routed"] = 20_000 });
    }

    [Fact]
    public void The_same_rules_change_nothing()
    {
        var tally = Run(s_half, s_half, 500);

        (tally.Changed, tally.NewlyRefused, tally.NewlyRouted).Should().Be((0, 0, 0));
        tally.Changes.Should().BeEmpty();
        tally.SuccessDifference.Should().Be(new Share95(0, 0, 0));
        tally.Matrix.Keys.Should().Equal("a", "b");
        tally.Matrix["a"].Keys.Should().Equal("a");
        tally.Old.ExpectedSuccess.Should().Be(tally.New.ExpectedSuccess);
    }

    [Fact]
    public void What_is_refused_is_counted_and_shown_with_its_reason()
    {
        var declines = Fixture.Snapshot(Fixture.Rules(
            """
            { "currencies": ["CNY"], "rules": [ { "id": "large", "when": { "amount": { "gte": 5000 } }, "decline": { "reason": "too large" } } ],
              "default": { "route": { "strategy": "priority", "candidates": ["a"] } } }
            """));
        var tally = new BacktestTally();
        for (var i = 1; i <= 100; i++) s_backtest.Compare(tally, i, Payment(i * 100), s_half, declines, HealthView.Empty, 1);

        tally.NewlyRefused.Should().Be(51);
        tally.Refusals.Should().HaveCount(10);
        tally.Refusals.First().Should().BeEquivalentTo(new { Number = 50L, FromRule = RouteTally.Default, To = "(declined)", ToRule = "large", Reason = "too large" });
        tally.Matrix.Values.Sum(row => row.GetValueOrDefault("(declined)")).Should().Be(51);
        tally.New.Rules.Should().ContainKey("large").WhoseValue.Should().Be(51);
        tally.NewlyRouted.Should().Be(0);
        Run(declines, s_half, 1, amount: 9_000).NewlyRouted.Should().Be(1);
    }

    [Fact]
    public void Fees_are_compared_where_both_route()
    {
        var dear = Fixture.Account("b") with { Fees = [new FeeRow { Ppm = 20_000 }] };
        var catalog = new Router.Core.Accounts.Catalog([Fixture.Account("a"), dear], [Fixture.Channel()], "c");
        var tally = Run(Fixture.Snapshot(Weighted(1, 0), catalog: catalog), Fixture.Snapshot(Weighted(0, 1), catalog: catalog), 10);

        tally.Fees["CNY"].Should().Be(new FeeTally(60, 200));
        tally.Changed.Should().Be(10);
    }

    [Fact]
    public void Expected_success_is_the_mean_of_the_estimates_with_the_interval_of_the_draw()
    {
        RecordedHealth[] health = [new("a", "sim.qr", 1, 0.9, "closed"), new("b", "sim.qr", 1, 0.5, "closed")];
        var tally = new BacktestTally();
        var track = new HealthTrack();
        for (var i = 1; i <= 400; i++)
        {
            var payment = i == 1 ? Payment(health: health) : Payment();
            s_backtest.Compare(tally, i, payment, Fixture.Snapshot(Weighted(1, 0)), Fixture.Snapshot(Weighted(0, 1)), track.At(payment), 1);
        }

        tally.Old.ExpectedSuccess.Mean.Should().Be(0.9);
        tally.New.ExpectedSuccess.Mean.Should().Be(0.5);
        var half = 1.959964 * Math.Sqrt(400 * 0.25) / 400;
        tally.New.ExpectedSuccess.Low.Should().BeApproximately(0.5 - half, 1e-9);
        tally.New.ExpectedSuccess.High.Should().BeApproximately(0.5 + half, 1e-9);
        tally.SuccessDifference.Mean.Should().BeApproximately(-0.4, 1e-9);
        tally.NewWithoutHealth.Should().Be(0);
        Run(s_half, s_half, 5).NewWithoutHealth.Should().Be(5, "nothing was recorded");
    }

    [Fact]
    public void A_recorded_breaker_is_open_again()
    {
        var track = new HealthTrack();
        var payment = Payment(1_000, null, new RecordedHealth("a", "sim.qr", 0.01, 0.1, "open"));
        var tally = new BacktestTally();

        s_backtest.Compare(tally, 1, payment, s_half, s_half, track.At(payment), 1);

        tally.Matrix.Keys.Should().Equal("b");
        track.At(Payment()).Find("a", "sim.qr")!.IsOpen.Should().BeTrue("what was seen last holds on");
        track.At(Payment(1, null, new RecordedHealth("a", "sim.qr", 1, 1, "closed"))).Find("a", "sim.qr")!.IsOpen.Should().BeFalse();
    }

    [Theory]
    [InlineData("weighted")]
    [InlineData("bestSuccess")]
    public void Exported_orders_begin_where_they_began_whatever_health_was(string strategy)
    {
        var random = new Random(1);
        var planner = RoutePlanner.CreateDefault();
        var snapshot = Fixture.Snapshot(Fixture.Default($$"""{ "strategy": "{{strategy}}", "candidates": ["a", "b", "c"] }"""));
        var tally = new BacktestTally();
        var track = new HealthTrack();
        for (var i = 1; i <= 300; i++)
        {
            var lines = new[] { "a", "b", "c" }.Where(_ => random.Next(5) > 0).Select(id => new HealthLine
            {
                AccountId = id,
                Method = "sim.qr",
                Health = random.Next(1, 101) / 100.0,
                Estimate = random.Next(101) / 100.0,
                Observations = 9,
                Approval = random.Next(101) / 100.0,
                IsOpen = random.Next(3) == 0,
                BreakUntil = random.Next(3) == 0 ? Fixture.Noon : Fixture.Noon.AddHours(1),
                ProbeInFlight = false,
                FailuresNotSent = false,
                P99 = TimeSpan.Zero,
                InFlight = 0,
            });
            var accounts = new[] { "a", "b" }.Where(_ => random.Next(6) == 0).Select(id => new AccountHealth { AccountId = id, Drained = "moving" });
            var plan = planner.Plan(Fixture.Request(), snapshot with { Health = HealthView.Of(Fixture.Noon, lines, accounts) }, (ulong)i);
            var order = PaymentLineTests.Order(Fixture.Terms(), AttemptState.Captured) with { Plan = plan, CreatedAt = Fixture.Noon };
            var payment = PaymentLine.Read(PaymentLine.Write(order), i, Fixture.Noon).Value!;

            s_backtest.Compare(tally, i, payment, snapshot, snapshot, track.At(payment), 1);
        }

        tally.Recorded.Should().BeGreaterThan(250);
        tally.RecordedAgain.Should().Be(tally.Recorded);
    }

    [Fact]
    public void What_was_recorded_is_held_against_the_old_rules()
    {
        var tally = new BacktestTally();
        for (var i = 1; i <= 10; i++)
        {
            var payment = Payment() with { FirstAccount = i == 1 ? "c" : "a", FirstSucceeded = i > 4 };
            s_backtest.Compare(tally, i, payment, Fixture.Snapshot(Weighted(1, 0)), s_half, HealthView.Empty, 1);
        }

        (tally.Recorded, tally.RecordedAgain, tally.RecordedFinished, tally.RecordedSucceeded).Should().Be((10, 9, 10, 6));
    }

    [Fact]
    public void A_recorded_seed_is_drawn_again()
    {
        var plan = RoutePlanner.CreateDefault().Plan(Fixture.Request(), s_half, 77);
        for (var i = 1; i <= 20; i++)
            s_backtest.Plan(new RouteTally(), i, Payment(seed: 77), s_half, (ulong)i).Candidates[0].Should().Be(plan.Candidates[0]);
    }

    [Fact]
    public void Parts_add_up_to_the_whole_whatever_the_parts() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(50),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var payments = Enumerable.Range(1, 60).Select(i => (Number: (long)i, Payment: Payment(random.Next(1, 9_000)))).ToList();
            var whole = Tally(payments);
            var parts = payments.GroupBy(_ => random.Next(4)).Select(g => Tally(g)).OrderBy(_ => random.Next()).ToList();
            var sum = new BacktestTally();
            foreach (var part in parts) sum.Merge(part);

            sum.Should().BeEquivalentTo(whole, o => o.WithStrictOrdering());
            whole.Matrix.Values.Sum(row => row.Values.Sum()).Should().Be(60);
            whole.Old.Outcomes.Values.Sum().Should().Be(60);
            whole.New.Rules.Values.Sum().Should().Be(60);
        }));

    private static BacktestTally Tally(IEnumerable<(long Number, RecordedPayment Payment)> payments)
    {
        var rules = Fixture.Snapshot(Fixture.Rules(
            """
            { "currencies": ["CNY"], "rules": [ { "id": "large", "when": { "amount": { "gte": 5000 } }, "decline": { "reason": "too large" } } ],
              "default": { "route": { "strategy": "weighted", "candidates": ["a", "b", "c"] } } }
            """));
        var tally = new BacktestTally();
        foreach (var (number, payment) in payments) s_backtest.Compare(tally, number, payment, s_half, rules, HealthView.Empty, 5);
        return tally;
    }

    private static BacktestTally Run(RouterSnapshot before, RouterSnapshot after, int count, long amount = 1_000)
    {
        var tally = new BacktestTally();
        for (var i = 1; i <= count; i++) s_backtest.Compare(tally, i, Payment(amount), before, after, HealthView.Empty, 9);
        return tally;
    }
}
