using System.Diagnostics.Metrics;
using Router.Core.Health;
using Router.Core.Payments;
using Router.Core.Store;
using Router.Core.Telemetry;
using Router.Hosting.Alarms;
using Router.Hosting.Background;

namespace Router.Hosting.Telemetry;

/// <summary>Gauges over what is: read when somebody collects. Backlogs stand in the store and are counted beforehand, now and then.</summary>
internal sealed class RouterGauges
{
    private const int MaxMessages = 1000;
    private const int MaxOrders = 1000;
    private readonly IOrderStore _store;
    private readonly TimeProvider _time;
    private readonly ObservableGauge<long> _messages;
    private readonly ObservableGauge<double> _age;
    private readonly ObservableGauge<long> _recovery;
    private long _messagesDue;
    private double _oldestSeconds;
    private long _recoveryDue;

    public RouterGauges(RouterMeter meter, HealthModel health, InFlight inFlight, AlarmDesk alarms, OpenCases cases, IOrderStore store, TimeProvider time)
    {
        (_store, _time) = (store, time);
        _messages = Gauge(meter, Metrics.OutboxDue, () => Interlocked.Read(ref _messagesDue));
        _age = meter.Meter.CreateObservableGauge(Metrics.OutboxAge.Name, () => Volatile.Read(ref _oldestSeconds), Metrics.OutboxAge.Unit, Metrics.OutboxAge.Meaning);
        _recovery = Gauge(meter, Metrics.RecoveryDue, () => Interlocked.Read(ref _recoveryDue));
        Gauge(meter, Metrics.InFlight, () => inFlight.Count);
        Gauges(meter, Metrics.CasesOpen, () => cases.Counts.Select(c => new Measurement<long>(c.Value, new KeyValuePair<string, object?>(Metrics.Kind, c.Key))));
        Gauges(meter, Metrics.AlarmsOpen, () => alarms.List(ended: false).GroupBy(a => a.Kind)
            .Select(g => new Measurement<long>(g.Count(), new(Metrics.Kind, g.Key.Name), new(Metrics.Severity, AlarmDesk.Severity(g.Key)))));
        Lines(meter, Metrics.AccountHealth, health, (line, _) => line.Health);
        Lines(meter, Metrics.AccountEstimate, health, (line, _) => line.Estimate);
        Lines(meter, Metrics.AccountBreaker, health, (line, at) => line.BreakerAt(at) switch { BreakerState.Open => 2, BreakerState.ProbeDue => 1, _ => 0 });
    }

    /// <summary>Counts the backlogs, where somebody wants to know.</summary>
    public async Task CountAsync()
    {
        if (!_messages.Enabled && !_age.Enabled && !_recovery.Enabled) return;
        var now = _time.GetUtcNow();
        var messages = await _store.DueOutboxAsync(now, MaxMessages).ConfigureAwait(false);
        Interlocked.Exchange(ref _messagesDue, messages.Count);
        Volatile.Write(ref _oldestSeconds, messages.Count == 0 ? 0 : Math.Max(0, (now - messages.Min(m => m.CreatedAt)).TotalSeconds));
        var payments = await _store.DuePaymentsAsync(now, MaxOrders).ConfigureAwait(false);
        var refunds = await _store.DueRefundsAsync(now, MaxOrders).ConfigureAwait(false);
        Interlocked.Exchange(ref _recoveryDue, payments.Count + refunds.Count);
    }

    private static ObservableGauge<long> Gauge(RouterMeter meter, Metric metric, Func<long> read) =>
        meter.Meter.CreateObservableGauge(metric.Name, read, metric.Unit, metric.Meaning);

    private static void Gauges(RouterMeter meter, Metric metric, Func<IEnumerable<Measurement<long>>> read) =>
        meter.Meter.CreateObservableGauge(metric.Name, read, metric.Unit, metric.Meaning);

    private static void Lines(RouterMeter meter, Metric metric, HealthModel health, Func<HealthLine, DateTimeOffset, double> read) =>
        meter.Meter.CreateObservableGauge(
            metric.Name,
            () =>
            {
                var view = health.Tick();
                return view.Lines.Select(l => new Measurement<double>(read(l, view.At), new(Metrics.Account, l.AccountId), new(Metrics.Method, l.Method)));
            },
            metric.Unit, metric.Meaning);
}
