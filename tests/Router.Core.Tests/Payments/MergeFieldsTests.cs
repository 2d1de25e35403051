using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.TestKit.Stores;
using static Router.Core.Tests.Payments.MergeCellsTests;

namespace Router.Core.Tests.Payments;

/// What else evidence leaves on an attempt beside its state: times, flags, the second step.
public class MergeFieldsTests
{
    private static readonly DateTimeOffset s_now = OrderSamples.Start.AddMinutes(1);
    private static readonly ChannelState s_state = new(2, "{\"new\":1}");
    private static readonly ChannelFault s_old = new(FaultStage.Answered, FaultBlame.Channel, "old", "old");

    [Theory]
    [InlineData(0.9, null)]
    [InlineData(1.0, 1.0)]
    [InlineData(500.0, 500.0)]
    [InlineData(6 * 3600.0, 6 * 3600.0)]
    [InlineData((6 * 3600.0) + 1, 6 * 3600.0)]
    public void A_channel_says_when_to_be_asked_within_reason(double asked, double? at)
    {
        var after = Attempt(AttemptState.Sending, Evidence(EvidenceKind.Pending, EvidenceSource.PayAnswer) with { NextQueryAt = s_now.AddSeconds(asked) });
        after.NextQueryAt.Should().Be(at is { } seconds ? s_now.AddSeconds(seconds) : null);
    }

    [Fact]
    public void Pending_keeps_what_it_is_not_told_anew_and_the_later_end()
    {
        var before = OrderSamples.Attempt("A1", state: AttemptState.Pending) with { PayableUntil = s_now.AddMinutes(5), ChannelTransactionId = "tx0", Fault = s_old };
        var told = Evidence(EvidenceKind.Pending, EvidenceSource.Query) with { Fault = null };
        var same = Apply(before, told);
        (same.Action, same.PayableUntil, same.ChannelTransactionId, same.ChannelState, same.Fault).Should().Be((before.Action, before.PayableUntil, "tx0", before.ChannelState, null));
        var action = new PayAction(PayActionKind.QrCode, "another");
        var other = Apply(before, told with { Action = action, PayableUntil = s_now.AddMinutes(6), TransactionId = "tx1", State = s_state });
        (other.Action, other.PayableUntil, other.ChannelTransactionId, other.ChannelState).Should().Be((action, s_now.AddMinutes(6), "tx1", s_state));
        Apply(before, told with { PayableUntil = s_now.AddMinutes(4) }).PayableUntil.Should().Be(before.PayableUntil, "the buyer may hold the older one");
        Apply(before with { PayableUntil = null }, told with { PayableUntil = s_now.AddMinutes(4) }).PayableUntil.Should().Be(s_now.AddMinutes(4));
    }

    [Fact]
    public void Refused_but_payable_stays_so_until_the_second_step_is_answered()
    {
        var refused = OrderSamples.Attempt("A1", state: AttemptState.Pending) with { MustClose = true };
        Apply(refused, Evidence(EvidenceKind.Pending, EvidenceSource.Query)).MustClose.Should().BeTrue();
        Apply(refused, Evidence(EvidenceKind.Pending, EvidenceSource.ContinueAnswer)).MustClose.Should().BeFalse();
        Apply(refused with { MustClose = false }, Evidence(EvidenceKind.Pending, EvidenceSource.Query)).MustClose.Should().BeFalse();
        Apply(refused with { MustClose = false }, Evidence(EvidenceKind.Pending, EvidenceSource.Query) with { MustClose = true }).MustClose.Should().BeTrue();
        foreach (var kind in new[] { EvidenceKind.Declined, EvidenceKind.Closed, EvidenceKind.Captured })
            Apply(refused with { ReadyToContinue = true, NextCloseAt = s_now }, Evidence(kind, EvidenceSource.Query)).Should()
                .Match<Attempt>(a => a.MustClose == (kind == EvidenceKind.Closed) && !a.ReadyToContinue && a.NextCloseAt == null && a.NextQueryAt == null);
    }

