using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Refunds;
using Router.Core.Tests.Routing;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Refunds;

/// What an answer makes of a refund, and what is done with it next: every cell, every moment.
public class RefundTablesTests
{
    private static readonly DateTimeOffset s_start = OrderSamples.Start;
    private static readonly DateTimeOffset s_now = s_start.AddHours(1);
    private static readonly ChannelFault s_fault = new(FaultStage.Answered, FaultBlame.Request, "code", "text");
    private static readonly EngineSettings s_settings = new();

    [Fact]
    public void Every_cell_is_as_the_law_has_it()
    {
        foreach (var state in Enum.GetValues<RefundState>())
            foreach (var outcome in Enum.GetValues<RefundOutcome>())
                foreach (var source in Enum.GetValues<RefundSource>())
                {
                    var (after, _) = RefundMergeTable.Apply(Refund(state), Answer(outcome), source, s_now);
                    after.State.Should().Be(Expected(state, outcome, source), $"of {state} + {outcome} by {source}");
                }
    }

    [Fact]
    public void A_final_refund_is_left_as_it_is_and_only_the_opposite_contradicts_it()
    {
        string? Says(RefundState state, RefundOutcome outcome)
        {
            var refund = Refund(state);
            var (after, contradiction) = RefundMergeTable.Apply(refund, Answer(outcome), RefundSource.Query, s_now);
            after.Should().BeSameAs(refund);
            return contradiction;
        }

        Says(RefundState.Succeeded, RefundOutcome.Failed).Should().Contain("Succeeded").And.Contain("Failed");
        Says(RefundState.Succeeded, RefundOutcome.Closed).Should().NotBeNull();
        foreach (var outcome in new[] { RefundOutcome.Succeeded, RefundOutcome.Processing, RefundOutcome.Unknown, RefundOutcome.NotFound }) Says(RefundState.Succeeded, outcome).Should().BeNull();
        foreach (var state in new[] { RefundState.Failed, RefundState.Closed })
        {
            Says(state, RefundOutcome.Succeeded).Should().NotBeNull();
            Says(state, RefundOutcome.Failed).Should().BeNull();
            Says(state, RefundOutcome.Processing).Should().BeNull();
        }
    }

    [Fact]
    public void Of_a_final_refund_the_channels_own_state_alone_is_kept_up()
    {
        foreach (var state in new[] { RefundState.Succeeded, RefundState.Failed, RefundState.Closed })
            foreach (var outcome in Enum.GetValues<RefundOutcome>())
            {
                var refund = Refund(state) with { ChannelState = new(1, "old") };
                var answer = Answer(outcome) with { State = new(1, "new") };
                RefundMergeTable.Apply(refund, answer, RefundSource.Query, s_now).Refund.Should().Be(refund with { ChannelState = new(1, "new") }, $"of {outcome}");
                RefundMergeTable.Apply(refund, answer with { State = refund.ChannelState }, RefundSource.Query, s_now).Refund.Should().BeSameAs(refund);
            }
    }

    [Fact]
    public void Success_counts_in_the_amount_sent_and_in_no_other()
    {
        var refund = Refund(RefundState.Processing);
        var (right, _) = RefundMergeTable.Apply(refund, RefundResult.Succeeded("rf", refund.SentAmount, s_now.AddSeconds(-3)), RefundSource.Query, s_now);
        (right.State, right.RefundedAt, right.DueAt, right.ChannelRefundId).Should().Be((RefundState.Succeeded, s_now.AddSeconds(-3), null, "rf"));
        RefundMergeTable.Apply(refund, RefundResult.Succeeded("rf", refund.SentAmount), RefundSource.Query, s_now).Refund.RefundedAt.Should().Be(s_now);
        var (wrong, _) = RefundMergeTable.Apply(refund, RefundResult.Succeeded("rf", new Money(99, Currency.CNY)), RefundSource.Query, s_now);
        (wrong.State, wrong.ReasonCode).Should().Be((RefundState.Suspense, "amount-mismatch"));
        RefundMergeTable.Apply(refund, RefundResult.Succeeded("rf", new Money(100, Currency.USD)), RefundSource.Query, s_now).Refund.State.Should().Be(RefundState.Suspense);
        RefundMergeTable.Apply(refund, RefundResult.Of(RefundOutcome.Succeeded), RefundSource.RefundAnswer, s_now).Refund.State.Should().Be(RefundState.InDoubt);
    }

