using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Routing;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Recovery;

/// What recovery does next and exactly when: at the moment itself, and not a tick before.
public class RecoveryMomentsTests
{
    private static readonly DateTimeOffset s_start = OrderSamples.Start;
    private static readonly DateTimeOffset s_now = s_start.AddMinutes(1);
    private static readonly EngineSettings s_settings = new();

    [Fact]
    public void A_sending_attempt_is_given_up_a_second_after_its_deadline()
    {
        var order = Order(OrderSamples.Attempt("A1"));
        var over = order.Attempts[0].Deadline.AddSeconds(1);
        Next(order, over.AddTicks(-1)).Should().Be(RecoveryStep.WaitUntil(over));
        Next(order, over).Should().Be(new RecoveryStep(RecoveryAction.Abandon, "A1"));
        var step = Live() with { Continuation = new("k", s_start.AddMinutes(5), true, null) };
        Next(Order(step), s_start.AddMinutes(5)).Should().Be(RecoveryStep.WaitUntil(s_start.AddMinutes(5).AddSeconds(1)));
        Next(Order(step), s_start.AddMinutes(5).AddSeconds(1)).Action.Should().Be(RecoveryAction.Abandon);
    }

    [Fact]
    public void Who_holds_the_order_is_waited_for_to_the_moment()
    {
        var held = Order(Live() with { NextQueryAt = s_start }) with { Lease = new("other", 1, s_now) };
        Next(held, s_now.AddTicks(-1)).Should().Be(RecoveryStep.WaitUntil(s_now));
        Next(held, s_now).Action.Should().Be(RecoveryAction.Query);
        RecoveryPolicy.DueAt(held, Catalog(), s_settings, s_now.AddTicks(-1)).Should().Be(s_now);
        RecoveryPolicy.DueAt(held, Catalog(), s_settings, s_now).Should().Be(s_now, "it is due now");
    }

    [Fact]
    public void A_query_comes_when_it_is_due_and_before_everything_else()
    {
        Next(Order(Live() with { NextQueryAt = s_now, MustClose = true }), s_now).Should().Be(new RecoveryStep(RecoveryAction.Query, "A1"));
        Next(Order(Live() with { NextQueryAt = s_now.AddTicks(1), MustClose = true }), s_now).Should().Be(new RecoveryStep(RecoveryAction.Close, "A1"));
        Next(Order(Live() with { NextQueryAt = null }), s_now).Action.Should().Be(RecoveryAction.Query);
    }

    [Fact]
    public void A_close_that_is_put_off_waits_for_its_moment()
    {
        var attempt = Live() with { MustClose = true, NextCloseAt = s_now };
        Next(Order(attempt), s_now).Action.Should().Be(RecoveryAction.Close);
        Next(Order(attempt), s_now.AddTicks(-1)).Should().Be(RecoveryStep.WaitUntil(s_now));
        Next(Order(attempt with { NextQueryAt = s_now.AddSeconds(1), NextCloseAt = s_now.AddSeconds(2) }), s_now).Should().Be(RecoveryStep.WaitUntil(s_now.AddSeconds(1)));
    }

    [Fact]
    public void Who_has_no_close_is_not_asked_for_one_and_a_method_nobody_names_any_more_is()
    {
        Next(Order(Live() with { MustClose = true }), s_now, Method() with { Operations = [ChannelOperation.Pay, ChannelOperation.Query] }).Action.Should().Be(RecoveryAction.Wait);
        RecoveryPolicy.Next(Order(Live() with { MustClose = true }), new Catalog([Fixture.Account("a")], [], "c"), s_settings, s_now).Action.Should().Be(RecoveryAction.Close);
        RecoveryPolicy.Next(Order(Live() with { MustClose = true }), new Catalog([], [], "c"), s_settings, s_now).Action.Should().Be(RecoveryAction.Suspend, "its account is gone");
    }

    [Fact]
    public void The_second_step_is_taken_while_the_attempt_is_payable_and_nobody_ends_it()
    {
        var ready = Live() with { ReadyToContinue = true, Action = null, PayableUntil = s_now };
        Next(Order(ready), s_now.AddTicks(-1)).Should().Be(new RecoveryStep(RecoveryAction.Continue, "A1"));
        Next(Order(ready), s_now).Action.Should().NotBe(RecoveryAction.Continue);
        Next(Order(ready) with { End = EndIntent.ClosedByCaller }, s_now.AddTicks(-1)).Action.Should().Be(RecoveryAction.Close);
        Next(Order(ready with { ReadyToContinue = false }), s_now.AddTicks(-1)).Action.Should().Be(RecoveryAction.Wait);
    }

