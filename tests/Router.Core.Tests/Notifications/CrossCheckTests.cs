using Router.Abstractions;
using Router.Core.Notifications;
using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Notifications;

/// What a notification may do, and when it has to be repeated because nobody else would ask.
public class CrossCheckTests
{
    private static readonly ChannelFault s_fault = new(FaultStage.Answered, FaultBlame.Channel, "no", "no");

    [Fact]
    public void A_body_of_the_greatest_size_is_read_and_not_one_byte_more() => World.Run(async engine =>
    {
        InboundNotification Body(int bytes) => new(new byte[bytes], new Dictionary<string, string>(), "");
        engine.A.Notifications.Always = (_, _) => Task.FromResult<NotificationResult>(new() { Verdict = NotificationVerdict.Verified, Events = [] });
        (await engine.Intake.ReceiveAsync("sim", "a", Body(NotificationIntake.MaxBodyBytes))).Error.Should().BeNull();
        (await engine.Intake.ReceiveAsync("sim", "a", Body(NotificationIntake.MaxBodyBytes + 1))).Error!.Code.Should().Be("280004");
    });

    [Fact]
    public void A_message_of_too_many_events_is_taken_in_no_part_and_not_acknowledged() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        var paid = new NotificationEvent { AttemptNumber = order.LiveAttempt.Number, Attempt = engine.A.Status(order.LiveAttempt.Number) };
        NotificationResult Told(int events) => new() { Verdict = NotificationVerdict.Verified, Events = [.. Enumerable.Repeat(paid, events)] };
        engine.A.Notifications.Then(Told(1001)).Then(Told(1000));
        var refused = await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body("signed"));
        (refused.Error!.Status, refused.Reply).Should().Be((503, null), "nothing is acknowledged silently");
        refused.Error.Message.Should().Contain("more than a thousand events");
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Paying);
        (await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body("signed"))).Error.Should().BeNull();
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void Each_refusal_says_what_it_is() => World.Run(async engine =>
    {
        engine.A.Notifications.Then(new NotificationResult { Verdict = NotificationVerdict.Rejected, Reason = "bad signature" });
        var rejected = (await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body("x"))).Error!;
        (rejected.Code, rejected.Status).Should().Be(("280501", 400));
        rejected.Message.Should().Contain("bad signature");
        engine.A.Notifications.Then(new NotificationResult { Verdict = NotificationVerdict.KeyUnavailable });
        (await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body("x"))).Error!.Status.Should().Be(503);
        engine.A.Notifications.Then((_, _) => throw new InvalidOperationException("bug"));
        (await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body("x"))).Error!.Message.Should().NotContain("answered null");
        engine.A.Notifications.Then((NotificationResult?)null);
        (await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body("x"))).Error!.Message.Should().Contain("answered null");
    });

    [Fact]
    public void The_accounts_own_merchant_id_is_taken_and_a_store_that_fails_is_told() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var told = new NotificationEvent { AttemptNumber = order.LiveAttempt!.Number, MerchantId = "m-a", Attempt = new() { Status = AttemptStatus.Pending } };
        (await engine.NotifyAsync(told)).Error.Should().BeNull();
        engine.Store.Fails = _ => true;
        (await engine.NotifyPaidAsync(order.LiveAttempt.Number)).Error!.Status.Should().Be(503);
    });

    [Fact]
    public void Each_event_of_a_message_counts_and_the_first_that_is_refused_refuses_it() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        var paid = new NotificationEvent { AttemptNumber = order.LiveAttempt.Number, Attempt = engine.A.Status(order.LiveAttempt.Number) };
        engine.A.Notifications.Then(new NotificationResult { Verdict = NotificationVerdict.Verified, Events = [paid, paid with { AttemptNumber = "t-unknown" }] });
        var answer = await engine.Intake.ReceiveAsync("sim", "a", TestEngine.Body("signed"));
        answer.Error!.Code.Should().Be("280503");
        answer.Reply!.StatusCode.Should().NotBe(200, "the channel has to repeat it");
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded, "the first was true");
    });

    [Theory]
    [InlineData(AttemptStatus.Declined)]
    [InlineData(AttemptStatus.Reversed)]
    [InlineData(AttemptStatus.Pending)]
    public void A_word_that_proves_itself_needs_no_query(AttemptStatus status) => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.NotifyAsync(new()
        {
            AttemptNumber = order.LiveAttempt!.Number,
            Attempt = new() { Status = status, Fault = s_fault, Captured = status == AttemptStatus.Declined ? null : order.Terms.Amount, ChannelTransactionId = "tx" },
        });
        engine.A.Count("query").Should().Be(0);
        (await engine.OrderAsync(order.Id)).Attempts[0].State.ToString().Should().Be(status.ToString());
    });

    [Theory]
    [InlineData(AttemptStatus.Closed)]
    [InlineData(AttemptStatus.NotFound)]
    [InlineData(AttemptStatus.Unknown)]
    [InlineData(AttemptStatus.Unsupported)]
    public void A_word_that_ends_nothing_asks_about_what_is_live_and_about_nothing_else(AttemptStatus status) => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var told = new NotificationEvent { AttemptNumber = order.LiveAttempt!.Number, Attempt = new() { Status = status } };
        (await engine.NotifyAsync(told)).Error.Should().BeNull();
        engine.A.Count("query").Should().Be(1);
        engine.A.Ledger.Capture(order.LiveAttempt.Number, order.Terms.Amount);
        await engine.NotifyPaidAsync(order.LiveAttempt.Number);
        (await engine.NotifyAsync(told)).Error.Should().BeNull();
        engine.A.Count("query").Should().Be(1);
    });

    [Theory]
    [InlineData(AttemptStatus.Closed, false)]
    [InlineData(AttemptStatus.Paid, false)]
    [InlineData(AttemptStatus.Paid, true)]
    public void While_the_pay_call_is_under_way_nothing_is_asked(AttemptStatus status, bool weak) => World.Run(async engine =>
    {
        engine.A.Pay.Then(async (r, _) =>
        {
            var answer = await engine.NotifyAsync(new() { AttemptNumber = r.AttemptNumber, Attempt = new() { Status = status } });
            answer.Error.Should().BeNull();
            engine.A.Count("query").Should().Be(0, "its answer is still to come");
            return engine.Pending(engine.A, r);
        });
        (await engine.PayAsync()).Payment!.State.Should().Be(PaymentState.Paying);
    }, o => o.Manifest = o.Manifest with { WeakNotifications = weak });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void About_a_settled_attempt_the_channel_repeats_until_a_query_has_told(bool weak) => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Declined(FaultBlame.Payer, "51", "no money"));
        var order = (await engine.PayAsync()).Payment!;
        var number = order.Attempts[0].Number;
        var told = new NotificationEvent { AttemptNumber = number, Attempt = new() { Status = AttemptStatus.Paid } };
        engine.A.Query.Then(QueryResult.Unknown("5xx", "5xx")).Then(new QueryResult { Status = AttemptStatus.Pending }).Then(new QueryResult { Status = AttemptStatus.NotFound });
        for (var i = 0; i < 3; i++) (await engine.NotifyAsync(told)).Error!.Status.Should().Be(503);
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        (await engine.NotifyAsync(told)).Error.Should().BeNull();
        (await engine.OrderAsync(order.Id)).Attempts[0].IsOrphan.Should().BeTrue();
    }, o => o.Manifest = o.Manifest with { WeakNotifications = weak });

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void A_refund_is_believed_when_it_succeeded_in_its_amount_and_by_a_strong_scheme(bool weak, int queries) => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Processing));
        var refund = (await engine.RefundAsync(order.Id, 500)).Refund!;
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Of(RefundOutcome.Processing));
        NotificationEvent Told(RefundResult result) => new() { AttemptNumber = order.WinningAttempt!, RefundNumber = refund.RefundNumber, Refund = result };
        (await engine.NotifyAsync(Told(RefundResult.Succeeded("rf", refund.Amount)))).Error.Should().BeNull();
        engine.A.Count("refund-query").Should().Be(queries);
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(weak ? RefundState.Processing : RefundState.Succeeded);
    }, o => o.Manifest = o.Manifest with { WeakNotifications = weak });

    [Fact]
    public void Any_other_word_about_a_refund_is_asked_about_while_it_is_open() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Processing));
        var refund = (await engine.RefundAsync(order.Id, 500)).Refund!;
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Of(RefundOutcome.Processing));
        NotificationEvent Told(RefundResult? result) => new() { AttemptNumber = order.WinningAttempt!, RefundNumber = refund.RefundNumber, Refund = result };
        (await engine.NotifyAsync(Told(null))).Error.Should().BeNull();
        engine.A.Count("refund-query").Should().Be(0, "it said nothing");
        await engine.NotifyAsync(Told(RefundResult.Of(RefundOutcome.Failed, s_fault)));
        await engine.NotifyAsync(Told(RefundResult.Succeeded("rf", new Money(499, Currency.CNY))));
        engine.A.Count("refund-query").Should().Be(2);
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Processing);
        await engine.NotifyAsync(Told(RefundResult.Succeeded("rf", refund.Amount)));
        await engine.NotifyAsync(Told(RefundResult.Of(RefundOutcome.Processing)));
        engine.A.Count("refund-query").Should().Be(2, "a final refund is not asked about while nothing contradicts it");
        (await engine.NotifyAsync(Told(null) with { RefundNumber = "r-unknown" })).Error!.Code.Should().Be("280505");
    });

    [Theory]
    [InlineData(false, "Failed")]
    [InlineData(true, "Failed")]
    [InlineData(false, "Closed")]
    [InlineData(true, "499")]
    public void What_contradicts_a_refund_that_was_made_is_repeated_until_a_query_has_told(bool weak, string word) => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        var refund = (await engine.RefundAsync(order.Id, 500)).Refund!;
        refund.State.Should().Be(RefundState.Succeeded);
        var said = word == "499" ? RefundResult.Succeeded("rf", new Money(499, Currency.CNY)) : RefundResult.Of(Enum.Parse<RefundOutcome>(word), s_fault);
        var told = new NotificationEvent { AttemptNumber = order.WinningAttempt!, RefundNumber = refund.RefundNumber, Refund = said };
        await RepeatedUntilToldAsync(engine, order, told, said);
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Succeeded, "a final refund never changes");
    }, o => o.Manifest = o.Manifest with { WeakNotifications = weak });

    [Fact]
    public void A_weak_word_that_a_failed_refund_was_made_is_repeated_until_a_query_has_told() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Failed, s_fault));
        var refund = (await engine.RefundAsync(order.Id, 500)).Refund!;
        var made = RefundResult.Succeeded("rf", refund.SentAmount);
        await RepeatedUntilToldAsync(engine, order, new() { AttemptNumber = order.WinningAttempt!, RefundNumber = refund.RefundNumber, Refund = made }, made);
    }, o => o.Manifest = o.Manifest with { WeakNotifications = true });

    [Fact]
    public void A_word_that_a_refund_failed_is_told_again_where_a_query_refutes_it_for_the_query_may_lag_behind() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        var refund = (await engine.RefundAsync(order.Id, 500)).Refund!;
        var told = new NotificationEvent { AttemptNumber = order.WinningAttempt!, RefundNumber = refund.RefundNumber, Refund = RefundResult.Of(RefundOutcome.Failed, s_fault) };
        (await engine.NotifyAsync(told)).Error!.Status.Should().Be(503, "the channel's copy still shows it as made");
        (await engine.OrderAsync(order.Id)).Cases.Should().BeEmpty();
    }, o => o.Manifest = o.Manifest with { WeakNotifications = true });

    [Fact]
    public void A_weak_word_that_a_payment_went_back_is_told_again_until_a_query_has_it_too() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        var number = order.WinningAttempt!;
        var told = new NotificationEvent { AttemptNumber = number, Attempt = new() { Status = AttemptStatus.Reversed, Captured = order.Terms.Amount, ChannelTransactionId = "tx" } };
        (await engine.NotifyAsync(told)).Error!.Status.Should().Be(503, "the copy that the query was answered from still has it as paid");
        (await engine.OrderAsync(order.Id)).RefundedMinor.Should().Be(0);
        engine.A.Ledger.End(number, AttemptStatus.Reversed);
        (await engine.NotifyAsync(told)).Error.Should().BeNull();
        (await engine.OrderAsync(order.Id)).RefundedMinor.Should().Be(1000);
    }, o => o.Manifest = o.Manifest with { WeakNotifications = true });

    private static async Task RepeatedUntilToldAsync(TestEngine engine, PaymentOrder order, NotificationEvent told, RefundResult proof)
    {
        engine.A.QueryRefund.Then(RefundResult.Unknown("5xx", "5xx")).Then(RefundResult.Of(RefundOutcome.Processing)).Then(RefundResult.Of(RefundOutcome.NotFound));
        for (var i = 0; i < 3; i++) (await engine.NotifyAsync(told)).Error!.Status.Should().Be(503);
        (await engine.OrderAsync(order.Id)).Cases.Should().BeEmpty("nothing is proved");
        engine.A.QueryRefund.Then(proof);
        (await engine.NotifyAsync(told)).Error.Should().BeNull();
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "refund-contradiction" && c.ResolvedAt == null);
        engine.A.Count("refund-query").Should().Be(4);
    }
}
