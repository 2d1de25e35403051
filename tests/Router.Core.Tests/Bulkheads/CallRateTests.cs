using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;
using Router.Core.Tests.Health;

namespace Router.Core.Tests.Bulkheads;

/// An account is asked no faster than it allows, and a call refused for that says nothing of the channel.
public class CallRateTests
{
    [Fact]
    public void No_span_of_time_sees_more_than_the_burst_and_what_came_in_since() => Prop.ForAll(
        Gen.Choose(1, 50).SelectMany(rate => Gen.Choose(1, 60).SelectMany(burst => Gen.Choose(0, 400).ArrayOf(200).Select(pauses => (rate, burst, pauses)))).ToArbitrary(),
        run =>
        {
            var clock = new HealthClock();
            var gates = new AccountGates(clock);
            var account = Limited(run.rate, run.burst);
            var taken = new List<DateTimeOffset>();
            foreach (var pause in run.pauses)
            {
                clock.Advance(pause / 1000.0);
                while (Enters(gates, account, CallClass.Pay)) taken.Add(clock.GetUtcNow());
            }

            taken.Take(run.burst).Should().OnlyContain(t => t == taken[0], "a full bucket gives its burst at once");
            for (var first = 0; first < taken.Count; first += 7)
            {
                for (var last = first; last < taken.Count; last += 5)
                    (last - first + 1).Should().BeLessThanOrEqualTo(run.burst + (int)Math.Ceiling(run.rate * (taken[last] - taken[first]).TotalSeconds * 1.001));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_clock_that_is_set_back_holds_nobody_up_longer_than_a_whole_bucket_takes()
    {
        var clock = new HealthClock();
        var gates = new AccountGates(clock);
        clock.Advance(10_000);
        while (Enters(gates, Limited(2, 4), CallClass.Pay))
        {
        }

        clock.Advance(-5000);
        Enters(gates, Limited(2, 4), CallClass.Pay).Should().BeFalse();
        clock.Advance(2);
        Enters(gates, Limited(2, 4), CallClass.Pay).Should().BeTrue();
    }

    [Fact]
    public void Each_class_has_a_rate_of_its_own_and_notifications_none()
    {
        var gates = new AccountGates(new HealthClock());
        Enters(gates, Limited(1, 1), CallClass.Pay).Should().BeTrue();
        Enters(gates, Limited(1, 1), CallClass.Pay).Should().BeFalse();
        Enters(gates, Limited(1, 1), CallClass.Query).Should().BeTrue();
        for (var i = 0; i < 20; i++) Enters(gates, Limited(1, 1), CallClass.Notify).Should().BeTrue();
        gates.Taken("a", CallClass.Pay).Should().Be(0, "a refused call gives its place back");
    }

    [Fact]
    public void A_payment_beyond_the_rate_goes_to_the_next_account_and_no_health_learns_of_it() => World.Run(async engine =>
    {
        for (var i = 0; i < 6; i++) (await engine.PayAsync($"o{i}")).Payment!.State.Should().Be(PaymentState.Succeeded);
        engine.A.Count("pay").Should().Be(2);
        engine.B.Count("pay").Should().Be(4);
        engine.Current.Health.Find("a", "sim.qr")!.Observations.Should().BeApproximately(2, 0.1);
        engine.Current.Health.Find("a", "sim.qr")!.IsOpen.Should().BeFalse();
    }, o => o.Accounts = [.. o.Accounts.Select(a => a.Id == "a" ? a with { RatePerSecond = 1, Burst = 2 } : a)]);

    [Fact]
    public void Questions_beyond_the_rate_come_later_and_all_of_them_come() => World.Run(async engine =>
    {
        var orders = new List<PaymentOrder>();
        for (var i = 0; i < 5; i++)
        {
            engine.A.Pay.Then(ChannelResult.Unknown(FaultStage.AfterSend, "reset", "reset"));
            engine.A.Query.Then(QueryResult.Unknown("5xx", "5xx"));
            orders.Add((await engine.PayAsync($"o{i}")).Payment!);
            engine.Clock.AdvanceTo(engine.Now.AddSeconds(2));
        }

        foreach (var order in orders) engine.Channels[order.Attempts[0].AccountId].Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        await engine.RecoverAsync(TimeSpan.FromMinutes(10), 2000);
        foreach (var order in orders) (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    }, o => o.Accounts = [.. o.Accounts.Select(a => a with { RatePerSecond = 1, Burst = 1 })]);

    private static MerchantAccount Limited(int rate, int burst) =>
        new() { Id = "a", ChannelId = "sim", MerchantId = "1", MaxConcurrency = 10_000, RatePerSecond = rate, Burst = burst };

    private static bool Enters(AccountGates gates, MerchantAccount account, CallClass callClass)
    {
        using var place = gates.TryEnter(account, callClass);
        return place is not null;
    }
}