    [Fact]
    public void Approved_means_continue_unless_the_second_steps_own_answer_says_it()
    {
        var told = Evidence(EvidenceKind.Pending, EvidenceSource.Query) with { ReadyToContinue = true };
        Attempt(AttemptState.Pending, told).ReadyToContinue.Should().BeTrue();
        Attempt(AttemptState.Pending, told with { Source = EvidenceSource.ContinueAnswer }).ReadyToContinue.Should().BeFalse();
        var ready = OrderSamples.Attempt("A1", state: AttemptState.Pending) with { ReadyToContinue = true };
        Apply(ready, Evidence(EvidenceKind.Unknown, EvidenceSource.ContinueAnswer)).ReadyToContinue.Should().BeFalse();
    }

    [Fact]
    public void Only_an_answer_that_proves_something_answers_the_second_step()
    {
        (bool IsSending, bool IsAnswered) After(EvidenceKind kind, EvidenceSource source, FaultBlame blame = FaultBlame.Channel, bool repeats = false)
        {
            var before = OrderSamples.Attempt("A1", state: AttemptState.Pending) with { Continuation = new("k", s_now, true, null, false, repeats) };
            var step = Apply(before, Evidence(kind, source) with { Fault = new(FaultStage.Answered, blame, "x", "x") }).Continuation!;
            return (step.IsSending, step.IsAnswered);
        }

        After(EvidenceKind.Pending, EvidenceSource.ContinueAnswer).Should().Be((false, true));
        After(EvidenceKind.Declined, EvidenceSource.ContinueAnswer).Should().Be((false, true));
        After(EvidenceKind.Captured, EvidenceSource.ContinueAnswer).Should().Be((false, true));
        After(EvidenceKind.Unknown, EvidenceSource.ContinueAnswer).Should().Be((false, false));
        After(EvidenceKind.NotSent, EvidenceSource.ContinueAnswer).Should().Be((false, false));
        After(EvidenceKind.Unknown, EvidenceSource.Abandoned).Should().Be((false, false));
        After(EvidenceKind.Declined, EvidenceSource.ContinueAnswer, FaultBlame.Channel, repeats: true).Should().Be((false, false), "too frequent says nothing of the first ask");
        After(EvidenceKind.Declined, EvidenceSource.ContinueAnswer, FaultBlame.Payer, repeats: true).Should().Be((false, true));
        After(EvidenceKind.Pending, EvidenceSource.Query).Should().Be((true, false), "a query is no answer to the step");
    }

    [Fact]
    public void A_refusal_of_a_repeat_is_doubt_unless_the_payer_is_to_blame()
    {
        var before = OrderSamples.Attempt("A1", state: AttemptState.Pending) with { Continuation = new("k", s_now, true, null, false, true) };
        var refused = Evidence(EvidenceKind.Declined, EvidenceSource.ContinueAnswer);
        Apply(before, refused).State.Should().Be(AttemptState.Unknown);
        Apply(before, refused with { Fault = s_old with { Blame = FaultBlame.Payer } }).State.Should().Be(AttemptState.Declined);
        Apply(before, refused with { Source = EvidenceSource.Query }).State.Should().Be(AttemptState.Declined);
        Apply(before with { Continuation = new("k", s_now, true, null) }, refused).State.Should().Be(AttemptState.Declined);
        Apply(before with { Continuation = null }, refused).State.Should().Be(AttemptState.Declined);
    }

    [Fact]
    public void Doubt_is_looked_into_at_once_and_a_doubtful_query_moves_nothing_but_the_state_of_the_channel()
    {
        var before = OrderSamples.Attempt("A1", state: AttemptState.Pending) with { Fault = s_old, NextQueryAt = s_now.AddHours(1) };
        var told = Evidence(EvidenceKind.Unknown, EvidenceSource.PayAnswer) with { State = s_state };
        var doubt = Apply(before, told);
        (doubt.State, doubt.NextQueryAt, doubt.ChannelState, doubt.Fault).Should().Be((AttemptState.Unknown, s_now, s_state, told.Fault));
        Apply(before, told with { Fault = null, State = null }).Should().Match<Attempt>(a => a.Fault == s_old && a.ChannelState == before.ChannelState);
        foreach (var source in new[] { EvidenceSource.Query, EvidenceSource.Notification })
            Apply(before, told with { Source = source }).Should().Be(before with { ChannelState = s_state });
        Apply(before, told with { Kind = EvidenceKind.NotFound, Source = EvidenceSource.Query }).Should().Be(before with { ChannelState = s_state });
        Apply(before, told with { Kind = EvidenceKind.NotFound, Source = EvidenceSource.Query, State = null }).Should().Be(before);
    }