    [Fact]
    public void A_step_of_which_nobody_knows_is_taken_again_when_its_own_time_is_up()
    {
        var step = new Continuation("A1-capture", s_now, IsSending: false, Code: null);
        var ready = Live() with { ReadyToContinue = true, Action = null, PayableUntil = s_now.AddMinutes(5), Continuation = step };
        Next(Order(ready), s_now.AddTicks(-1)).Should().Be(RecoveryStep.WaitUntil(s_now));
        Next(Order(ready), s_now).Action.Should().Be(RecoveryAction.Continue);
        Next(Order(ready with { Continuation = step with { IsAnswered = true } }), s_now.AddTicks(-1)).Action.Should().Be(RecoveryAction.Continue);
    }

    [Fact]
    public void An_order_is_ended_when_it_expires()
    {
        var order = Order(Live() with { Action = null }) with { ExpiresAt = s_now };
        Next(order, s_now.AddTicks(-1)).Should().Be(RecoveryStep.WaitUntil(s_now));
        Next(order, s_now).Action.Should().Be(RecoveryAction.Close);
    }

    [Fact]
    public void An_action_is_closed_when_the_buyer_can_use_it_no_more()
    {
        var shown = Live() with { Action = new PayAction(PayActionKind.QrCode, "qr"), PayableUntil = s_now };
        Next(Order(shown), s_now.AddTicks(-1)).Should().Be(RecoveryStep.WaitUntil(s_now));
        Next(Order(shown), s_now).Action.Should().Be(RecoveryAction.Close);
        Next(Order(shown with { Action = null }), s_now).Action.Should().Be(RecoveryAction.Wait, "what is only processing is not ended");
    }

    [Fact]
    public void An_unknown_is_closed_when_its_schedule_is_over()
    {
        var method = Method() with { QuerySchedule = [TimeSpan.FromSeconds(60)] };
        var unknown = Live() with { State = AttemptState.Unknown, Action = null };
        Next(Order(unknown), s_now, method).Action.Should().Be(RecoveryAction.Close);
        Next(Order(unknown), s_now.AddTicks(-1), method).Action.Should().Be(RecoveryAction.Wait);
        Next(Order(unknown with { State = AttemptState.Pending }), s_now, method).Action.Should().Be(RecoveryAction.Wait);
    }

    [Fact]
    public void A_barcode_that_stays_pending_is_closed_when_its_manifest_says()
    {
        var method = Method() with { CloseWhen = CloseWhen.StillPending, CloseAfter = TimeSpan.FromSeconds(60) };
        var pending = Live() with { Action = null };
        Next(Order(pending), s_now.AddTicks(-1), method).Should().Be(RecoveryStep.WaitUntil(s_now));
        Next(Order(pending), s_now, method).Action.Should().Be(RecoveryAction.Close);
        Next(Order(pending), s_now, method with { CloseWhen = CloseWhen.OrderEnds }).Action.Should().Be(RecoveryAction.Wait);
    }

    [Fact]
    public void What_nobody_could_find_out_is_a_case_after_every_grace_and_only_once()
    {
        var method = Method() with { InFlightGrace = TimeSpan.FromSeconds(30), NotFoundGrace = TimeSpan.FromSeconds(20) };
        var lost = Live() with { State = AttemptState.Unknown, Action = null, PayableUntil = s_now, NextQueryAt = s_start.AddDays(1), NextCloseAt = s_start.AddDays(1) };
        var suspendAt = s_now.AddSeconds(50) + s_settings.SuspenseAfter;
        Next(Order(lost), suspendAt.AddTicks(-1), method).Should().Be(RecoveryStep.WaitUntil(suspendAt));
        Next(Order(lost), suspendAt, method).Should().Be(new RecoveryStep(RecoveryAction.Suspend, "A1"));
        Next(Order(lost with { Deadline = s_now.AddSeconds(5) }), suspendAt, method).Should().Be(RecoveryStep.WaitUntil(suspendAt.AddSeconds(5)), "its call may end later");

        var asked = Order(lost).OpenCase("unresolved", "A1", "d", s_now);
        Next(asked, suspendAt, method).Should().Be(RecoveryStep.WaitUntil(asked.ExpiresAt), "people have been asked");
        var other = Order(lost).OpenCase("unresolved", "A0", "d", s_now);
        Next(other, suspendAt, method).Action.Should().Be(RecoveryAction.Suspend);
        Next(asked.ResolveCases("A1", "r", s_now), suspendAt, method).Action.Should().Be(RecoveryAction.Suspend);
    }

