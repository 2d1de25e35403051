using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.TestKit.Stores;
using static Router.Core.Tests.Payments.MergeCellsTests;

namespace Router.Core.Tests.Payments;

/// What an order is once its attempts are what they are, and why.
public class SettlementTests
{
    private static readonly DateTimeOffset s_now = OrderSamples.Start.AddMinutes(1);

    [Fact]
    public void An_order_that_somebody_holds_is_not_ended_because_he_may_have_another_candidate()
    {
        var refused = MergeTable.Apply(Order(AttemptState.Sending), Evidence(EvidenceKind.Declined, EvidenceSource.PayAnswer));
        refused.State.Should().Be(PaymentState.Paying);
        var free = MergeTable.Apply(Order(AttemptState.Sending) with { Lease = null }, Evidence(EvidenceKind.Declined, EvidenceSource.PayAnswer));
        (free.State, free.ReasonCode, free.ReasonText, free.FinishedAt).Should().Be((PaymentState.Failed, "refused.channel", "x", s_now));
    }

    [Fact]
    public void The_live_attempt_names_the_state()
    {
        After(AttemptState.Unknown).Should().Be(PaymentState.InDoubt);
        After(AttemptState.Pending).Should().Be(PaymentState.Paying);
        After(AttemptState.Sending).Should().Be(PaymentState.Paying);
        var doubt = Order(AttemptState.Unknown) with { State = PaymentState.InDoubt, ReasonCode = "kept" };
        Settlement.AfterEvidence(doubt, Evidence(EvidenceKind.Unknown, EvidenceSource.Query)).Should().BeSameAs(doubt);

        static PaymentState After(AttemptState state) =>
            Settlement.AfterEvidence(Order(state) with { State = PaymentState.InDoubt }, Evidence(EvidenceKind.Unknown, EvidenceSource.Query)).State;
    }

    [Theory]
    [InlineData(EvidenceKind.Declined, true)]
    [InlineData(EvidenceKind.NotSent, true)]
    [InlineData(EvidenceKind.Closed, true)]
    [InlineData(EvidenceKind.Reversed, true)]
    [InlineData(EvidenceKind.Pending, false)]
    [InlineData(EvidenceKind.Unknown, false)]
    [InlineData(EvidenceKind.NotFound, false)]
    [InlineData(EvidenceKind.NotClosed, false)]
    public void Only_what_says_that_nothing_was_taken_answers_the_doubt(EvidenceKind kind, bool answers)
    {
        var order = Order(AttemptState.Unknown).OpenCase("unresolved", "A1", "d", s_now) with { State = PaymentState.Suspense };
        var after = Settlement.AfterEvidence(order, Evidence(kind, EvidenceSource.Query));
        after.HasOpenCase.Should().Be(!answers);
        after.State.Should().Be(answers ? PaymentState.InDoubt : PaymentState.Suspense);
    }

    [Fact]
    public void A_case_of_another_kind_is_not_answered_by_a_refusal()
    {
        var order = Order(AttemptState.Declined).OpenCase("amount-mismatch", "A1", "d", s_now) with { Lease = null };
        var after = Settlement.AfterEvidence(order, Evidence(EvidenceKind.Declined, EvidenceSource.Query));
        (after.State, after.ReasonCode, after.ReasonText).Should().Be((PaymentState.Suspense, "amount-mismatch", "d"));
        Settlement.WithoutLiveAttempt(order, s_now).State.Should().Be(PaymentState.Suspense);
    }

