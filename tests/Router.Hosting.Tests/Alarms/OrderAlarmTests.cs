using Microsoft.Extensions.Logging.Abstractions;
using Router.Abstractions;
using Router.Core.Health;
using Router.Core.Notifications;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Telemetry;
using Router.Hosting.Alarms;
using Router.Hosting.Background;
using Router.TestKit;
using Router.TestKit.Stores;

namespace Router.Hosting.Tests.Alarms;

/// <summary>What an order's change means for people, whether or not the process lived to say so.</summary>
public sealed class OrderAlarmTests
{
    private readonly ManualTimeProvider _clock = new(OrderSamples.Start);
    private readonly HeardAlarms _alarms = new();
    private readonly InMemoryOrderStore _store = new();

    [Theory]
    [InlineData("unresolved", "case-open")]
    [InlineData("refund-contradiction", "case-open")]
    [InlineData("a-kind-of-tomorrow", "case-open")]
    [InlineData("two-transactions", "two-transactions")]
    [InlineData("amount-mismatch", "amount-mismatch")]
    public void A_case_that_opens_is_an_alarm_until_it_is_answered(string kind, string alarm)
    {
        var before = OrderSamples.Payment(1);
        var opened = before.OpenCase(kind, "t1", "seen", _clock.GetUtcNow());
        Changes().Observe(before, opened);
        Changes().Observe(opened, opened with { Version = 7 });
        var cases = opened.Cases.Select(c => c with { ResolvedAt = _clock.GetUtcNow(), Resolution = "answered" }).ToList();
        Changes().Observe(opened, opened with { Cases = cases });

        var subject = $"{before.Id}/t1/{kind}";
        _alarms.Heard.Should().Equal($"+{alarm} {subject}", $"-{alarm} {subject}", $"-case-old {subject}");
    }

    [Fact]
    public void An_orphan_capture_is_an_alarm_until_it_is_given_back()
    {
        var attempt = OrderSamples.Attempt("t1", state: AttemptState.Captured);
        var before = OrderSamples.Payment(1) with { Attempts = [attempt] };
        var orphan = before.WithAttempt(attempt with { IsOrphan = true });
        Changes().Observe(before, orphan);
        var confirmed = orphan.WithAttempt(orphan.Attempts[0] with { OrphanConfirmed = true });
        Changes().Observe(orphan, confirmed);
        var refund = OrderSamples.Refund(1, before.Id) with { MerchantRefundNo = "orphan:t1", AttemptNumber = "t1", State = RefundState.Processing };
        Changes().Observe(refund, refund with { State = RefundState.Succeeded });

        var subject = $"{before.Id}/t1";
        _alarms.Heard.Should().Equal($"+orphan-capture {subject}", $"+orphan-capture {subject}", $"-orphan-capture {subject}");
    }

    [Fact]
    public void A_refund_that_a_channel_puts_off_for_more_than_a_day_is_an_alarm_until_it_has_ended()
    {
        var first = OrderSamples.Refund(1, "pay_1") with { State = RefundState.Processing, ReasonText = "balance too low", SentAmount = new(300, Currency.CNY) };
        var day = first with { DueAt = first.CreatedAt.AddDays(1) };
        var longer = first with { DueAt = first.CreatedAt.AddDays(1).AddTicks(1) };
        Changes().Observe(first, day);
        Changes().Observe(day, day with { State = RefundState.Succeeded, DueAt = null });
        Changes().Observe(day, longer with { State = RefundState.Suspense });
        _alarms.Heard.Should().BeEmpty("one that is quick, or a case already, is no news");

        Changes().Observe(day, longer);
        Changes().Observe(longer, longer with { State = RefundState.Succeeded, DueAt = null });
        _alarms.Heard.Should().Equal($"+refund-waiting {first.Id}", $"-refund-waiting {first.Id}");
    }

    [Fact]
    public async Task A_process_that_died_before_it_could_tell_leaves_it_to_the_next()
    {
        var old = OrderSamples.Payment(1).OpenCase("unresolved", "t1", "seen", OrderSamples.Start);
        var mismatch = OrderSamples.Payment(2).OpenCase("amount-mismatch", "t2", "seen", OrderSamples.Start.AddDays(4));
        var orphan = OrderSamples.Payment(3) with
        {
            Attempts = [OrderSamples.Attempt("t3", state: AttemptState.Captured) with { IsOrphan = true }],
            DueAt = OrderSamples.Start.AddDays(9),
        };
        foreach (var order in new[] { old, mismatch, orphan }) await _store.CommitAsync(OrderSamples.Insert(order));
        _clock.Advance(TimeSpan.FromDays(4));
        using var meter = new RouterMeter();
        var desk = Desk(meter);
        var cases = new OpenCases(_store, desk, _clock);

        await cases.LookAsync();
        await cases.LookAsync();

        desk.List(ended: false).Select(a => $"{a.Kind.Name} {a.Subject} {a.Count}").Should().BeEquivalentTo(
            $"case-open {old.Id}/t1/unresolved 1", $"case-old {old.Id}/t1/unresolved 1", $"amount-mismatch {mismatch.Id}/t2/amount-mismatch 1", $"orphan-capture {orphan.Id}/t3 1");
        cases.Counts.Should().Contain("unresolved", 1).And.Contain("amount-mismatch", 1);
    }

    [Fact]
    public async Task A_case_answered_elsewhere_is_over_but_one_opened_meanwhile_is_not()
    {
        var order = OrderSamples.Payment(1).OpenCase("unresolved", "t1", "seen", OrderSamples.Start);
        await _store.CommitAsync(OrderSamples.Insert(order));
        using var meter = new RouterMeter();
        var desk = Desk(meter);
        var cases = new OpenCases(_store, desk, _clock);
        await cases.LookAsync();
        await _store.CommitAsync(OrderSamples.Update(order with { Version = 1, Cases = [order.Cases[0] with { ResolvedAt = _clock.GetUtcNow() }] }));
        _clock.Advance(TimeSpan.FromMinutes(1));
        desk.Raise(Core.Alarms.AlarmKinds.CaseOpen, "pay9/t9/unresolved", "just now");

        await cases.LookAsync();

        desk.List(ended: false).Where(a => a.ResolvedAt is not null).Select(a => a.Subject).Should().Equal($"{order.Id}/t1/unresolved");
    }

    [Fact]
    public async Task A_message_given_up_is_one_alarm_for_its_merchant()
    {
        var message = OrderSamples.Message("msg1", "pay1", OrderSamples.Start) with { Tries = OutboxDispatcher.Pauses.Count };
        await _store.CommitAsync(new() { Outbox = [message] });
        var sender = new RefusingSender();
        (await new OutboxDispatcher(_store, sender, _clock, _alarms).RunOnceAsync()).Should().Be(1);
        _alarms.Heard.Should().Equal($"+message-dead {message.Merchant}");
    }

    private static PaymentRouterOptions Options() => new();

    private AlarmDesk Desk(RouterMeter meter) => new(Options(), _clock, meter, NullLogger<AlarmDesk>.Instance);

    private OrderChanges Changes() => new(new HealthModel(_clock), _alarms);

    private sealed class RefusingSender : IMessageSender
    {
        public Task<string?> SendAsync(OutboxRecord message) => Task.FromResult<string?>("refused");
    }
}
