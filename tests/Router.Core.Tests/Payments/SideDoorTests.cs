using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

/// Close, switch and continue.
public class SideDoorTests
{
    [Fact]
    public void A_close_that_the_channel_confirms_ends_the_payment() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var closed = (await engine.Router.CloseAsync(order.Id)).Payment!;
        closed.State.Should().Be(PaymentState.Closed);
        closed.ReasonCode.Should().Be("closed.by-caller");
        closed.Attempts[0].State.Should().Be(AttemptState.Closed);
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.closed");
        (await engine.Router.CloseAsync(order.Id)).Error.Should().BeNull();
    });

    [Fact]
    public void A_close_that_comes_too_late_finds_the_payment_paid() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        var answer = await engine.Router.CloseAsync(order.Id);
        answer.Error!.Code.Should().Be("280306");
        answer.Payment!.State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_close_that_reverses_closes_the_payment_and_keeps_what_moved() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Close.Then(new CloseResult { Outcome = CloseOutcome.Reversed, Reversed = order.Terms.Amount, ChannelTransactionId = "tx" });
        var closed = (await engine.Router.CloseAsync(order.Id)).Payment!;
        closed.State.Should().Be(PaymentState.Closed);
        closed.ReasonCode.Should().Be("reversed");
        closed.Attempts[0].State.Should().Be(AttemptState.Reversed);
        closed.Attempts[0].Captured.Should().Be(order.Terms.Amount);
        closed.Attempts[0].ChannelTransactionId.Should().Be("tx");
    });

    [Theory]
    [InlineData(CloseOutcome.TooEarly)]
    [InlineData(CloseOutcome.Unknown)]
    [InlineData(CloseOutcome.Unsupported)]
    [InlineData(CloseOutcome.NotFound)]
    public void A_close_that_is_not_confirmed_goes_on_until_it_is(CloseOutcome outcome) => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Close.Then(CloseResult.Of(outcome));
        var asked = (await engine.Router.CloseAsync(order.Id)).Payment!;
        asked.State.Should().Be(PaymentState.Paying);
        asked.End.Should().Be(EndIntent.ClosedByCaller);
        if (outcome == CloseOutcome.Unsupported) engine.A.Ledger.End(order.LiveAttempt!.Number, AttemptStatus.Closed);
        await engine.RecoverAsync(TimeSpan.FromHours(2));
        var ended = await engine.OrderAsync(order.Id);
        ended.State.Should().Be(PaymentState.Closed);
        ended.ReasonCode.Should().Be("closed.by-caller");
    });

    [Fact]
    public void Not_found_confirms_a_close_only_after_payability_and_grace() => World.Run(async engine =>
    {
        engine.A.Pay.Then((r, _) => Task.FromResult(ChannelResult.Pending(new PayAction(PayActionKind.Redirect, "url", ExpiresAt: r.ExpiresAt))));
        var order = (await engine.PayAsync()).Payment!;
        (await engine.Router.CloseAsync(order.Id)).Payment!.State.Should().Be(PaymentState.Paying);
        await engine.RecoverAsync(TimeSpan.FromMinutes(31));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Paying);
        await engine.RecoverAsync(TimeSpan.FromMinutes(10));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);
    });

    [Fact]
    public void A_close_while_the_call_is_under_way_waits_for_its_answer() => World.Run(async engine =>
    {
        var gate = new TaskCompletionSource();
        engine.A.Pay.Then(async (r, _) =>
        {
            await gate.Task;
            return engine.Pending(engine.A, r);
        });
        var paying = engine.PayAsync();
        var id = (await engine.Store.ListPaymentsAsync(new()))[0].Id;
        (await engine.Router.CloseAsync(id)).Payment!.State.Should().Be(PaymentState.Paying);
        engine.A.Count("close").Should().Be(0);
        gate.SetResult();
        (await paying).Payment!.State.Should().Be(PaymentState.Paying);
        await engine.RecoverAsync(TimeSpan.FromMinutes(1));
        (await engine.OrderAsync(id)).State.Should().Be(PaymentState.Closed);
    });

    [Fact]
    public void A_close_before_the_next_candidate_stops_the_failover() => World.Run(async engine =>
    {
        engine.A.Pay.Then(async (r, _) =>
        {
            await engine.Router.CloseAsync((await engine.Store.FindPaymentByAttemptAsync(r.AttemptNumber))!.Id, CancellationToken.None);
            return ChannelResult.Declined(FaultBlame.Channel, "busy", "busy");
        });
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Closed);
        order.Lease.Should().BeNull();
        engine.B.Calls.Should().BeEmpty();
    });

    [Fact]
    public void A_switch_closes_first_and_then_pays_elsewhere() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var switched = (await engine.Router.SwitchAsync(new(order.Id, ["sim.eager"]))).Payment!;
        engine.A.Calls.Select(c => c.Split(' ')[0]).Should().Equal("pay", "close", "pay");
        switched.State.Should().Be(PaymentState.Succeeded);
        switched.Attempts.Select(a => a.State).Should().Equal(AttemptState.Closed, AttemptState.Captured);
        switched.WinningAttempt.Should().Be(switched.Attempts[1].Number);
    });

    [Fact]
    public void A_switch_that_finds_the_payment_paid_changes_nothing() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        var answer = await engine.Router.SwitchAsync(new(order.Id, ["sim.eager"]));
        answer.Error.Should().BeNull();
        answer.Payment!.State.Should().Be(PaymentState.Succeeded);
        answer.Payment.Attempts.Should().HaveCount(1);
        answer.Payment.Lease.Should().BeNull();
    });

    [Fact]
    public void A_switch_that_cannot_close_answers_409_with_the_old_action() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Close.Then(CloseResult.Of(CloseOutcome.TooEarly));
        var answer = await engine.Router.SwitchAsync(new(order.Id, ["sim.eager"]));
        answer.Error!.Status.Should().Be(409);
        answer.Payment!.LiveAttempt!.Action!.Content.Should().Be("qr");
        answer.Payment.LiveAttempt.PayableUntil.Should().NotBeNull();
        answer.Payment.Lease.Should().BeNull();
        engine.A.Count("pay").Should().Be(1);
        await engine.RecoverAsync(TimeSpan.FromMinutes(5));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Paying, "the old action stays payable");
    });

    [Fact]
    public void A_switch_whose_close_reverses_ends_the_payment() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Close.Then(new CloseResult { Outcome = CloseOutcome.Reversed, Reversed = order.Terms.Amount, ChannelTransactionId = "tx" });
        var answer = await engine.Router.SwitchAsync(new(order.Id, ["sim.eager"]));
        answer.Payment!.State.Should().Be(PaymentState.Closed);
        answer.Payment.ReasonCode.Should().Be("reversed");
        engine.A.Count("pay").Should().Be(1);
    });

    [Fact]
    public void A_switch_never_closes_an_attempt_whose_call_may_be_under_way() => World.Run(async engine =>
    {
        var gate = new TaskCompletionSource<ChannelResult>();
        engine.A.Pay.Then((_, _) => gate.Task);
        _ = engine.PayAsync();
        var order = (await engine.Store.ListPaymentsAsync(new()))[0];
        await engine.Store.CommitAsync(new() { Payment = new(order with { Lease = null }, order.Version) });
        (await engine.Router.SwitchAsync(new(order.Id, ["sim.eager"]))).Error!.Status.Should().Be(409);
        engine.A.Count("close").Should().Be(0);
        gate.SetResult(ChannelResult.Unsupported());
    });

    [Fact]
    public void Two_switches_at_once_make_one_attempt() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.Store.Before = _ => Task.Delay(TimeSpan.FromMilliseconds(5), engine.Clock);
        var answers = await Task.WhenAll(engine.Router.SwitchAsync(new(order.Id, ["sim.eager"])), engine.Router.SwitchAsync(new(order.Id, ["sim.replay"])));
        answers.Count(a => a.Error is null).Should().Be(1);
        engine.A.Ledger.NetMinor.Should().Be(1000);
    });

    [Fact]
    public void A_continuation_has_a_stable_key_and_is_stored_before_it_is_taken() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        engine.A.Continue.Then(async (r, _) =>
        {
            (await engine.OrderAsync(order.Id)).LiveAttempt!.Continuation.Should().BeEquivalentTo(new { Key = r.ContinuationKey, IsSending = true });
            return ChannelResult.Pending();
        });
        (await engine.Router.ContinueAsync(new(order.Id, "123456"))).Payment!.State.Should().Be(PaymentState.Paying);
        (await engine.Router.ContinueAsync(new(order.Id, "123456"))).Payment!.State.Should().Be(PaymentState.Succeeded);
        engine.A.ContinueRequests.Select(r => r.ContinuationKey).Distinct().Should().ContainSingle().Which.Should().StartWith(number + "-");
    });

    [Fact]
    public void A_continuation_under_way_is_not_taken_twice() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Continue.Then(async (r, token) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), engine.Clock, token);
            engine.A.Ledger.Capture(r.Original.AttemptNumber, r.Original.Amount);
            return ChannelResult.Succeeded("tx", r.Original.Amount);
        });
        var first = engine.Router.ContinueAsync(new(order.Id, "1"));
        (await engine.Router.ContinueAsync(new(order.Id, "1"))).Error!.Status.Should().Be(409);
        (await first).Payment!.State.Should().Be(PaymentState.Succeeded);
        engine.A.Count("continue").Should().Be(1);
    });

    [Fact]
    public void A_continuation_is_taken_only_while_payable() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync(payable: TimeSpan.FromMinutes(5));
        engine.Clock.Advance(TimeSpan.FromMinutes(6));
        (await engine.Router.ContinueAsync(new(order.Id, "1"))).Error!.Status.Should().Be(409);
        engine.A.Count("continue").Should().Be(0);
    });

    [Fact]
    public void An_approval_is_continued_by_recovery_alone() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Query.Then(new QueryResult { Status = AttemptStatus.Pending, ReadyToContinue = true });
        await engine.RecoverAsync(TimeSpan.FromMinutes(1));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
        engine.A.ContinueRequests.Should().ContainSingle().Which.Code.Should().BeNull();
    });

    [Fact]
    public void A_continuation_that_ends_in_doubt_is_found_out() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Continue.Then((r, _) =>
        {
            engine.A.Ledger.Capture(r.Original.AttemptNumber, r.Original.Amount);
            throw new IOException("reset");
        });
        (await engine.Router.ContinueAsync(new(order.Id, "1"))).Payment!.State.Should().Be(PaymentState.InDoubt);
        await engine.RecoverAsync(TimeSpan.FromMinutes(1));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
        engine.B.Calls.Should().BeEmpty();
    });
}