    [Theory]
    [InlineData(AttemptState.Reversed, EndIntent.ClosedByCaller, PaymentState.Closed, "reversed")]
    [InlineData(AttemptState.Declined, EndIntent.ClosedByCaller, PaymentState.Closed, "closed.by-caller")]
    [InlineData(AttemptState.Closed, EndIntent.Expired, PaymentState.Closed, "expired")]
    [InlineData(AttemptState.Closed, EndIntent.Interrupted, PaymentState.Closed, "interrupted")]
    [InlineData(AttemptState.Closed, EndIntent.Decided, PaymentState.Closed, "decided")]
    [InlineData(AttemptState.Declined, EndIntent.None, PaymentState.Failed, "refused")]
    [InlineData(AttemptState.NotSent, EndIntent.None, PaymentState.Failed, "refused")]
    [InlineData(AttemptState.Closed, EndIntent.None, PaymentState.Closed, "interrupted")]
    [InlineData(AttemptState.Captured, EndIntent.None, PaymentState.Suspense, "unresolved")]
    public void What_the_last_attempt_was_and_who_ended_it_say_how_it_ends(AttemptState last, EndIntent end, PaymentState state, string code)
    {
        var after = Settlement.WithoutLiveAttempt(Order(last) with { End = end, Lease = null }, s_now);
        (after.State, after.ReasonCode).Should().Be((state, code));
        after.ReasonText.Should().NotBeNullOrEmpty("people read it");
        after.FinishedAt.Should().Be(state == PaymentState.Suspense ? null : s_now);
    }

    [Fact]
    public void A_close_that_followed_a_refusal_tells_the_refusal()
    {
        ChannelFault fault = new(FaultStage.Answered, FaultBlame.Payer, "51", "not enough money");
        var after = Ended(OrderSamples.Attempt("A1", state: AttemptState.Closed) with { Fault = fault, MustClose = true });
        (after.State, after.ReasonCode, after.ReasonText).Should().Be((PaymentState.Failed, "refused.payer", "not enough money"));
        Ended(OrderSamples.Attempt("A1", state: AttemptState.Closed) with { Fault = fault }).State.Should().Be(PaymentState.Closed, "an answer of which nobody knew what it meant refuses nothing");
    }

    [Fact]
    public void It_has_expired_from_the_last_payable_moment_on_and_before_it_was_interrupted()
    {
        var closed = OrderSamples.Attempt("A1", state: AttemptState.Closed) with { Action = null, PayableUntil = s_now };
        Ended(closed).ReasonCode.Should().Be("expired");
        Ended(closed with { PayableUntil = s_now.AddTicks(1) }).ReasonCode.Should().Be("interrupted");
        var order = Order(AttemptState.Closed) with { Attempts = [], Lease = null };
        Settlement.WithoutLiveAttempt(order with { ExpiresAt = s_now }, s_now).ReasonCode.Should().Be("expired");
        Settlement.WithoutLiveAttempt(order with { ExpiresAt = s_now.AddTicks(1) }, s_now).ReasonCode.Should().Be("interrupted");
    }

    [Fact]
    public void What_is_final_or_can_still_be_paid_is_not_ended()
    {
        var live = Order(AttemptState.Pending);
        Settlement.WithoutLiveAttempt(live, s_now).Should().BeSameAs(live);
        var final = Order(AttemptState.Closed) with { State = PaymentState.Failed };
        Settlement.WithoutLiveAttempt(final, s_now).Should().BeSameAs(final);
    }

    [Fact]
    public void An_order_in_suspense_keeps_its_reason_while_a_case_is_open()
    {
        var order = Order(AttemptState.Unknown).OpenCase("two-transactions", "A1", "d", s_now) with { State = PaymentState.Suspense, ReasonCode = "amount-mismatch" };
        Settlement.AfterEvidence(order, Evidence(EvidenceKind.Unknown, EvidenceSource.Query)).Should().BeSameAs(order);
    }

    [Fact]
    public void Several_attempts_are_judged_by_the_last()
    {
        var order = Order(AttemptState.Declined) with { Lease = null };
        var after = Settlement.WithoutLiveAttempt(order with { Attempts = [.. order.Attempts, OrderSamples.Attempt("A2", state: AttemptState.Reversed)] }, s_now);
        after.ReasonCode.Should().Be("reversed");
    }

    private static PaymentOrder Ended(Attempt last) => Settlement.WithoutLiveAttempt(Order(AttemptState.Closed) with { Attempts = [last], Lease = null }, s_now);
}
