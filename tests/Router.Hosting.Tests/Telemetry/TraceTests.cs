using System.Diagnostics;
using System.Diagnostics.Metrics;
using Router.Abstractions;
using Router.Core.Payments;
using Router.Core.Telemetry;
using Router.TestKit;
using Router.TestKit.Stores;

namespace Router.Hosting.Tests.Telemetry;

public sealed class TraceTests
{
    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_call_to_a_channel_is_a_span_below_its_payment_and_a_measure_without_its_number()
    {
        var account = "acct-" + Guid.NewGuid().ToString("N");
        var spans = new List<Activity>();
        var tags = new List<KeyValuePair<string, object?>>();
        using var traces = Listen(spans);
        using var meter = new RouterMeter();
        using var measures = Listen(meter, tags);
        var log = new ExchangeLog(new InMemoryOrderStore(), _clock, meter);
        var began = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromMilliseconds(250));

        using (var payment = RouterTrace.Payment("pay")!)
        {
            await log.WriteAsync(OrderSamples.Attempt("t1", account), "pay", began, "Declined", new(FaultStage.Answered, FaultBlame.Channel, "E1", "payer 138****"));
            Activity.Current.Should().BeSameAs(payment);
        }

        var call = spans.Single(s => (string?)s.GetTagItem(Metrics.Account) == account);
        call.OperationName.Should().Be("router.channel.pay");
        call.Duration.Should().Be(TimeSpan.FromMilliseconds(250));
        call.Kind.Should().Be(ActivityKind.Client);
        spans.Should().Contain(s => s.OperationName == "router.payment.pay" && s.SpanId == call.ParentSpanId && s.TraceId == call.TraceId);
        call.TagObjects.Select(t => t.Value?.ToString()).Should().NotContain(v => v!.Contains("payer", StringComparison.Ordinal));
        tags.Select(t => $"{t.Key}={t.Value}").Should().Equal(
            "router.operation=pay", "router.outcome=Declined", "router.fault.blame=Channel", $"router.account.id={account}", "router.method=" + OrderSamples.Attempt("t1").Method);
    }

    [Theory]
    [InlineData("Unknown", "timeout", "timeout")]
    [InlineData("Unknown", "contract", "contract")]
    [InlineData("Unknown", "SYSTEM_ERROR_4711", "channel")]
    [InlineData("NotSent", "send-by", "send-by")]
    [InlineData("Succeeded", null, null)]
    public async Task A_call_that_failed_says_why_in_one_of_a_few_words(string outcome, string? code, string? type)
    {
        var account = "acct-" + Guid.NewGuid().ToString("N");
        var spans = new List<Activity>();
        var tags = new List<KeyValuePair<string, object?>>();
        using var traces = Listen(spans);
        using var meter = new RouterMeter();
        using var measures = Listen(meter, tags);
        var fault = code is null ? null : new ChannelFault(FaultStage.AfterSend, FaultBlame.Channel, code, "m");
        await new ExchangeLog(new InMemoryOrderStore(), _clock, meter).WriteAsync(OrderSamples.Attempt("t1", account), "pay", _clock.GetUtcNow(), outcome, fault);
        spans.Single(s => (string?)s.GetTagItem(Metrics.Account) == account).GetTagItem(Metrics.ErrorType).Should().Be(type);
        tags.Where(t => t.Key == Metrics.ErrorType).Select(t => t.Value).Should().Equal(type is null ? [] : [type]);
    }

    [Fact]
    public void Without_a_listener_a_measure_allocates_nothing()
    {
        using var meter = new RouterMeter();
        Measure(meter);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Measure(meter);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private void Measure(RouterMeter meter)
    {
        meter.Payment("Succeeded", "a.b", "acct");
        meter.Call("pay", "Succeeded", null, "acct", "a.b", null, TimeSpan.FromMilliseconds(3));
        meter.Plan("Routed", TimeSpan.FromMicroseconds(3));
        meter.Refused("acct", "Pay", "places");
        meter.Mistake("rogue");
        meter.Failover("acct", "Channel");
        meter.Message("delivered");
        meter.Commit(TimeSpan.FromMilliseconds(3), 7, true);
        _ = meter.TimesPlans;
    }

    private static ActivityListener Listen(List<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RouterTrace.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans) spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Listen(RouterMeter meter, List<KeyValuePair<string, object?>> tags)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter, meter.Meter) && instrument.Name == Metrics.CallDuration.Name) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, measured, _) => tags.AddRange(measured));
        listener.Start();
        return listener;
    }
}
