using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Issues;

/// <summary>An answer speaks of the moment and of the call that it was given for, however late it is read and whatever has happened since.</summary>
public sealed class LateAnswerTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ChannelFault s_frequent = new(FaultStage.Answered, FaultBlame.Channel, "429", "too frequent");

    [Fact]
    public void A_paid_that_is_as_old_as_the_payment_is_looked_into_where_a_close_was_never_answered() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        engine.A.Close.Then(CloseResult.Unknown("timeout", "it has arrived and given the money back"));
        engine.A.Query.Then(QueryResult.Unknown("5xx", "5xx"));
        await engine.Router.SwitchAsync(new(order.Id, ["sim.qr"]));
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        engine.A.Ledger.End(number, AttemptStatus.Reversed);
        engine.Clock.Advance(TimeSpan.FromMinutes(3));
        await engine.NotifyAsync(Paid(number, order.Terms.Amount));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
        (await engine.RefundAsync(order.Id, 1000)).Error!.Message.Should().Contain("may still reverse it");
        await engine.RecoverAsync(TimeSpan.FromMinutes(5));
        (await engine.OrderAsync(order.Id)).Should().Match<PaymentOrder>(o => o.RefundedMinor == 1000 && o.Attempts[0].NextQueryAt == null && o.Cases.Count == 0);
    });

    [Fact]
    public void Not_found_counts_from_when_it_was_asked_and_not_from_when_it_is_read() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var counts = ConfirmedClose.NotFoundCountsFrom(order.LiveAttempt!, engine.Current.Catalog.FindMethod("a", "sim.qr"))!.Value;
        engine.Clock.AdvanceTo(counts.AddSeconds(-1));
        engine.A.Query.Always = (_, _) => Task.FromResult(new QueryResult { Status = AttemptStatus.NotFound });
        engine.Store.Exchanged = _ => engine.Clock.Advance(TimeSpan.FromSeconds(90));
        (await engine.Work.QueryAsync(order, order.LiveAttempt!.Number)).LiveAttempt!.State.Should().Be(AttemptState.Pending, "the copy it was read from may have lagged behind");
        engine.Store.Exchanged = null;
        (await engine.Work.QueryAsync(order, order.LiveAttempt.Number)).LiveAttempt.Should().BeNull();
    });

    [Fact]
    public void A_paid_that_was_asked_before_a_close_could_arrive_is_asked_again_and_nothing_is_given_back_before() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        engine.A.Close.Then(CloseResult.Unknown("timeout", "the request is still on its way"));
        engine.A.Query.Then(new QueryResult { Status = AttemptStatus.Closed });
        (await engine.Router.CloseAsync(order.Id)).Payment!.State.Should().Be(PaymentState.Closed);
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        engine.Store.Exchanged = exchange =>
        {
            engine.Store.Exchanged = null;
            engine.Clock.Advance(TimeSpan.FromSeconds(150));
            engine.A.Ledger.End(number, AttemptStatus.Reversed);
        };
        await engine.Work.QueryAsync(await engine.OrderAsync(order.Id), number);
        (await engine.OrderAsync(order.Id)).Attempts[0].Should().Match<Attempt>(a => a.IsOrphan && !a.OrphanConfirmed);
        await engine.RecoverAsync(TimeSpan.FromMinutes(10));
        engine.A.RefundRequests.Should().BeEmpty("the close has given it back");
    });

    [Fact]
    public void A_refund_that_was_not_found_before_it_was_sent_again_is_not_sent_a_third_time() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Unknown("timeout", "lost"));
        var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
        engine.Clock.Advance(TimeSpan.FromMinutes(30));
        engine.A.Refund.Then(RefundResult.Unknown("reset", "made, and the answer was lost"));
        engine.A.QueryRefund.Then(async (_, _) =>
        {
            engine.A.QueryRefund.Then(RefundResult.Of(RefundOutcome.NotFound));
            await engine.RefundWork.QueryAsync((await engine.Store.FindRefundAsync(refund.Id))!);
            await engine.RefundWork.AdvanceAsync((await engine.Store.FindRefundAsync(refund.Id))!);
            return RefundResult.Of(RefundOutcome.NotFound);
        });
        await engine.RefundWork.QueryAsync((await engine.Store.FindRefundAsync(refund.Id))!);
        engine.A.Count("refund").Should().Be(2);
        (await engine.Store.FindRefundAsync(refund.Id))!.Should().Match<RefundOrder>(r => r.State == RefundState.InDoubt && !r.MustResend, "what was asked before the second send says nothing of it");
    });

    [Theory]
    [InlineData(AttemptState.Unknown)]
    [InlineData(AttemptState.Pending)]
    public void A_refusal_of_the_first_send_that_comes_after_it_was_given_up_says_nothing_of_the_repeat_that_came_before_it(AttemptState state)
    {
        var order = OrderSamples.Payment(1) with { State = PaymentState.Paying, Attempts = [OrderSamples.Attempt("A1", state: state)] };
        var merged = MergeTable.Apply(order, Refused(EvidenceSource.PayAnswer));
        (merged.State, merged.Attempts[0].State, merged.Attempts[0].NextQueryAt).Should().Be((PaymentState.InDoubt, AttemptState.Unknown, s_now));
        var payers = Refused(EvidenceSource.PayAnswer) with { Fault = s_frequent with { Blame = FaultBlame.Payer } };
        MergeTable.Apply(order, payers).Attempts[0].State.Should().Be(AttemptState.Declined);
    }

    [Fact]
    public void The_answer_to_an_earlier_step_answers_nothing_of_the_step_that_is_under_way()
    {
        var (earlier, now) = (new Continuation("ka", s_now.AddMinutes(-1), true, "1"), new Continuation("kb", s_now.AddSeconds(5), true, "2", Repeats: true));
        var order = OrderSamples.Payment(1) with
        {
            State = PaymentState.Paying,
            Attempts = [OrderSamples.Attempt("A1", state: AttemptState.Pending) with { Continuation = now, MustClose = true }],
        };
        Evidence Of(EvidenceKind kind, Continuation step) => Refused(EvidenceSource.ContinueAnswer) with { Kind = kind, Step = step };
        foreach (var kind in new[] { EvidenceKind.Pending, EvidenceKind.Declined, EvidenceKind.Unknown, EvidenceKind.NotSent })
        {
            var attempt = MergeTable.Apply(order, Of(kind, earlier)).Attempts[0];
            (attempt.Continuation, attempt.MustClose, attempt.IsLive).Should().Be((now, true, true), $"of {kind}");
        }

        MergeTable.Apply(order, Of(EvidenceKind.Pending, earlier with { Key = now.Key })).Attempts[0].Continuation.Should().Be(now, "the same key was asked before");
        var answered = MergeTable.Apply(order, Of(EvidenceKind.Pending, now)).Attempts[0];
        (answered.Continuation, answered.MustClose).Should().Be((now with { IsSending = false, IsAnswered = true }, false));
        var captured = Of(EvidenceKind.Captured, earlier) with { Amount = order.Attempts[0].SentAmount, TransactionId = "tx" };
        MergeTable.Apply(order, captured).State.Should().Be(PaymentState.Succeeded, "money is money, whichever step took it");
    }

    [Fact]
    public void A_capture_that_is_being_given_back_and_is_reversed_besides_is_a_case()
    {
        var orphan = OrderSamples.Attempt("A1", state: AttemptState.Captured) with { Captured = new(1000, Currency.CNY), IsOrphan = true, OrphanConfirmed = true };
        var reversed = Refused(EvidenceSource.Query) with { Kind = EvidenceKind.Reversed, Amount = orphan.Captured, TransactionId = "tx", Fault = null };
        PaymentOrder Order(Attempt attempt) => OrderSamples.Payment(1) with { State = PaymentState.Closed, Attempts = [attempt] };
        MergeTable.Apply(Order(orphan), reversed).Cases.Should().BeEmpty();
        var beside = MergeTable.Apply(Order(orphan with { OrphanRefundId = "ref_1" }), reversed);
        beside.Cases.Should().ContainSingle(c => c.Kind == "reversed-beside-refunds" && c.ResolvedAt == null);
        MergeTable.Apply(beside, reversed).Cases.Should().ContainSingle();
    }

    [Fact]
    public void A_payment_that_our_refunds_have_given_back_whole_and_that_is_reversed_besides_is_a_case() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        await engine.RefundAsync(order.Id, 1000);
        var reversed = new NotificationEvent
        {
            AttemptNumber = order.WinningAttempt!,
            Attempt = new() { Status = AttemptStatus.Reversed, Captured = order.Terms.Amount, ChannelTransactionId = order.Attempts[0].ChannelTransactionId },
        };
        for (var times = 0; times < 2; times++) await engine.NotifyAsync(reversed);
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "reversed-beside-refunds");
    });

    [Fact]
    public void A_refund_of_a_stray_capture_answers_no_question_about_another_amount() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        (await engine.Router.CloseAsync(order.Id)).Payment!.State.Should().Be(PaymentState.Closed);
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Processing));
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Of(RefundOutcome.Processing));
        await engine.NotifyPaidAsync(number);
        await engine.RecoverAsync(TimeSpan.FromMinutes(10));
        engine.A.RefundRequests.Should().ContainSingle();
        foreach (var kind in new[] { "amount-mismatch", "reversed-beside-refunds", "orphan-not-refunded" })
            await engine.Writer.UpdateAsync(order.Id, current => current.OpenCase(kind, number, kind, engine.Now));
        await engine.NotifyAsync(new()
        {
            AttemptNumber = number,
            RefundNumber = engine.A.RefundRequests[0].RefundNumber,
            Refund = RefundResult.Succeeded("rf", order.Terms.Amount),
        });
        (await engine.OrderAsync(order.Id)).Cases.Where(c => c.ResolvedAt is null).Select(c => c.Kind).Should().Equal("amount-mismatch", "reversed-beside-refunds");
    });

    private static NotificationEvent Paid(string number, Money amount) =>
        new() { AttemptNumber = number, Attempt = new() { Status = AttemptStatus.Paid, Captured = amount, ChannelTransactionId = "tx-" + number } };

    private static Evidence Refused(EvidenceSource source) =>
        new() { AttemptNumber = "A1", Source = source, Kind = EvidenceKind.Declined, At = s_now, Fault = s_frequent };
}