    [Fact]
    public void A_close_that_did_not_confirm_is_counted_and_followed_by_a_query()
    {
        var before = OrderSamples.Attempt("A1", state: AttemptState.Pending) with { CloseUnanswered = true, CloseAskedAt = s_now.AddMinutes(-1) };
        var told = Evidence(EvidenceKind.NotClosed, EvidenceSource.CloseAnswer) with { RetryAt = s_now.AddSeconds(5), IsAnswered = true, State = s_state };
        var after = Apply(before, told);
        (after.CloseAskedAt, after.CloseCount, after.NextCloseAt, after.NextQueryAt, after.ChannelState).Should().Be((s_now, 1, s_now.AddSeconds(5), s_now, s_state));
        after.CloseUnanswered.Should().BeFalse();
        Apply(before, told with { IsAnswered = false }).CloseUnanswered.Should().BeTrue();
        Apply(before with { CloseCount = 1 }, told).CloseUnanswered.Should().BeTrue("an earlier one may still be on its way");
        Apply(before with { CloseUnanswered = false }, told with { IsAnswered = false }).CloseUnanswered.Should().BeFalse("none was sent");
        Apply(before, told with { RetryAt = null }).NextCloseAt.Should().Be(DateTimeOffset.MaxValue, "a channel without a close is not asked again");
        Apply(before, told with { State = null }).ChannelState.Should().Be(before.ChannelState);
    }

    [Fact]
    public void A_capture_while_a_close_is_on_its_way_is_asked_about_once_that_must_have_arrived()
    {
        DateTimeOffset? Asked(double secondsAgo, bool unanswered)
        {
            var before = OrderSamples.Attempt("A1", state: AttemptState.Pending) with { CloseUnanswered = unanswered, CloseAskedAt = s_now.AddSeconds(-secondsAgo), QueryCount = 7 };
            var after = Apply(before, Evidence(EvidenceKind.Captured, EvidenceSource.Query));
            after.State.Should().Be(AttemptState.Captured);
            after.QueryCount.Should().Be(after.NextQueryAt is null ? 7 : 0);
            return after.NextQueryAt;
        }

        Asked(0, unanswered: true).Should().Be(s_now.AddMinutes(2));
        Asked(119, unanswered: true).Should().Be(s_now.AddSeconds(1));
        Asked(120, unanswered: true).Should().BeNull();
        Asked(0, unanswered: false).Should().BeNull();
    }

    [Fact]
    public void A_capture_keeps_what_proves_it()
    {
        var told = Evidence(EvidenceKind.Captured, EvidenceSource.Query) with { PaidAt = s_now.AddSeconds(-9), State = s_state };
        var paid = Attempt(AttemptState.Pending, told);
        (paid.Captured, paid.ChannelTransactionId, paid.PaidAt, paid.ChannelState, paid.IsOrphan).Should().Be((told.Amount, "tx", s_now.AddSeconds(-9), s_state, false));
        Attempt(AttemptState.Pending, told with { PaidAt = null, State = null }).PaidAt.Should().Be(s_now);
        FluentActions.Invoking(() => MergeTable.Apply(Order(AttemptState.Pending), told with { Amount = null })).Should().Throw<ArgumentException>().WithMessage("*has an amount*");
    }

    [Fact]
    public void A_reverse_of_another_attempt_keeps_what_was_taken_and_is_no_orphan()
    {
        var taken = OrderSamples.Attempt("A1", state: AttemptState.Captured) with { Captured = new Money(1000, Currency.CNY), ChannelTransactionId = "tx", IsOrphan = true };
        var order = Order(AttemptState.Captured) with { Attempts = [taken] };
        order = order.OpenCase("orphan-not-confirmed", "A1", "x", s_now);
        var after = MergeTable.Apply(order, Evidence(EvidenceKind.Reversed, EvidenceSource.Query) with { Amount = null, TransactionId = null });
        (after.Attempts[0].State, after.Attempts[0].Captured, after.Attempts[0].ChannelTransactionId, after.Attempts[0].IsOrphan)
            .Should().Be((AttemptState.Reversed, taken.Captured, "tx", false));
        after.Cases.Should().OnlyContain(c => c.ResolvedAt != null);
        MergeTable.Apply(after, Evidence(EvidenceKind.Reversed, EvidenceSource.Query)).Attempts[0].Should().BeSameAs(after.Attempts[0]);
    }

