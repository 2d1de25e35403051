using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Recovery;

/// Money that comes where no order can use it goes back, once, and nobody else's does.
public class OrphanTests
{
    [Fact]
    public void A_capture_after_the_close_is_confirmed_refunded_and_told() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        await engine.Router.CloseAsync(order.Id);
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        await engine.NotifyPaidAsync(number);
        engine.A.Ledger.NetMinor.Should().Be(1000);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Count("query").Should().BeGreaterThan(0, "it is confirmed by a query of our own");
        engine.A.Ledger.NetMinor.Should().Be(0);
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Closed);
        (await engine.Store.RefundsOfAsync(order.Id)).Should().ContainSingle().Which.MerchantRefundNo.Should().Be("orphan:" + number);
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.closed", "payment.orphan_capture", "orphan_refund.succeeded");
        (await engine.RecoverAsync(TimeSpan.FromDays(2))).Should().BeLessThan(5);
    });

    [Fact]
    public void A_capture_on_a_second_attempt_is_refunded_and_the_winner_stays() => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Declined(FaultBlame.Channel, "busy", "busy"));
        var order = (await engine.PayAsync()).Payment!;
        var loser = order.Attempts[0].Number;
        engine.A.Ledger.Capture(loser, order.Terms.Amount);
        await engine.NotifyPaidAsync(loser);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Ledger.NetMinor.Should().Be(0);
        engine.B.Ledger.NetMinor.Should().Be(1000);
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Succeeded);
        order.WinningAttempt.Should().Be(order.Attempts[1].Number);
        order.RefundedMinor.Should().Be(0);
        (await engine.RefundAsync(order.Id, 1000)).Refund!.State.Should().Be(RefundState.Succeeded);
        engine.B.Ledger.NetMinor.Should().Be(0);
    });

    [Fact]
    public void A_winner_on_an_old_attempt_closes_the_live_one() => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Declined(FaultBlame.Channel, "busy", "busy"));
        engine.B.Pay.Then((r, _) => Task.FromResult(engine.Pending(engine.B, r)));
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        await engine.NotifyPaidAsync(order.Attempts[0].Number);
        (await engine.OrderAsync(order.Id)).WinningAttempt.Should().Be(order.Attempts[0].Number);
        await engine.RecoverAsync(TimeSpan.FromMinutes(1));
        engine.B.Count("close").Should().Be(1);
        (await engine.OrderAsync(order.Id)).Attempts[1].State.Should().Be(AttemptState.Closed);
        engine.A.Ledger.NetMinor.Should().Be(1000);
    });

    [Fact]
    public void A_repeated_success_of_the_winner_is_no_orphan() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        for (var i = 0; i < 3; i++) (await engine.NotifyPaidAsync(order.WinningAttempt!)).Error.Should().BeNull();
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        engine.A.Ledger.NetMinor.Should().Be(1000);
        (await engine.Store.RefundsOfAsync(order.Id)).Should().BeEmpty();
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.succeeded");
    });

    [Fact]
    public void Two_transactions_under_one_number_are_a_case_and_nothing_is_refunded() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        await engine.NotifyPaidAsync(order.WinningAttempt!, transaction: "another");
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Succeeded);
        order.Cases.Should().ContainSingle(c => c.Kind == "two-transactions" && c.ResolvedAt == null);
        (await engine.Store.RefundsOfAsync(order.Id)).Should().BeEmpty();
        (await engine.RefundAsync(order.Id, 1)).Error.Should().NotBeNull();
    });

    [Fact]
    public void An_orphan_that_its_query_does_not_confirm_is_not_refunded_and_becomes_a_case() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.Router.CloseAsync(order.Id);
        await engine.NotifyPaidAsync(order.LiveAttempt!.Number, order.Terms.Amount);
        await engine.RecoverAsync(TimeSpan.FromDays(3));
        (await engine.Store.RefundsOfAsync(order.Id)).Should().BeEmpty();
        engine.A.Count("query").Should().BeInRange(2, 30);
        order = await engine.OrderAsync(order.Id);
        order.Cases.Should().ContainSingle(c => c.Kind == "orphan-not-confirmed");
        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        await engine.Router.QueryAsync(order.Id, askChannel: true);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Ledger.NetMinor.Should().Be(0, "the operator's query confirmed it");
    });

    [Fact]
    public void An_orphan_whose_refund_is_refused_is_a_case() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.Router.CloseAsync(order.Id);
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Channel, "no", "no")));
        await engine.NotifyPaidAsync(order.LiveAttempt.Number);
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "orphan-not-refunded" && c.ResolvedAt == null);
    });

    [Fact]
    public void An_orphan_is_refunded_once_whatever_crashes() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.Router.CloseAsync(order.Id);
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        engine.A.Refund.Then((r, _) =>
        {
            engine.A.Ledger.Refund(r.RefundNumber, r.AttemptNumber, r.Amount);
            throw new IOException("reset");
        });
        await engine.NotifyPaidAsync(order.LiveAttempt.Number);
        for (var i = 0; i < 5; i++)
        {
            engine.Restart();
            await engine.RecoverAsync(TimeSpan.FromMinutes(20));
        }

        engine.A.Ledger.NetMinor.Should().Be(0);
        engine.A.Ledger.Refunds.Should().ContainSingle();
        (await engine.Store.RefundsOfAsync(order.Id)).Should().ContainSingle().Which.State.Should().Be(RefundState.Succeeded);
    });
}
