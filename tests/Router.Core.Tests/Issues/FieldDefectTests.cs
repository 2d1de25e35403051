using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Issues;

/// Real defects of other payment systems, each kept out here by name.
public class FieldDefectTests
{
    private static ChannelResult Lost => ChannelResult.Unknown(FaultStage.AfterSend, "20000", "unknown error");

    // Jeepay closes expired orders in its own database without asking the channel; a success that comes later leaves the order closed
    // and tells the merchant that it was paid.
    [Fact]
    public void D01_Paid_after_close_is_never_told_as_a_success() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.RecoverAsync(TimeSpan.FromMinutes(31));
        engine.A.Count("close").Should().BeGreaterThan(0, "expiry asks the channel");
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        await engine.NotifyPaidAsync(order.LiveAttempt.Number);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        (await engine.MessagesAsync(order.Id)).Should().NotContain("payment.succeeded");
        engine.A.Ledger.NetMinor.Should().Be(0);
    });

    // Jeepay and PaySharp take Alipay's code 20000, "unknown", for a failure.
    [Fact]
    public void D02_An_unknown_answer_is_not_a_failure() => World.Run(async engine =>
    {
        engine.A.Pay.Then((r, _) =>
        {
            engine.A.Ledger.Open(r.AttemptNumber, r.Amount);
            return Task.FromResult(Lost);
        });
        var order = (await engine.PayAsync()).Payment!;
        order.IsFinal.Should().BeFalse();
        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        await engine.RecoverAsync(TimeSpan.FromMinutes(1));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    // Jeepay leaves an order whose answer timed out or did not verify in its first state, which its sweep never asks about.
    [Fact]
    public void D03_A_badly_signed_answer_is_queried_until_it_is_known() => World.Run(async engine =>
    {
        engine.A.Pay.Then((r, _) =>
        {
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
            return Task.FromResult(ChannelResult.Unknown(FaultStage.Answered, "bad-signature", "bad signature"));
        });
        engine.A.Query.Then(QueryResult.Unknown("bad-signature", "bad signature")).Then(QueryResult.Unknown("timeout", "timeout"));
        var order = (await engine.PayAsync()).Payment!;
        order.DueAt.Should().NotBeNull();
        await engine.RecoverAsync(TimeSpan.FromMinutes(1));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    // Jeepay fails a WeChat refund on any exception, a broken connection included; the next try can pay it out twice.
    [Fact]
    public void D04_A_refund_whose_connection_broke_is_not_failed_and_not_made_twice() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then((r, _) =>
        {
            engine.A.Ledger.Refund(r.RefundNumber, r.AttemptNumber, r.Amount);
            throw new IOException("reset");
        });
        (await engine.RefundAsync(order.Id, 1000)).Refund!.State.Should().Be(RefundState.InDoubt);
        (await engine.RefundAsync(order.Id, 1000, "r2")).Error.Should().NotBeNull("the first still holds the amount");
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Ledger.Refunds.Should().ContainSingle();
    });

    // Jeepay stops polling a barcode payment after six times and never revokes it.
    [Fact]
    public void D05_A_barcode_payment_that_stays_pending_is_revoked() => World.Run(async engine =>
    {
        engine.A.Close.Then((r, _) =>
        {
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
            engine.A.Ledger.End(r.AttemptNumber, AttemptStatus.Reversed);
            return Task.FromResult(new CloseResult { Outcome = CloseOutcome.Reversed, Reversed = r.Amount, ChannelTransactionId = "tx-" + r.AttemptNumber });
        });
        var order = await engine.PendingAsync(method: "sim.eager", action: false);
        await engine.RecoverAsync(TimeSpan.FromMinutes(2));
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Closed);
        order.ReasonCode.Should().Be("reversed");
        engine.A.Ledger.NetMinor.Should().Be(0);
    });

    // roncoo-pay throws on a repeated success, so that the channel repeats for ever, and compares no amount.
    [Fact]
    public void D06_A_repeated_success_is_acknowledged_and_its_amount_is_compared() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        (await engine.NotifyPaidAsync(order.WinningAttempt!)).Reply!.StatusCode.Should().Be(200);
        var other = await engine.PendingAsync("o2");
        await engine.NotifyPaidAsync(other.LiveAttempt!.Number, new Money(1, Currency.CNY));
        (await engine.OrderAsync(other.Id)).State.Should().NotBe(PaymentState.Succeeded);
    });

    // roncoo-pay keeps its merchant messages in memory and after a restart loads the first page of 500 only.
    [Fact]
    public void D07_After_a_restart_every_waiting_message_goes_out() => World.Run(async engine =>
    {
        for (var i = 0; i < 600; i++) await engine.PayAsync($"o{i}");
        engine.Restart();
        while (await engine.Outbox.RunOnceAsync() > 0)
        {
        }

        engine.Sent.Should().HaveCount(600).And.OnlyHaveUniqueItems(m => m.PaymentId);
    });

    // roncoo-pay mixes milliseconds, seconds and minutes in the pauses between repeats.
    [Fact]
    public void D08_The_first_repeat_comes_after_seconds_and_the_last_after_a_day()
    {
        Core.Notifications.OutboxDispatcher.Pauses[0].Should().Be(TimeSpan.FromSeconds(5));
        Core.Notifications.OutboxDispatcher.Pauses[^1].Should().Be(TimeSpan.FromDays(1));
    }

    // Parbad ends a payment as unpaid on any exception of the request.
    [Fact]
    public void D09_A_time_out_is_neither_completed_nor_unpaid() => World.Run(async engine =>
    {
        engine.A.Pay.Then(async (r, token) =>
        {
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
            await Task.Delay(Timeout.InfiniteTimeSpan, engine.Clock, token);
            return Lost;
        });
        engine.A.Query.Then(QueryResult.Unknown("timeout", "timeout"));
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.InDoubt);
        await engine.RecoverAsync(TimeSpan.FromMinutes(1));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    // Parbad verifies by read, call and write without a condition: two at once both succeed.
    [Fact]
    public void D10_Two_who_find_it_paid_at_once_make_one_success() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        engine.Store.Before = _ => Task.Delay(TimeSpan.FromMilliseconds(5), engine.Clock);
        await Task.WhenAll(
            engine.NotifyPaidAsync(order.LiveAttempt.Number), engine.Router.QueryAsync(order.Id, askChannel: true), engine.NotifyPaidAsync(order.LiveAttempt.Number),
            engine.Router.CloseAsync(order.Id));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.succeeded");
    });

    // A gateway of Parbad ignores the amount of a refund.
    [Fact]
    public void D11_A_refund_asks_for_its_own_amount() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        await engine.RefundAsync(order.Id, 123);
        engine.A.RefundRequests[0].Amount.Minor.Should().Be(123);
        engine.A.RefundRequests[0].Captured.Minor.Should().Be(1000);
    });

    // PaySharp takes the buyer's return to the page for proof of payment.
    [Fact]
    public void D12_A_buyers_return_proves_nothing() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Continue.Then(ChannelResult.Pending());
        (await engine.Router.ContinueAsync(new(order.Id, "trade_status=TRADE_SUCCESS"))).Payment!.State.Should().Be(PaymentState.Paying);
    });

    // IJPay repeats any call on any exception.
    [Fact]
    public void D13_A_call_that_moves_money_is_never_simply_repeated() => World.Run(async engine =>
    {
        engine.A.Pay.Then((_, _) => throw new HttpRequestException("any"));
        var order = (await engine.PayAsync()).Payment!;
        await engine.RecoverAsync(TimeSpan.FromHours(2));
        engine.A.Count("pay").Should().Be(1);
        engine.B.Calls.Should().BeEmpty();
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);
    });

    // Two channels both take the money for one order (ruoyi-vue-pro).
    [Fact]
    public void D14_Two_channels_that_both_took_money_leave_the_buyer_charged_once() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var first = order.LiveAttempt!.Number;
        await engine.Router.SwitchAsync(new(order.Id, ["sim.eager"]));
        engine.A.Ledger.Capture(first, order.Terms.Amount);
        await engine.NotifyPaidAsync(first);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Ledger.NetMinor.Should().Be(1000);
        engine.A.Ledger.Refunds.Should().ContainSingle();
        (await engine.OrderAsync(order.Id)).WinningAttempt.Should().NotBe(first);
    });

    // The wrong merchant's keys are used in another thread (WxJava). The channel of a notification is guessed from its content
    // (PaySharp).
    [Fact]
    public void D15_D16_A_notification_is_read_by_the_account_it_was_sent_to_and_no_other() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        (await engine.NotifyPaidAsync(order.LiveAttempt!.Number, order.Terms.Amount, "c")).Error!.Code.Should().Be("280504");
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Paying);
    });

    // What a channel cannot do is a null that somebody trips over (pay-java).
    [Fact]
    public void D17_What_a_channel_cannot_do_is_said_and_not_a_null() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        (await engine.RefundAsync(order.Id, 1)).Error!.Code.Should().Be("280803");
    }, o => o.Manifest = o.Manifest with { Refunds = null });
}
