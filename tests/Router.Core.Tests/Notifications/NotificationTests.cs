using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Notifications;

/// Inbound: believed only when verified and equal, acknowledged only when stored.
public class NotificationTests
{
    [Fact]
    public void A_verified_and_equal_notification_succeeds_and_is_acknowledged_alike_each_time() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        for (var i = 0; i < 3; i++)
        {
            var answer = await engine.NotifyPaidAsync(order.LiveAttempt!.Number);
            answer.Reply!.StatusCode.Should().Be(200);
        }

        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.succeeded");
        engine.A.Count("query").Should().Be(0);
    });

    [Fact]
    public void What_is_not_believed_changes_nothing() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var commits = engine.Store.Commits;
        (await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body("forged"))).Reply!.StatusCode.Should().Be(400);
        engine.A.Notifications.Then(new NotificationResult { Verdict = NotificationVerdict.KeyUnavailable });
        (await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body("x"))).Reply!.StatusCode.Should().Be(500);
        engine.A.Notifications.Then((_, _) => throw new InvalidOperationException("bug"));
        (await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body("x"))).Error!.Status.Should().Be(503);
        engine.A.Notifications.Then((NotificationResult?)null);
        (await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body("x"))).Error!.Status.Should().Be(503);
        engine.A.Notifications.Then(new NotificationResult { Verdict = NotificationVerdict.Verified, Events = null! });
        (await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body("x"))).Error!.Status.Should().Be(503);
        (await engine.Intake.ReceiveAsync("sim", "nobody", TestEngine.Body("x"))).Error!.Status.Should().Be(404);
        (await engine.Intake.ReceiveAsync("other", "a", TestEngine.Body("x"))).Error!.Status.Should().Be(404);
        (await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body(new string('x', 300_000)))).Error!.Status.Should().Be(413);
        engine.Store.Commits.Should().Be(commits);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Paying);
    });

    [Fact]
    public void A_notification_for_another_account_merchant_or_attempt_changes_nothing() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        var commits = engine.Store.Commits;
        (await engine.NotifyPaidAsync(number, order.Terms.Amount, "b")).Error!.Code.Should().Be("280504");
        (await engine.NotifyPaidAsync("t-unknown", order.Terms.Amount)).Error!.Code.Should().Be("280503");
        var other = new NotificationEvent { AttemptNumber = number, MerchantId = "m-z", Attempt = engine.A.Status(number) };
        (await engine.NotifyAsync(other)).Error!.Code.Should().Be("280502");
        engine.Store.Commits.Should().Be(commits);
    });

    [Fact]
    public void A_wrong_amount_is_queried_and_is_a_case_never_a_success() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.NotifyPaidAsync(order.LiveAttempt!.Number, new Money(1, Currency.CNY));
        engine.A.Count("query").Should().Be(1);
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Suspense);
        order.Cases.Should().ContainSingle(c => c.Kind == "amount-mismatch" && c.ResolvedAt == null);
        await engine.NotifyPaidAsync(order.LiveAttempt!.Number, new Money(1000, Currency.USD));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        await engine.RecoverAsync(TimeSpan.FromMinutes(5));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded, "a query of our own says the right amount");
    });

    [Fact]
    public void A_success_that_lacks_its_proof_is_queried() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        await engine.NotifyAsync(new() { AttemptNumber = order.LiveAttempt.Number, Attempt = new() { Status = AttemptStatus.Paid } });
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
        engine.A.Count("query").Should().Be(1);
    });

    [Fact]
    public void A_closed_notification_only_triggers_a_query() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.NotifyAsync(new() { AttemptNumber = order.LiveAttempt!.Number, Attempt = new() { Status = AttemptStatus.Closed } });
        engine.A.Count("query").Should().Be(1);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Paying);
    });

    [Fact]
    public void A_weak_scheme_only_triggers_a_query() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.NotifyPaidAsync(order.LiveAttempt!.Number);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Paying);
        engine.A.Ledger.Capture(order.LiveAttempt.Number, order.Terms.Amount);
        await engine.NotifyPaidAsync(order.LiveAttempt.Number);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
        engine.A.Count("query").Should().Be(2);
    }, o => o.Manifest = o.Manifest with { WeakNotifications = true });

    [Fact]
    public void Nothing_is_acknowledged_that_could_not_be_stored() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.Store.Fails = _ => true;
        var refused = await engine.NotifyPaidAsync(order.LiveAttempt!.Number);
        refused.Reply!.StatusCode.Should().Be(500);
        engine.Store.Fails = null;
        (await engine.NotifyPaidAsync(order.LiveAttempt.Number)).Reply!.StatusCode.Should().Be(200);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_notification_that_overtakes_the_pay_answer_wins_once() => World.Run(async engine =>
    {
        foreach (var late in new[] { ChannelResult.Unsupported(), ChannelResult.Unknown(FaultStage.AfterSend, "x", "x"), ChannelResult.Declined(FaultBlame.Channel, "x", "x") })
        {
            engine.Restart();
            var no = late.Outcome.ToString();
            engine.A.Pay.Then(async (r, _) =>
            {
                engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
                await engine.NotifyPaidAsync(r.AttemptNumber);
                return late;
            });
            var order = (await engine.PayAsync(no)).Payment!;
            order.State.Should().Be(PaymentState.Succeeded);
            order.Attempts.Should().ContainSingle();
            order.Lease.Should().BeNull();
            (await engine.MessagesAsync(order.Id)).Should().Equal("payment.succeeded");
        }

        engine.B.Calls.Should().BeEmpty();
    });

    [Fact]
    public void A_refund_notification_must_be_about_the_refunds_own_attempt() => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Declined(FaultBlame.Channel, "busy", "busy"));
        var order = (await engine.PayAsync()).Payment!;
        engine.B.Refund.Then(RefundResult.Of(RefundOutcome.Processing));
        var refund = (await engine.RefundAsync(order.Id, 500)).Refund!;
        var told = new NotificationEvent
        {
            AttemptNumber = order.Attempts[0].Number,
            RefundNumber = refund.RefundNumber,
            Refund = RefundResult.Succeeded("rf", refund.Amount),
        };
        (await engine.NotifyAsync(told)).Error!.Code.Should().Be("280505");
        (await engine.NotifyAsync(told with { AttemptNumber = order.WinningAttempt! }, "b")).Error.Should().BeNull();
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Succeeded);
    });
}
