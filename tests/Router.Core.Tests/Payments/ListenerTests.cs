using System.Diagnostics;
using System.Diagnostics.Metrics;
using Router.Abstractions;
using Router.Core.Alarms;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Telemetry;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

/// Whoever listens to the engine may be broken: no answer about money is lost for it.
public class ListenerTests
{
    private static readonly AsyncLocal<bool> s_throws = new();

    [Fact]
    public void A_meter_listener_that_throws_costs_no_answer()
    {
        using var meter = new RouterMeter();
        using var listener = new MeterListener();
        var heard = 0;
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter, meter.Meter)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException($"count {++heard}"));
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => throw new InvalidOperationException($"time {++heard}"));
        listener.Start();
        World.Run(PaysAndRefundsAsync, options =>
        {
            options.Meter = meter;
            options.Alarms = new Silent();
        });
        heard.Should().BePositive();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_activity_listener_that_throws_costs_no_answer(bool atStart)
    {
        var heard = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RouterTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => s_throws.Value ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStarted = _ => Throw(atStart),
            ActivityStopped = _ => Throw(!atStart),
        };
        ActivitySource.AddActivityListener(listener);
        World.Run(async engine =>
        {
            s_throws.Value = true;
            await PaysAndRefundsAsync(engine);
        });
        heard.Should().BePositive();

        void Throw(bool wanted)
        {
            if (!wanted || !s_throws.Value) return;
            heard++;
            throw new InvalidOperationException("listener");
        }
    }

    [Fact]
    public void Alarms_and_an_exchange_log_that_throw_cost_no_answer() => World.Run(
        async engine =>
        {
            engine.Store.FailsExchanges = true;
            engine.A.Pay.Then((r, _) => Task.FromResult(ChannelResult.Succeeded("tx", new Money(r.Amount.Minor - 1, r.Amount.Currency))));
            var order = (await engine.PayAsync()).Payment!;
            order.State.Should().Be(PaymentState.Suspense, "the case was opened, though nobody could be told");
        },
        options => options.Alarms = new Broken());

    private static async Task PaysAndRefundsAsync(TestEngine engine)
    {
        engine.A.Pay.Then(ChannelResult.NotSent(FaultBlame.Network, "dns", "no address"));
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Succeeded);
        (await engine.RefundAsync(order.Id, 400)).Refund!.State.Should().Be(RefundState.Succeeded);
        await engine.PendingAsync("o2");
        await engine.RecoverAsync(TimeSpan.FromHours(2));
        (await engine.Store.ListPaymentsAsync(new())).Should().OnlyContain(o => o.IsFinal);
    }

    private sealed class Silent : IAlarms
    {
        public void Raise(AlarmKind kind, string subject, string reason)
        {
        }

        public void Resolve(AlarmKind kind, string subject)
        {
        }
    }

    private sealed class Broken : IAlarms
    {
        public void Raise(AlarmKind kind, string subject, string reason) => throw new InvalidOperationException("alarm");

        public void Resolve(AlarmKind kind, string subject) => throw new InvalidOperationException("alarm");
    }
}
