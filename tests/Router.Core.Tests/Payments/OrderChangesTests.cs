using Router.Abstractions;
using Router.Core.Alarms;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;
using Router.Core.Tests.Health;
using Router.Core.Tests.Telemetry;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Payments;

/// What is told of committed changes: every alarm with its words, every count, every share of health.
public sealed class OrderChangesTests : IDisposable
{
    private const string Orphaned = "Account acct-a captured 10.01 CNY, which the order cannot use; it is confirmed and refunded.";

    private static readonly Attempt s_pending = OrderSamples.Attempt("A1", state: AttemptState.Pending);
    private static readonly Attempt s_captured = s_pending with { State = AttemptState.Captured, Captured = new Money(1001, Currency.CNY) };
    private static readonly PaymentOrder s_order = OrderSamples.Payment(1) with { State = PaymentState.Paying, Attempts = [s_pending] };

    private readonly HeardMeter _meter = new();
    private readonly ToldAlarms _alarms = new();
    private readonly HealthModelFixture _health = new(new HealthSettings { ActionWindow = 1 });
    private readonly LimitBook _limits = new();

    private OrderChanges Changes => new(_health.Model, _alarms, _meter.Meter, _limits);

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void A_state_is_counted_with_the_winner_else_the_last_attempt()
    {
        var two = s_order with { Attempts = [s_captured, OrderSamples.Attempt("A2", "acct-b") with { Method = "alipay.qr" }] };
        Changes.Created(OrderSamples.Payment(1));
        Changes.Created(two);
        Changes.Observe(two, two with { State = PaymentState.Succeeded, WinningAttempt = "A1" });
        Changes.Observe(two, two);
        _meter.Heard.Should().Equal(
            "router.payment.state.changes 1 router.state=Created router.method=none router.account.id=none",
            "router.payment.state.changes 1 router.state=Paying router.method=alipay.qr router.account.id=acct-b",
            "router.payment.state.changes 1 router.state=Succeeded router.method=wechat.native router.account.id=acct-a");
    }

    [Fact]
    public void A_second_attempt_is_a_failover_from_the_one_before_it()
    {
        var fault = new ChannelFault(FaultStage.Answered, FaultBlame.Channel, "x", "y");
        Changes.Observe(s_order with { Attempts = [] }, s_order);
        _meter.Heard.Should().BeEmpty("the first attempt is none");
        var declined = s_pending with { State = AttemptState.Declined, Fault = fault };
        var second = OrderSamples.Attempt("A2", "acct-b");
        Changes.Observe(s_order with { Attempts = [declined] }, s_order with { Attempts = [declined, second] });
        Changes.Observe(s_order with { Attempts = [declined, second] }, s_order with { Attempts = [declined, second, OrderSamples.Attempt("A3", "acct-c")] });
        _meter.Heard.Should().Equal(
            "router.payment.failovers 1 router.account.id=acct-a router.fault.blame=Channel", "router.payment.failovers 1 router.account.id=acct-b router.fault.blame=none");
    }

    [Fact]
    public void An_orphan_is_told_when_it_becomes_known_and_when_it_is_confirmed_and_ends_when_it_is_settled()
    {
        var orphan = s_captured with { IsOrphan = true };
        var confirmed = orphan with { OrphanConfirmed = true };
        Told(s_captured, orphan).Should().Equal($"+orphan-capture pay00000001/A1 {Orphaned}");
        Told(orphan, orphan).Should().BeEmpty();
        Told(orphan, confirmed).Should().Equal($"+orphan-capture pay00000001/A1 {Orphaned}");
        Told(confirmed, confirmed).Should().BeEmpty();
        Told(s_captured, confirmed).Should().Equal($"+orphan-capture pay00000001/A1 {Orphaned}");
        Told(confirmed, confirmed with { OrphanSettled = true }).Should().Equal("-orphan-capture pay00000001/A1");
        Told(orphan, s_captured).Should().Equal("-orphan-capture pay00000001/A1");
        Told(confirmed with { OrphanSettled = true }, confirmed with { OrphanSettled = true }).Should().BeEmpty();
        Told(s_captured, s_captured).Should().BeEmpty();
        _meter.Heard.Should().Equal(
            "router.payment.orphan_captures 1 router.account.id=acct-a", "router.payment.orphan_captures 1 router.account.id=acct-a");

        IReadOnlyList<string> Told(Attempt before, Attempt after)
        {
            _alarms.Told.Clear();
            Changes.Observe(s_order with { Attempts = [before] }, s_order with { Attempts = [after] });
            return [.. _alarms.Told];
        }
    }