    [Fact]
    public void A_reverse_of_a_winner_that_has_gone_back_whole_tells_nothing_new()
    {
        var paid = MergeTable.Apply(Order(AttemptState.Sending), Evidence(EvidenceKind.Captured, EvidenceSource.PayAnswer));
        var back = paid with { RefundedMinor = 1000, RefundHeldMinor = 1000 };
        MergeTable.Apply(back, Evidence(EvidenceKind.Reversed, EvidenceSource.Query)).Should().BeSameAs(back);
        var asked = back with { Attempts = [back.Attempts[0] with { NextQueryAt = s_now }] };
        MergeTable.Apply(asked, Evidence(EvidenceKind.Reversed, EvidenceSource.Query)).Attempts[0].NextQueryAt.Should().BeNull("it has been answered");
        var part = MergeTable.Apply(paid with { RefundedMinor = 400, RefundHeldMinor = 400 }, Evidence(EvidenceKind.Reversed, EvidenceSource.Query));
        (part.RefundedMinor, part.RefundHeldMinor, part.HasOpenCase).Should().Be((1000, 1000, true));
    }

    [Fact]
    public void What_settles_an_attempt_keeps_the_fault_and_the_channels_state_unless_told_anew()
    {
        var before = OrderSamples.Attempt("A1", state: AttemptState.Unknown) with { Fault = s_old };
        var told = Evidence(EvidenceKind.Closed, EvidenceSource.Query);
        var anew = Apply(before, told with { State = s_state });
        (anew.Fault, anew.ChannelState).Should().Be((told.Fault, s_state));
        var kept = Apply(before, told with { Fault = null });
        (kept.Fault, kept.ChannelState).Should().Be((s_old, before.ChannelState));
    }

    [Fact]
    public void A_repeat_that_did_not_leave_leaves_its_fault_and_nothing_else()
    {
        var before = OrderSamples.Attempt("A1", state: AttemptState.Pending) with { Fault = s_old };
        var told = Evidence(EvidenceKind.NotSent, EvidenceSource.ContinueAnswer);
        Apply(before, told).Should().Be(before with { Fault = told.Fault });
        Apply(before, told with { Fault = null }).Should().Be(before);
    }

    [Fact]
    public void A_reverse_brings_its_own_amount_and_transaction()
    {
        var taken = OrderSamples.Attempt("A1", state: AttemptState.Captured) with { Captured = new Money(999, Currency.CNY), ChannelTransactionId = "tx0" };
        var after = Apply(taken, Evidence(EvidenceKind.Reversed, EvidenceSource.CloseAnswer));
        (after.Captured, after.ChannelTransactionId).Should().Be((new Money(1000, Currency.CNY), "tx"));
    }

    [Fact]
    public void An_orphan_that_a_close_may_still_reverse_is_asked_about_after_it_unless_two_people_say_so()
    {
        var before = OrderSamples.Attempt("A1", state: AttemptState.Declined) with { CloseUnanswered = true, CloseAskedAt = s_now };
        var order = Order(AttemptState.Sending) with { Attempts = [before], State = PaymentState.Failed };
        Attempt After(EvidenceSource source, Attempt attempt) => MergeTable.Apply(order with { Attempts = [attempt] }, Evidence(EvidenceKind.Captured, source)).Attempts[0];
        var asked = After(EvidenceSource.Query, before);
        (asked.IsOrphan, asked.OrphanConfirmed, asked.NextQueryAt).Should().Be((true, false, s_now.AddMinutes(2)));
        After(EvidenceSource.Operator, before).OrphanConfirmed.Should().BeTrue();
        After(EvidenceSource.Query, before with { CloseUnanswered = false }).OrphanConfirmed.Should().BeTrue();
        After(EvidenceSource.Notification, before with { CloseUnanswered = false }).OrphanConfirmed.Should().BeFalse("a query of our own confirms it");
    }

