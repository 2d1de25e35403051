using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Recovery;

/// What is due is done, and what is done comes to an end.
public class RecoveryTests
{
    private static ChannelResult Lost => ChannelResult.Unknown(FaultStage.AfterSend, "reset", "reset");

    [Fact]
    public void Doubt_is_queried_by_schedule_then_closed() => World.Run(async engine =>
    {
        engine.A.Pay.Then(Lost);
        engine.A.Query.Always = (_, _) => Task.FromResult(QueryResult.Unknown("5xx", "5xx"));
        engine.A.Close.Then(CloseResult.Unknown("5xx", "5xx")).Then(CloseResult.Of(CloseOutcome.Closed));
        var order = (await engine.PayAsync()).Payment!;
        await engine.RecoverAsync(TimeSpan.FromMinutes(3));
        engine.A.Count("query").Should().BeInRange(5, 8);
        engine.A.Count("close").Should().Be(0);
        await engine.RecoverAsync(TimeSpan.FromHours(2));
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Closed);
        engine.B.Calls.Should().BeEmpty();
    });

    [Theory]
    [InlineData("sim.qr")]
    [InlineData("sim.noclose")]
    [InlineData("sim.forever")]
    [InlineData("sim.replay")]
    public void Doubt_that_nothing_ends_goes_to_suspense_once_and_stays_quiet(string method) => World.Run(async engine =>
    {
        engine.A.Pay.Always = (_, _) => Task.FromResult(Lost);
        engine.A.Query.Always = (_, _) => Task.FromResult(QueryResult.Unknown("5xx", "5xx"));
        engine.A.Close.Always = (_, _) => Task.FromResult(CloseResult.Unknown("5xx", "5xx"));
        var order = (await engine.PayAsync(method: method)).Payment!;
        var passes = await engine.RecoverAsync(TimeSpan.FromDays(2), 2000);
        passes.Should().BeLessThan(1000);
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Suspense);
        order.Cases.Should().ContainSingle(c => c.Kind == "unresolved" && c.ResolvedAt == null);
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.suspense");
        engine.B.Calls.Should().BeEmpty();
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        engine.A.Query.Always = null;
        engine.A.Pay.Always = (r, _) => Task.FromResult(ChannelResult.Succeeded("tx", r.Amount));
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded, "a query ends it");
    });

    [Fact]
    public void A_channel_that_says_pending_for_ever_is_one_case_not_a_message_a_query() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync(method: "sim.noclose");
        await engine.RecoverAsync(TimeSpan.FromDays(2), 2000);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.suspense");
    });

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    public void A_channel_that_asks_to_be_queried_in_the_past_is_not_queried_without_end(int minutes) => World.Run(async engine =>
    {
        engine.A.Query.Always = (q, _) => Task.FromResult(engine.A.Status(q.AttemptNumber) with { NextQueryAt = engine.Now.AddMinutes(minutes) });
        await engine.PendingAsync();
        await engine.RecoverAsync(TimeSpan.FromMinutes(10));
        engine.A.Count("query").Should().BeLessThan(20);
    });

    [Fact]
    public void Times_without_bounds_from_a_plugin_break_nothing() => World.Run(async engine =>
    {
        engine.A.Pay.Then((r, _) =>
        {
            engine.A.Ledger.Open(r.AttemptNumber, r.Amount);
            return Task.FromResult(ChannelResult.Pending(new(PayActionKind.QrCode, "qr", ExpiresAt: DateTimeOffset.MaxValue), DateTimeOffset.MaxValue)
                with
            { NextQueryAt = DateTimeOffset.MaxValue });
        });
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Paying);
        await engine.RecoverAsync(TimeSpan.FromHours(2));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);
    });

    [Fact]
    public void A_pause_without_bounds_from_a_plugin_breaks_nothing() => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Declined(FaultBlame.Channel, "429", "too often", TimeSpan.MaxValue));
        engine.B.Pay.Then(ChannelResult.Declined(FaultBlame.Channel, "429", "too often", TimeSpan.MinValue));
        (await engine.PayAsync()).Payment!.State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void Expiry_closes_at_the_channel_first() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.RecoverAsync(TimeSpan.FromMinutes(29));
        engine.A.Count("close").Should().Be(0);
        await engine.RecoverAsync(TimeSpan.FromMinutes(2));
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Closed);
        order.ReasonCode.Should().Be("expired");
        engine.A.Count("close").Should().Be(1);
    });

    [Fact]
    public void An_action_that_expires_before_its_payment_is_closed_then() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync(payable: TimeSpan.FromMinutes(5));
        await engine.RecoverAsync(TimeSpan.FromMinutes(6));
        order = await engine.OrderAsync(order.Id);
        engine.A.Count("close").Should().Be(1);
        order.State.Should().Be(PaymentState.Closed);
        order.ReasonCode.Should().Be("expired");
    });

    [Fact]
    public void Pending_without_an_action_is_queried_and_closed_early_only_where_the_manifest_says_so() => World.Run(async engine =>
    {
        var waits = await engine.PendingAsync("o1", action: false);
        var eager = await engine.PendingAsync("o2", "sim.eager", action: false);
        await engine.RecoverAsync(TimeSpan.FromMinutes(2));
        (await engine.OrderAsync(waits.Id)).State.Should().Be(PaymentState.Paying);
        (await engine.OrderAsync(eager.Id)).State.Should().Be(PaymentState.Closed);
    });

    [Fact]
    public void A_payment_that_the_channel_closed_by_itself_at_expiry_says_expired() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync(method: "sim.noclose");
        engine.Clock.Advance(TimeSpan.FromMinutes(30));
        engine.A.Ledger.End(order.LiveAttempt!.Number, AttemptStatus.Closed);
        await engine.RecoverAsync(TimeSpan.FromMinutes(1));
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Closed);
        order.ReasonCode.Should().Be("expired");
    });

    [Fact]
    public void A_process_that_dies_while_sending_is_recovered_only_after_deadline_and_lease() => World.Run(async engine =>
    {
        var never = new TaskCompletionSource<ChannelResult>();
        engine.A.Pay.Then((r, _) =>
        {
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
            return never.Task;
        });
        engine.Store.Before = _ => engine.A.Calls.Count > 0 && engine.Now < Noon.AddSeconds(10) ? new TaskCompletionSource().Task : Task.CompletedTask;
        _ = engine.PayAsync();
        var order = (await engine.Store.ListPaymentsAsync(new()))[0];
        order.LiveAttempt!.State.Should().Be(AttemptState.Sending);
        engine.Clock.Advance(TimeSpan.FromSeconds(12));
        engine.Restart();
        (await engine.Recovery.RunOnceAsync()).Should().Be(0, "the lease still runs");
        engine.A.Count("query").Should().Be(0);
        await engine.RecoverAsync(TimeSpan.FromSeconds(30));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
        engine.A.Count("pay").Should().Be(1);
    });

    [Fact]
    public void Not_found_after_a_crash_proves_nothing_before_deadline_and_grace() => World.Run(async engine =>
    {
        engine.A.Pay.Then(Lost);
        var order = (await engine.PayAsync()).Payment!;
        await engine.RecoverAsync(TimeSpan.FromMinutes(5));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.InDoubt);
        await engine.RecoverAsync(TimeSpan.FromHours(2));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);
    });

    [Fact]
    public void A_process_that_dies_before_sending_leaves_an_interrupted_payment() => World.Run(async engine =>
    {
        engine.Store.Before = c => c.Payment?.Order.Attempts.Count > 0 ? new TaskCompletionSource().Task : Task.CompletedTask;
        _ = engine.PayAsync();
        var order = (await engine.Store.ListPaymentsAsync(new()))[0];
        order.State.Should().Be(PaymentState.Created);
        engine.Store.Before = null;
        engine.Restart();
        await engine.RecoverAsync(TimeSpan.FromMinutes(1));
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Closed);
        order.ReasonCode.Should().Be("interrupted");
        (await engine.PayAsync(key: "again")).Payment!.State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_late_answer_of_a_call_that_was_given_up_still_counts() => World.Run(async engine =>
    {
        var gate = new TaskCompletionSource();
        engine.A.Pay.Then(async (r, _) =>
        {
            await gate.Task;
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
            return ChannelResult.Succeeded("tx", r.Amount);
        });
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.InDoubt);
        gate.SetResult();
        await engine.RecoverAsync(TimeSpan.FromMinutes(1));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_replayed_method_is_asked_by_sending_again_under_the_same_number_and_bytes() => World.Run(async engine =>
    {
        engine.A.Pay.Then(Lost);
        var order = (await engine.PayAsync(method: "sim.replay")).Payment!;
        order.State.Should().Be(PaymentState.Succeeded);
        engine.A.Count("query").Should().Be(0);
        engine.A.PayRequests[1].Should().BeEquivalentTo(engine.A.PayRequests[0]);
    });

    [Fact]
    public void An_account_that_is_not_configured_any_more_becomes_a_case_not_a_loop() => World.Run(async engine =>
    {
        engine.A.Pay.Then(Lost);
        var order = (await engine.PayAsync()).Payment!;
        engine.Configure(a => a.Id == "a" ? null : a);
        await engine.RecoverAsync(TimeSpan.FromDays(1), 3000);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);
    });

    private static DateTimeOffset Noon => new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
}