    [Fact]
    public void An_orphan_is_confirmed_then_refunded_and_after_eight_queries_in_vain_a_case()
    {
        var orphan = Orphan();
        Next(Order(orphan), s_now).Should().Be(new RecoveryStep(RecoveryAction.Query, "A1"));
        Next(Order(orphan with { QueryCount = 7 }), s_now).Action.Should().Be(RecoveryAction.Query);
        Next(Order(orphan with { QueryCount = 8 }), s_now).Should().Be(new RecoveryStep(RecoveryAction.Suspend, "A1"));
        Next(Order(orphan with { OrphanConfirmed = true }), s_now).Should().Be(new RecoveryStep(RecoveryAction.RefundOrphan, "A1"));
        Next(Order(orphan with { NextQueryAt = s_now.AddTicks(1), OrphanConfirmed = true }), s_now).Should().Be(RecoveryStep.WaitUntil(s_now.AddTicks(1)));
        Next(Order(orphan with { NextQueryAt = s_now }), s_now).Action.Should().Be(RecoveryAction.Query);
    }

    [Fact]
    public void An_orphan_that_went_back_was_settled_or_is_a_case_is_left_alone()
    {
        var orphan = Orphan() with { OrphanConfirmed = true };
        Next(Order(orphan with { OrphanRefundId = "r" }), s_now).Should().Be(RecoveryStep.WaitUntil(null));
        Next(Order(orphan with { OrphanSettled = true }), s_now).Should().Be(RecoveryStep.WaitUntil(null));
        Next(Order(orphan with { State = AttemptState.Reversed }), s_now).Should().Be(RecoveryStep.WaitUntil(null));
        Next(Order(orphan).OpenCase("orphan-not-refunded", "A1", "d", s_now), s_now).Should().Be(RecoveryStep.WaitUntil(null));
        Next(Order(orphan).OpenCase("orphan-not-refunded", "A0", "d", s_now), s_now).Action.Should().Be(RecoveryAction.RefundOrphan);
        Next(Order(orphan).OpenCase("decision-contradicted", "A1", "d", s_now), s_now).Action.Should().Be(RecoveryAction.RefundOrphan, "that is the engine's own to put right");
    }

    [Fact]
    public void Of_two_things_the_earlier_is_waited_for()
    {
        PaymentOrder Both(int live, int orphan) => Order(Live() with { NextQueryAt = s_now.AddSeconds(live) }) with
        {
            Attempts = [Orphan() with { Number = "A0", NextQueryAt = s_now.AddSeconds(orphan) }, Live() with { NextQueryAt = s_now.AddSeconds(live) }],
        };
        Next(Both(5, 9), s_now).Should().Be(RecoveryStep.WaitUntil(s_now.AddSeconds(5)));
        Next(Both(9, 5), s_now).Should().Be(RecoveryStep.WaitUntil(s_now.AddSeconds(5)));
        Next(Both(9, 0), s_now).Should().Be(new RecoveryStep(RecoveryAction.Query, "A0"));
    }

    [Fact]
    public void A_challenge_waits_until_it_expires_or_is_ended()
    {
        var challenged = Order() with { State = PaymentState.Challenged, ExpiresAt = s_now };
        Next(challenged, s_now.AddTicks(-1)).Should().Be(RecoveryStep.WaitUntil(s_now));
        Next(challenged, s_now).Action.Should().Be(RecoveryAction.End);
        Next(challenged with { End = EndIntent.ClosedByCaller }, s_now.AddTicks(-1)).Action.Should().Be(RecoveryAction.End);
        Next(challenged with { State = PaymentState.Created }, s_now.AddTicks(-1)).Action.Should().Be(RecoveryAction.End);
    }

    [Fact]
    public void A_case_without_a_live_attempt_is_looked_at_daily()
    {
        var suspended = Order(OrderSamples.Attempt("A1", state: AttemptState.Declined)) with { State = PaymentState.Suspense };
        Next(suspended, s_now).Should().Be(RecoveryStep.WaitUntil(s_now.AddDays(1)));
    }

    private static Attempt Live() => OrderSamples.Attempt("A1", "a", AttemptState.Pending) with { NextQueryAt = s_start.AddHours(9), PayableUntil = s_start.AddMinutes(20), Method = "sim.qr" };

    private static Attempt Orphan() => OrderSamples.Attempt("A1", "a", AttemptState.Captured) with { IsOrphan = true, Captured = new Money(1000, Currency.CNY), Method = "sim.qr" };

    private static PaymentOrder Order(params Attempt[] attempts) => OrderSamples.Payment(0) with
    {
        State = attempts.Length > 0 && attempts[0].IsOrphan ? PaymentState.Failed : PaymentState.Paying,
        Attempts = attempts,
        ExpiresAt = s_start.AddMinutes(30),
    };

    private static MethodManifest Method() => Fixture.Method() with { Operations = [ChannelOperation.Pay, ChannelOperation.Query, ChannelOperation.Close] };

    private static Catalog Catalog(MethodManifest? method = null) => new([Fixture.Account("a")], [Fixture.Channel("sim", method ?? Method())], "c");

    private static RecoveryStep Next(PaymentOrder order, DateTimeOffset now, MethodManifest? method = null) => RecoveryPolicy.Next(order, Catalog(method), s_settings, now);
}