    [Fact]
    public void What_is_not_told_anew_stays_and_an_answer_ends_the_sending()
    {
        var before = Refund(RefundState.Processing) with { ChannelRefundId = "rf0", Fault = s_fault, IsSending = true };
        var state = new ChannelState(2, "{}");
        var (kept, _) = RefundMergeTable.Apply(before, RefundResult.Of(RefundOutcome.Processing), RefundSource.RefundAnswer, s_now);
        (kept.ChannelRefundId, kept.Fault, kept.ChannelState, kept.IsSending).Should().Be(("rf0", s_fault, before.ChannelState, false));
        var told = new RefundResult { Outcome = RefundOutcome.Processing, ChannelRefundId = "rf1", State = state, Fault = s_fault with { RawCode = "new" } };
        var (anew, _) = RefundMergeTable.Apply(before, told, RefundSource.Query, s_now);
        (anew.ChannelRefundId, anew.Fault!.RawCode, anew.ChannelState, anew.IsSending).Should().Be(("rf1", "new", state, true), "a query does not end a call under way");
        (anew.ReasonCode, anew.ReasonText).Should().Be(("new", "text"));
        foreach (var (source, sending) in new[] { (RefundSource.Notification, true), (RefundSource.Abandoned, false), (RefundSource.Operator, false) })
            RefundMergeTable.Apply(before, RefundResult.Of(RefundOutcome.Processing), source, s_now).Refund.IsSending.Should().Be(sending);
        RefundMergeTable.Apply(before with { IsSending = false }, RefundResult.Of(RefundOutcome.Processing), RefundSource.Query, s_now).Refund.IsSending.Should().BeFalse();
    }

    [Fact]
    public void What_has_ended_is_due_no_more_and_says_why()
    {
        var due = Refund(RefundState.Processing) with { DueAt = s_now };
        foreach (var (outcome, code) in new[] { (RefundOutcome.Failed, "refused"), (RefundOutcome.Closed, "closed"), (RefundOutcome.Unsupported, "unsupported") })
        {
            var (after, _) = RefundMergeTable.Apply(due, Answer(outcome), RefundSource.RefundAnswer, s_now);
            (after.DueAt, after.ReasonCode).Should().Be((null, code));
            after.ReasonText.Should().NotBeNullOrEmpty();
        }
    }

    [Fact]
    public void What_has_ended_is_not_being_sent_any_more_whoever_told_it()
    {
        foreach (var source in Enum.GetValues<RefundSource>())
            foreach (var outcome in new[] { RefundOutcome.Succeeded, RefundOutcome.Failed, RefundOutcome.Closed })
                RefundMergeTable.Apply(Refund(RefundState.Processing) with { IsSending = true }, Answer(outcome), source, s_now).Refund.IsSending.Should().BeFalse();
    }

    [Fact]
    public void Unsupported_is_believed_of_the_first_send_alone()
    {
        RefundState After(int sends) => RefundMergeTable.Apply(Refund(RefundState.Processing) with { SendCount = sends }, Answer(RefundOutcome.Unsupported), RefundSource.RefundAnswer, s_now).Refund.State;
        (After(1), After(2)).Should().Be((RefundState.Failed, RefundState.InDoubt));
    }

    [Fact]
    public void A_refund_waits_for_its_holder_its_call_and_its_time()
    {
        var sent = Refund(RefundState.Processing) with { SendCount = 1, DueAt = s_now };
        Next(sent).Should().Be(RefundAction.Query);
        Next(sent with { DueAt = s_now.AddTicks(1) }).Should().Be(RefundAction.Wait);
        Next(sent with { DueAt = null }).Should().Be(RefundAction.Query);
        Next(sent with { Lease = new("o", 1, s_now.AddTicks(1)) }).Should().Be(RefundAction.Wait);
        Next(sent with { Lease = new("o", 1, s_now) }).Should().Be(RefundAction.Query);
        Next(sent with { IsSending = true, Deadline = s_now.AddSeconds(-1) }).Should().Be(RefundAction.Abandon);
        Next(sent with { IsSending = true, Deadline = s_now.AddSeconds(-1).AddTicks(1) }).Should().Be(RefundAction.Wait);
        Next(sent with { SendCount = 0 }).Should().Be(RefundAction.Send);
        Next(sent with { MustResend = true }).Should().Be(RefundAction.Send);
        Next(sent with { State = RefundState.Succeeded }).Should().Be(RefundAction.Wait);
        var stranded = sent with { AccountId = "gone" };
        Next(stranded).Should().Be(RefundAction.Suspend, "nobody can be asked any more");
        Next(stranded with { State = RefundState.Suspense }).Should().Be(RefundAction.Wait);
    }

