using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Replay;
using Router.Core.Store;
using Router.Core.Tests.Engine;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Payments;

/// What an account takes in a day, through the whole engine.
public class AccountLimitTests
{
    [Fact]
    public void A_full_account_is_passed_over_and_where_all_are_full_nothing_is_sent() => Run(new(Count: 2), async engine =>
    {
        for (var at = 1; at <= 4; at++) (await engine.PayAsync($"o{at}")).Payment!.State.Should().Be(PaymentState.Succeeded);
        engine.A.Count("pay").Should().Be(2);
        engine.B.Count("pay").Should().Be(2);
        var refused = (await engine.PayAsync("o5")).Payment!;
        refused.State.Should().Be(PaymentState.Failed);
        refused.ReasonCode.Should().Be("route.unavailable");
        refused.ReasonText.Should().Contain("a: account.limit").And.Contain("b: account.limit");
        refused.Attempts.Should().BeEmpty();
        engine.Channels.LeasesOut.Should().Be(0);
        engine.Gates.Taken("a", CallClass.Pay).Should().Be(0);
        (await engine.PayAsync("o5", "again")).Payment!.State.Should().Be(PaymentState.Failed, "the number is free and the day is as full as before");
    });

    [Fact]
    public void A_refusal_gives_the_place_back_and_a_refund_does_not() => Run(new(Count: 1), async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Declined(FaultBlame.Payer, "51", "no money"));
        (await engine.PayAsync("o1")).Payment!.State.Should().Be(PaymentState.Failed);
        var paid = (await engine.PayAsync("o2")).Payment!;
        paid.Attempts.Should().ContainSingle().Which.AccountId.Should().Be("a");
        (await engine.RefundAsync(paid.Id, 1000)).Error.Should().BeNull();
        (await engine.PayAsync("o3")).Payment!.Attempts.Should().ContainSingle().Which.AccountId.Should().Be("b");
    });

    [Fact]
    public void What_is_in_doubt_keeps_its_place() => Run(new(Count: 1), async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Unknown(FaultStage.AfterSend, "reset", "reset"));
        (await engine.PayAsync("o1")).Payment!.State.Should().Be(PaymentState.InDoubt);
        (await engine.PayAsync("o2")).Payment!.Attempts.Should().ContainSingle().Which.AccountId.Should().Be("b");
    });

    [Fact]
    public void A_sum_is_bounded_by_what_was_sent() => Run(new(Amounts: [new Money(2500, Currency.CNY)]), async engine =>
    {
        foreach (var (no, amount, account) in new[] { ("o1", 2000L, "a"), ("o2", 501, "b"), ("o3", 500, "a"), ("o4", 1999, "b"), ("o5", 1, "c") })
            (await engine.PayAsync(no, amount: amount)).Payment!.Attempts.Should().ContainSingle().Which.AccountId.Should().Be(account, no);
    });

    [Fact]
    public void After_midnight_in_its_zone_the_account_is_free() => Run(new(Count: 1, Zone: "Asia/Shanghai"), async engine =>
    {
        await engine.PayAsync("o1");
        (await engine.PayAsync("o2")).Payment!.Attempts[0].AccountId.Should().Be("b");
        var local = engine.Now.ToOffset(TimeSpan.FromHours(8));
        engine.Clock.AdvanceTo(new DateTimeOffset(local.Date.AddDays(1), local.Offset).AddSeconds(-1));
        (await engine.PayAsync("o3")).Payment!.State.Should().Be(PaymentState.Failed);
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        (await engine.PayAsync("o4")).Payment!.Attempts[0].AccountId.Should().Be("a");
    });

    [Fact]
    public void A_late_capture_goes_over_the_limit_and_is_never_held_up() => Run(new(Count: 1), async engine =>
    {
        var first = await engine.PendingAsync();
        (await engine.Router.CloseAsync(first.Id)).Payment!.State.Should().Be(PaymentState.Closed);
        (await engine.PayAsync("o2")).Payment!.Attempts[0].AccountId.Should().Be("a");
        engine.A.Ledger.Capture(first.Attempts[0].Number, new Money(1000, Currency.CNY));
        await engine.NotifyPaidAsync(first.Attempts[0].Number);
        (await engine.OrderAsync(first.Id)).Attempts[0].State.Should().Be(AttemptState.Captured);
        var day = first.Attempts[0].LimitDay!.Value;
        (await engine.Store.UseOfDayAsync("a", day)).Should().Equal(new DayUse(Currency.CNY, 2, 2000));
        (await engine.PayAsync("o3")).Payment!.Attempts[0].AccountId.Should().Be("b");
    });

    [Fact]
    public void What_an_attempt_that_never_reached_its_channel_held_is_free_again() => Run(new(Count: 1), async engine =>
    {
        engine.A.Pay.Then(ChannelResult.NotSent(FaultBlame.Network, "refused", "refused"));
        var order = (await engine.PayAsync("o1")).Payment!;
        order.Attempts.Select(a => (a.AccountId, a.State)).Should().Equal(("a", AttemptState.NotSent), ("b", AttemptState.Captured));
        (await engine.PayAsync("o2")).Payment!.Attempts[0].AccountId.Should().Be("a");
    });

    [Fact]
    public void A_plan_leaves_a_full_account_out_says_why_and_is_made_again_byte_for_byte() => Run(new(Count: 1, Amounts: [new Money(5000, Currency.CNY)]), async engine =>
    {
        await engine.PayAsync("o1");
        var second = (await engine.PayAsync("o2")).Payment!;
        second.Plan.Excluded.Should().ContainSingle(e => e.AccountId == "a").Which.Reason.Should().Be("account.limit: none of its 1 payments a day is left");
        second.Plan.Inputs!.Limits.Should().Equal(new PlanLimit("a", 0, 4000), new PlanLimit("b", 1, 5000));
        (await engine.Replay.ReplayAsync(second)).Outcome.Should().Be(ReplayOutcome.Identical);
        var third = (await engine.PayAsync("o3", amount: 5001)).Payment!;
        third.Plan.Excluded.Select(e => e.AccountId).Should().StartWith(["a", "b"]);
        third.Attempts[0].AccountId.Should().Be("c");
        (await engine.Replay.ReplayAsync(third)).Outcome.Should().Be(ReplayOutcome.Identical);
        engine.Configure(a => a.Id is "a" or "b" ? a : null);
        var none = (await engine.PayAsync("o4", amount: 5001)).Payment!;
        (none.ReasonCode, none.State).Should().Be(("route.no-candidate", PaymentState.Failed));
        none.ReasonText.Should().Contain("account.limit: a, b");
        (await engine.Replay.ReplayAsync(none)).Outcome.Should().Be(ReplayOutcome.Identical);
    }, new LimitBook(), all: true);

    [Fact]
    public void What_is_known_of_a_day_is_what_the_store_counts() => Run(new(Count: 9), async engine =>
    {
        for (var at = 0; at < 6; at++)
        {
            if (at % 2 == 1) engine.A.Pay.Then(ChannelResult.Declined(FaultBlame.Payer, "51", "no money"));
            await engine.PayAsync($"o{at}");
        }

        var day = engine.Current.Catalog.LimitDayOf(engine.Current.Catalog.FindAccount("a")!, engine.Now);
        var known = (LimitBook)engine.Current.Limits!;
        known.Of("a", day).Should().Equal(await engine.Store.UseOfDayAsync("a", day)).And.Equal(new DayUse(Currency.CNY, 3, 3000));
        var read = new LimitBook();
        await read.LoadAsync(engine.Store, engine.Current.Catalog, engine.Now);
        read.Of("a", day).Should().Equal(known.Of("a", day));
    }, new LimitBook());

    private static void Run(AccountLimits limits, Func<TestEngine, Task> test, LimitBook? days = null, bool all = false)
    {
        MerchantAccount[] accounts = [Fixture.Account("a") with { Limits = limits }, Fixture.Account("b") with { Limits = limits }];
        var open = Fixture.Account("c");
        World.Run(test, options =>
        {
            options.Accounts = all || limits.Amounts is not null ? [.. accounts, open] : accounts;
            options.Days = days;
        });
    }
}