    [Fact]
    public void A_case_is_told_when_it_opens_and_ends_when_it_is_answered()
    {
        var open = new SuspenseCase("amount-mismatch", "A1", "5 instead of 6", OrderSamples.Start);
        var other = new SuspenseCase("unresolved", "A1", "nothing came", OrderSamples.Start.AddHours(1));
        var answered = open with { ResolvedAt = OrderSamples.Start.AddHours(2), Resolution = "r" };
        Told([], [open, other]).Should().Equal("+amount-mismatch pay00000001/A1/amount-mismatch 5 instead of 6", "+case-open pay00000001/A1/unresolved nothing came");
        _meter.Heard.Should().Equal("router.case.opened 1 router.kind=amount-mismatch", "router.case.opened 1 router.kind=unresolved");
        Told([open], [open, other]).Should().Equal("+case-open pay00000001/A1/unresolved nothing came");
        Told([open, other], [answered, other]).Should().Equal("-amount-mismatch pay00000001/A1/amount-mismatch", "-case-old pay00000001/A1/amount-mismatch");
        Told([answered], [answered, other]).Should().Equal("+case-open pay00000001/A1/unresolved nothing came");
        Told([], [answered]).Should().BeEmpty("it was never open for anybody");
        Told([open], [open with { OpenedAt = OrderSamples.Start.AddSeconds(1) }]).Should().HaveCount(1, "another case of the same kind");
        Told([open], [open with { AttemptNumber = "A2" }]).Should().HaveCount(1);

        IReadOnlyList<string> Told(SuspenseCase[] before, SuspenseCase[] after)
        {
            _alarms.Told.Clear();
            Changes.Observe(s_order with { Cases = before }, s_order with { Cases = after });
            return [.. _alarms.Told];
        }
    }

    [Theory]
    [InlineData(AttemptState.Pending, AttemptState.Captured, true, 0.975, 1.0)]
    [InlineData(AttemptState.Unknown, AttemptState.Captured, false, 0.975, null)]
    [InlineData(AttemptState.Pending, AttemptState.Closed, true, 0.97, 0.0)]
    [InlineData(AttemptState.Pending, AttemptState.Declined, false, 0.97, null)]
    [InlineData(AttemptState.Sending, AttemptState.Captured, true, 0.97, null)]
    [InlineData(AttemptState.Pending, AttemptState.Unknown, true, 0.97, null)]
    [InlineData(AttemptState.Closed, AttemptState.Captured, true, 0.97, null)]
    public void Health_learns_what_the_buyer_did_after_the_call(AttemptState before, AttemptState after, bool hasAction, double approval, double? share)
    {
        var attempt = s_pending with { AccountId = "a", Method = "sim.qr", Action = hasAction ? s_pending.Action : null };
        Changes.Observe(s_order with { Attempts = [attempt with { State = before }] }, s_order with { Attempts = [attempt with { State = after }] });
        _health.Clock.Advance(0.1);
        var line = _health.Line("a");
        line.Approval.Should().BeApproximately(approval, 1e-4);
        line.ActionShare.Should().Be(share);
    }

    [Fact]
    public void A_refund_is_counted_when_it_changes_and_an_orphans_end_ends_its_alarm()
    {
        var refund = OrderSamples.Refund(1, "pay00000001");
        Changes.Observe(refund, refund);
        Changes.Observe(refund, refund with { State = RefundState.Succeeded });
        _alarms.Told.Should().BeEmpty();
        var orphan = refund with { MerchantRefundNo = "orphan:A1" };
        Changes.Observe(orphan, orphan with { State = RefundState.Failed });
        _alarms.Told.Should().BeEmpty();
        Changes.Observe(orphan, orphan with { State = RefundState.Succeeded });
        _alarms.Told.Should().Equal("-orphan-capture pay00000001/A1");
        _meter.Heard.Should().Equal(
            "router.refund.state.changes 1 router.state=Succeeded router.account.id=acct-a", "router.refund.state.changes 1 router.state=Failed router.account.id=acct-a",
            "router.refund.state.changes 1 router.state=Succeeded router.account.id=acct-a");
    }

    [Fact]
    public void A_days_limit_counts_what_is_held_and_lets_go_what_was_refused()
    {
        var day = new DateOnly(2026, 1, 1);
        var held = s_pending with { LimitDay = day };
        Changes.Observe(s_order with { Attempts = [] }, s_order with { Attempts = [held] });
        _limits.Of("acct-a", day).Should().Equal(new DayUse(Currency.CNY, 1, 1000));
        Changes.Observe(s_order with { Attempts = [held] }, s_order with { Attempts = [held with { State = AttemptState.Captured }] });
        _limits.Of("acct-a", day).Should().Equal(new DayUse(Currency.CNY, 1, 1000));
        Changes.Observe(s_order with { Attempts = [held] }, s_order with { Attempts = [held with { State = AttemptState.Declined }] });
        _limits.Of("acct-a", day).Should().BeEmpty();
        _limits.Of("acct-b", day).Should().BeEmpty();
    }

    [Fact]
    public void Whoever_is_told_may_throw_and_the_change_stands()
    {
        var changes = new OrderChanges(_health.Model, new BrokenAlarms());
        changes.Invoking(c => c.Observe(s_order, s_order with { Attempts = [s_captured with { IsOrphan = true }] })).Should().NotThrow();
        var orphan = OrderSamples.Refund(1, "pay00000001") with { MerchantRefundNo = "orphan:A1" };
        changes.Invoking(c => c.Observe(orphan, orphan with { State = RefundState.Succeeded })).Should().NotThrow();
        changes.Invoking(c => c.Created(s_order)).Should().NotThrow("nobody measures");
    }

    private sealed class ToldAlarms : IAlarms
    {
        public List<string> Told { get; } = [];

        public void Raise(AlarmKind kind, string subject, string reason) => Told.Add($"+{kind.Name} {subject} {reason}");

        public void Resolve(AlarmKind kind, string subject) => Told.Add($"-{kind.Name} {subject}");
    }

    private sealed class BrokenAlarms : IAlarms
    {
        public void Raise(AlarmKind kind, string subject, string reason) => throw new InvalidOperationException("the pager is down");

        public void Resolve(AlarmKind kind, string subject) => throw new InvalidOperationException("the pager is down");
    }
}