    [Fact]
    public void What_is_in_doubt_or_never_left_is_a_case_after_its_time_and_what_the_channel_puts_off_is_not()
    {
        var late = s_start + s_settings.RefundSuspenseAfter;
        var doubt = Refund(RefundState.InDoubt) with { SendCount = 1 };
        RefundPolicy.Next(doubt, Catalog(), s_settings, late).Should().Be(RefundAction.Suspend);
        RefundPolicy.Next(doubt, Catalog(), s_settings, late.AddTicks(-1)).Should().Be(RefundAction.Query);
        var unsent = s_fault with { Stage = FaultStage.BeforeSend };
        foreach (var state in new[] { RefundState.Created, RefundState.Processing })
        {
            RefundPolicy.Next(doubt with { State = state, Fault = unsent }, Catalog(), s_settings, late).Should().Be(RefundAction.Suspend);
            RefundPolicy.Next(doubt with { State = state, Fault = s_fault }, Catalog(), s_settings, late).Should().Be(RefundAction.Query, "a balance too low goes on by schedule");
            RefundPolicy.Next(doubt with { State = state }, Catalog(), s_settings, late).Should().Be(RefundAction.Query);
        }

        RefundPolicy.Next(doubt with { State = RefundState.Suspense, Fault = unsent }, Catalog(), s_settings, late).Should().Be(RefundAction.Query, "it is a case already");
    }

    [Fact]
    public void It_is_due_by_its_channels_schedule_or_the_engines_own()
    {
        var sent = Refund(RefundState.Processing) with { SendCount = 1, Deadline = s_now };
        RefundPolicy.DueAt(sent with { State = RefundState.Failed }, Catalog(), s_now).Should().BeNull();
        RefundPolicy.DueAt(sent with { IsSending = true }, Catalog(), s_now).Should().Be(s_now.AddSeconds(1));
        RefundPolicy.DueAt(sent with { SendCount = 0 }, Catalog(), s_now).Should().Be(s_now);
        RefundPolicy.DueAt(sent, Catalog(TimeSpan.FromMinutes(90)), s_now).Should().Be(s_start.AddMinutes(90));
        foreach (var (minutes, next) in new[] { (0.0, 5.0), (0.3, 30), (1, 120), (5, 600), (20, 1800), (60, 7200), (200, 28800) })
            RefundPolicy.DueAt(sent, Catalog(), s_start.AddMinutes(minutes)).Should().Be(s_start.AddSeconds(next));
        RefundPolicy.DueAt(sent, new Catalog([], [], "c"), s_start).Should().Be(s_start.AddSeconds(5));
    }

    [Fact]
    public void Not_found_counts_after_the_deadline_and_the_channels_grace()
    {
        var sent = Refund(RefundState.InDoubt) with { Deadline = s_now };
        bool Counts(double seconds, TimeSpan? grace = null) => RefundPolicy.NotFoundCounts(sent, Catalog(grace: grace), s_now.AddSeconds(seconds));
        (Counts(120), Counts(119.9)).Should().Be((true, false), "two minutes where the manifest says nothing");
        (Counts(600, TimeSpan.FromMinutes(10)), Counts(599.9, TimeSpan.FromMinutes(10))).Should().Be((true, false));
        RefundPolicy.NotFoundCounts(sent with { Deadline = null }, Catalog(), s_now.AddDays(9)).Should().BeFalse("it was never sent");
        RefundPolicy.NotFoundCounts(sent, new Catalog([], [], "c"), s_now.AddMinutes(2)).Should().BeTrue();
    }

    private static RefundState Expected(RefundState state, RefundOutcome outcome, RefundSource source)
    {
        if (state is RefundState.Succeeded or RefundState.Failed or RefundState.Closed) return state;
        var first = source == RefundSource.RefundAnswer;
        var doubt = first || source == RefundSource.Abandoned ? state == RefundState.Suspense ? RefundState.Suspense : RefundState.InDoubt : state;
        return outcome switch
        {
            RefundOutcome.Succeeded => RefundState.Succeeded,
            RefundOutcome.Processing or RefundOutcome.RetryLater => RefundState.Processing,
            RefundOutcome.Failed => RefundState.Failed,
            RefundOutcome.Closed => RefundState.Closed,
            RefundOutcome.NotSent => first && state == RefundState.Created ? RefundState.Processing : state,
            RefundOutcome.Unsupported => first ? RefundState.Failed : doubt,
            RefundOutcome.NotFound => state,
            _ => doubt,
        };
    }

    private static RefundResult Answer(RefundOutcome outcome) => outcome == RefundOutcome.Succeeded ? RefundResult.Succeeded("rf", new Money(100, Currency.CNY)) : RefundResult.Of(outcome, s_fault);

    private static RefundOrder Refund(RefundState state) => OrderSamples.Refund(1, "pay") with { State = state, SendCount = 1 };

    private static RefundAction Next(RefundOrder refund) => RefundPolicy.Next(refund, Catalog(), s_settings, s_now);

    private static Catalog Catalog(TimeSpan? schedule = null, TimeSpan? grace = null) => new(
    [Fixture.Account("acct-a", "simulator")],
    [
        Fixture.Channel("simulator") with { Refunds = new RefundManifest(TimeSpan.FromDays(90), QuerySchedule: schedule is { } one ? [one] : null, NotFoundGrace: grace) },
    ], "c");
}