    [Theory]
    [InlineData(EvidenceKind.Declined, EvidenceSource.Query, true)]
    [InlineData(EvidenceKind.Closed, EvidenceSource.Query, true)]
    [InlineData(EvidenceKind.Pending, EvidenceSource.Query, false)]
    [InlineData(EvidenceKind.Unknown, EvidenceSource.Query, false)]
    [InlineData(EvidenceKind.Declined, EvidenceSource.Operator, false)]
    public void Unpaid_told_of_what_people_decided_was_paid_is_a_question_to_them(EvidenceKind kind, EvidenceSource source, bool asks)
    {
        bool Asked(PaymentOrder order) => MergeTable.Apply(order, Evidence(kind, source)).Cases.Any(c => c is { Kind: "decision-contradicted", ResolvedAt: null });
        var paid = Order(AttemptState.Captured) with { State = PaymentState.Succeeded, WinningAttempt = "A1" };
        Asked(Decided(paid, CaseDecision.Paid)).Should().Be(asks);
        Asked(Decided(paid, CaseDecision.NotPaid)).Should().BeFalse();
        Asked(paid).Should().BeFalse("the channel itself had said paid");
    }

    [Theory]
    [InlineData(AttemptState.Closed, EvidenceSource.Query, true)]
    [InlineData(AttemptState.Closed, EvidenceSource.Notification, true)]
    [InlineData(AttemptState.Closed, EvidenceSource.Operator, false)]
    public void Paid_told_of_what_people_decided_was_not_is_a_question_to_them(AttemptState state, EvidenceSource source, bool asks)
    {
        bool Asked(PaymentOrder order) => MergeTable.Apply(order, Evidence(EvidenceKind.Captured, source)).Cases.Any(c => c is { Kind: "decision-contradicted", ResolvedAt: null });
        var closed = Order(state) with { State = PaymentState.Closed };
        Asked(Decided(closed, CaseDecision.NotPaid)).Should().Be(asks);
        Asked(closed).Should().BeFalse();
    }

    [Theory]
    [InlineData(EvidenceSource.Query, true)]
    [InlineData(EvidenceSource.Notification, false)]
    public void A_capture_that_people_had_settled_as_never_taken_is_looked_into_again(EvidenceSource source, bool confirmed)
    {
        var settled = OrderSamples.Attempt("A1", state: AttemptState.Captured) with
        {
            Captured = new Money(1000, Currency.CNY),
            ChannelTransactionId = "tx",
            IsOrphan = true,
            OrphanSettled = true,
            QueryCount = 8,
        };
        var order = Decided(Order(AttemptState.Captured) with { Attempts = [settled], State = PaymentState.Closed }, CaseDecision.NotPaid);
        var after = MergeTable.Apply(order, Evidence(EvidenceKind.Captured, source));
        var again = after.Attempts[0];
        (again.OrphanSettled, again.OrphanConfirmed, again.QueryCount, again.NextQueryAt, after.HasOpenCase).Should().Be((false, confirmed, 0, null, true));
    }

    [Fact]
    public void A_capture_that_is_going_back_already_is_no_new_question()
    {
        var going = OrderSamples.Attempt("A1", state: AttemptState.Captured) with
        {
            Captured = new Money(1000, Currency.CNY),
            ChannelTransactionId = "tx",
            IsOrphan = true,
            OrphanConfirmed = true,
            OrphanRefundId = "ref",
        };
        var order = Decided(Order(AttemptState.Captured) with { Attempts = [going], State = PaymentState.Closed }, CaseDecision.NotPaid);
        MergeTable.Apply(order, Evidence(EvidenceKind.Captured, EvidenceSource.Query)).HasOpenCase.Should().BeFalse();
    }

    private static PaymentOrder Decided(PaymentOrder order, CaseDecision decision) => order with
    {
        Cases = [new("unresolved", "A1", "d", s_now, s_now, "r", [new(decision, "r", "e", null, "alice", s_now, "bob", s_now)])],
    };

    private static Attempt Attempt(AttemptState state, Evidence told) => MergeTable.Apply(Order(state), told).Attempts[0];

    private static Attempt Apply(Attempt before, Evidence told) => MergeTable.Apply(Order(AttemptState.Sending) with { Attempts = [before] }, told).Attempts[0];
}
