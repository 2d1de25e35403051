using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Issues;

/// What the simulation found in the engine, one test each, reduced.
public sealed class SimulationFindTests
{
    [Theory]
    [InlineData(AttemptStatus.Pending)]
    [InlineData(AttemptStatus.NotFound)]
    public void A_weak_notification_about_a_closed_attempt_is_not_acknowledged_on_a_stale_answer(AttemptStatus stale) => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        await engine.Router.CloseAsync(order.Id);
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        engine.A.Query.Then(new QueryResult { Status = stale });
        (await engine.NotifyPaidAsync(number)).Error.Should().NotBeNull("nothing else would ever tell of this capture");
        (await engine.NotifyPaidAsync(number)).Error.Should().BeNull();
        (await engine.OrderAsync(order.Id)).FindAttempt(number).Should().Match<Attempt>(a => a.IsOrphan && a.State == AttemptState.Captured);
    }, o => o.Manifest = o.Manifest with { WeakNotifications = true });

    [Fact]
    public void A_weak_notification_whose_attempt_is_closed_while_it_is_asked_about_is_not_acknowledged() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        engine.A.Query.Then(async (_, _) =>
        {
            await engine.Router.CloseAsync(order.Id, CancellationToken.None);
            return QueryResult.Unknown("timeout", "the answer was lost");
        });
        (await engine.NotifyPaidAsync(number)).Error.Should().NotBeNull("the attempt is settled now, and nobody would ask about it again");
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        (await engine.NotifyPaidAsync(number)).Error.Should().BeNull();
        (await engine.OrderAsync(order.Id)).FindAttempt(number).Should().Match<Attempt>(a => a.IsOrphan && a.State == AttemptState.Captured);
    }, o => o.Manifest = o.Manifest with { WeakNotifications = true });

    [Fact]
    public void A_weak_notification_that_comes_before_the_answer_of_a_close_is_not_acknowledged() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        engine.A.Query.Then(QueryResult.Unknown("timeout", "the answer was lost"));
        var acknowledged = true;
        engine.A.Close.Then(async (_, _) =>
        {
            acknowledged = (await engine.NotifyPaidAsync(number)).Error is null;
            return CloseResult.Of(CloseOutcome.Closed);
        });
        (await engine.Router.CloseAsync(order.Id)).Payment!.State.Should().Be(PaymentState.Closed);
        acknowledged.Should().BeFalse("the close ends the attempt a moment later, and nobody would ask about it again");
    }, o => o.Manifest = o.Manifest with { WeakNotifications = true });

    [Fact]
    public void A_close_that_arrives_after_its_time_and_reverses_the_payment_is_found_out() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        engine.A.Close.Then(CloseResult.Unknown("timeout", "the request is still on its way"));
        engine.A.Query.Then((_, _) =>
        {
            engine.A.Ledger.Capture(number, order.Terms.Amount);
            return Task.FromResult(engine.A.Status(number));
        });
        (await engine.Router.CloseAsync(order.Id)).Payment!.State.Should().Be(PaymentState.Succeeded);
        (await engine.RefundAsync(order.Id, 1000)).Error.Should().NotBeNull("the close may give the money back yet");
        engine.A.Ledger.End(number, AttemptStatus.Reversed);
        await engine.RecoverAsync(TimeSpan.FromMinutes(5));
        (await engine.OrderAsync(order.Id)).Should().Match<PaymentOrder>(o => o.State == PaymentState.Succeeded && o.RefundedMinor == 1000 && o.DueAt == null);
    });

    [Fact]
    public void A_query_that_comes_before_the_close_can_have_arrived_does_not_end_the_look_again() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        engine.A.Close.Then(CloseResult.Unknown("timeout", "the request is still on its way"));
        engine.A.Query.Then((_, _) =>
        {
            engine.A.Ledger.Capture(number, order.Terms.Amount);
            return Task.FromResult(engine.A.Status(number));
        });
        (await engine.Router.CloseAsync(order.Id)).Payment!.State.Should().Be(PaymentState.Succeeded);
        await engine.NotifyPaidAsync(number);
        (await engine.RefundAsync(order.Id, 1000)).Error.Should().NotBeNull("the close may give the money back yet");
        engine.A.Ledger.End(number, AttemptStatus.Reversed);
        await engine.RecoverAsync(TimeSpan.FromMinutes(5));
        (await engine.OrderAsync(order.Id)).Should().Match<PaymentOrder>(o => o.RefundedMinor == 1000 && o.DueAt == null);
    }, o => o.Manifest = o.Manifest with { WeakNotifications = true });

    [Fact]
    public void A_capture_that_no_order_can_use_is_not_given_back_while_a_close_may_still_reverse_it() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        engine.A.Close.Then(CloseResult.Unknown("timeout", "the request is still on its way"));
        engine.A.Query.Then(new QueryResult { Status = AttemptStatus.Closed });
        (await engine.Router.CloseAsync(order.Id)).Payment!.State.Should().Be(PaymentState.Closed);
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        await engine.NotifyPaidAsync(number);
        await engine.RecoverAsync(TimeSpan.FromMinutes(1));
        engine.A.RefundRequests.Should().BeEmpty();
        engine.A.Ledger.End(number, AttemptStatus.Reversed);
        await engine.RecoverAsync(TimeSpan.FromMinutes(5));
        engine.A.RefundRequests.Should().BeEmpty("the close has given it back");
        (await engine.OrderAsync(order.Id)).Should().Match<PaymentOrder>(o => o.Attempts[0].State == AttemptState.Reversed && o.DueAt == null && o.Cases.Count == 0);
    });

    [Fact]
    public void A_payment_whose_close_was_answered_can_be_refunded_at_once() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        (await engine.Router.CloseAsync(order.Id)).Payment!.State.Should().Be(PaymentState.Succeeded);
        (await engine.RefundAsync(order.Id, 1000)).Refund!.State.Should().Be(RefundState.Succeeded);
    });

    [Fact]
    public void A_close_that_was_stored_before_its_machine_stood_still_is_not_sent_afterwards() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.Store.After = async commit =>
        {
            if (commit.Payment?.Order.Attempts[0].CloseUnanswered != true) return;
            engine.Store.After = null;
            await Task.Delay(TimeSpan.FromSeconds(55), engine.Clock);
        };
        var attempt = (await engine.Router.CloseAsync(order.Id)).Payment!.LiveAttempt!;
        engine.A.Count("close").Should().Be(0, "another may have found it paid meanwhile, and a refund may have begun");
        attempt.Should().BeEquivalentTo(new { CloseAskedAt = (DateTimeOffset?)null, CloseUnanswered = false, CloseCount = 0 });
        await engine.RecoverAsync(TimeSpan.FromSeconds(20));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);
    });

    [Fact]
    public void The_answer_to_a_close_is_none_to_the_one_that_a_dead_machine_asked_for_before_it() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        await engine.Writer.UpdateAsync(
            order.Id, current => current.WithAttempt(current.FindAttempt(number)! with { CloseAskedAt = engine.Now, CloseUnanswered = true }));
        engine.A.Close.Then(CloseResult.Of(CloseOutcome.TooEarly));
        engine.A.Query.Then(new QueryResult { Status = AttemptStatus.Pending });
        var attempt = (await engine.Router.CloseAsync(order.Id)).Payment!.LiveAttempt!;
        (attempt.CloseUnanswered, attempt.CloseCount).Should().Be((true, 2), "the first may still arrive and reverse what is paid meanwhile");
    });

    [Theory]
    [InlineData("1234")]
    [InlineData("4321")]
    public void A_step_that_was_never_answered_may_still_arrive_whatever_a_repeat_of_it_was_answered(string third) => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Continue.Then(ChannelResult.Unknown(FaultStage.AfterSend, "timeout", "the request is still on its way"));
        engine.A.Continue.Then(ChannelResult.Pending(null));
        engine.A.Continue.Then(ChannelResult.Declined(FaultBlame.Us, "repeated", "too frequent"));
        engine.A.Query.Always = (_, _) => Task.FromResult(new QueryResult { Status = AttemptStatus.Pending });
        await engine.Router.ContinueAsync(new(order.Id, "1234"));
        await engine.RecoverAsync(TimeSpan.FromSeconds(5));
        await engine.Router.ContinueAsync(new(order.Id, "1234"));
        await engine.Router.ContinueAsync(new(order.Id, third));
        engine.A.ContinueRequests.Should().HaveCount(3);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.InDoubt, "the first may have taken the money meanwhile, which is why the last is refused");
        engine.B.PayRequests.Should().BeEmpty("another account would take it once more");
    });

    [Fact]
    public void That_a_refund_failed_is_told_until_a_query_proves_how_it_ended_for_an_older_message_may_say_otherwise() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Processing));
        var refund = (await engine.RefundAsync(order.Id, 1000)).Refund!;
        var (failed, silent) = (RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Request, "no", "no")), RefundResult.Unknown("timeout", "no answer"));
        NotificationEvent Told(RefundResult result) => new() { AttemptNumber = order.WinningAttempt!, RefundNumber = refund.RefundNumber, Refund = result };
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(silent);
        (await engine.NotifyAsync(Told(failed))).Error!.Status.Should().Be(503, "nobody else will say so again");
        (await engine.NotifyAsync(Told(RefundResult.Succeeded("rf", refund.SentAmount)))).Error.Should().BeNull("it is the older message, which came later");
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Succeeded);
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(failed);
        (await engine.NotifyAsync(Told(failed))).Error.Should().BeNull();
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "refund-contradiction");
    });

    [Fact]
    public void That_a_refund_failed_is_not_heard_while_its_send_is_under_way_and_is_told_again() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        var answers = new List<int?>();
        engine.A.Refund.Then(async (request, _) =>
        {
            var told = RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Request, "no", "no"));
            answers.Add((await engine.NotifyAsync(new() { AttemptNumber = order.WinningAttempt!, RefundNumber = request.RefundNumber, Refund = told })).Error?.Status);
            return RefundResult.Succeeded("rf", request.Amount);
        });
        (await engine.RefundAsync(order.Id, 1000)).Refund!.State.Should().Be(RefundState.Succeeded);
        answers.Should().Equal(503);
    });
}
