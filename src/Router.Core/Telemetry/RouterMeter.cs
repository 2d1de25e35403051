using System.Diagnostics.Metrics;

namespace Router.Core.Telemetry;

/// <summary>
/// The instruments of one engine, on a meter named "Router". Where nobody listens nothing is measured and nothing is allocated;
/// what a listener throws reaches nobody. Thread-safe.
/// </summary>
public sealed class RouterMeter : IDisposable
{
    public const string MeterName = "Router";
    private const string None = "none";

    // From a millisecond to beyond the longest timeout: the default buckets of exporters are for milliseconds.
    private static readonly double[] s_calls = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60];
    private static readonly double[] s_short = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1];
    private static readonly double[] s_commits = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
    private static readonly double[] s_sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
    private readonly Counter<long> _payments;
    private readonly Counter<long> _refunds;
    private readonly Counter<long> _failovers;
    private readonly Counter<long> _orphans;
    private readonly Counter<long> _cases;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _alarms;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _mistakes;
    private readonly Histogram<double> _calls;
    private readonly Histogram<double> _plans;
    private readonly Histogram<double> _commits;
    private readonly Histogram<long> _sizes;

    public RouterMeter()
    {
        Meter = new Meter(MeterName);
        _payments = Counter(Metrics.PaymentStateChanges);
        _refunds = Counter(Metrics.RefundStateChanges);
        _failovers = Counter(Metrics.Failovers);
        _orphans = Counter(Metrics.Orphans);
        _cases = Counter(Metrics.CasesOpened);
        _messages = Counter(Metrics.Messages);
        _alarms = Counter(Metrics.AlarmsRaised);
        _lost = Counter(Metrics.AlarmsLost);
        _refused = Counter(Metrics.CallsRefused);
        _mistakes = Counter(Metrics.PluginMistakes);
        _calls = Seconds(Metrics.CallDuration, s_calls);
        _plans = Seconds(Metrics.PlanDuration, s_short);
        _commits = Seconds(Metrics.StoreCommitDuration, s_commits);
        _sizes = Meter.CreateHistogram(
            Metrics.StoreCommitSize.Name, Metrics.StoreCommitSize.Unit, Metrics.StoreCommitSize.Meaning,
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [.. s_sizes.Select(s => (long)s)] });
    }

    /// <summary>For gauges over what others own.</summary>
    public Meter Meter { get; }

    /// <summary>Whether somebody wants to know how long plans take: reading the clock costs too.</summary>
    public bool TimesPlans => _plans.Enabled;

    public bool TimesCommits => _commits.Enabled || _sizes.Enabled;

    public void Payment(string state, string? method, string? account) =>
        Count(_payments, new(Metrics.State, state), new(Metrics.Method, method ?? None), new(Metrics.Account, account ?? None));

    public void Refund(string state, string account) => Count(_refunds, new(Metrics.State, state), new(Metrics.Account, account));

    public void Failover(string account, string? blame) => Count(_failovers, new(Metrics.Account, account), new(Metrics.Blame, blame ?? None));

    public void Orphan(string account) => Count(_orphans, new KeyValuePair<string, object?>(Metrics.Account, account));

    public void Case(string kind) => Count(_cases, new KeyValuePair<string, object?>(Metrics.Kind, kind));

    public void Call(string operation, string outcome, string? blame, string account, string? method, string? error, TimeSpan duration)
    {
        ReadOnlySpan<KeyValuePair<string, object?>> tags =
        [
            new(Metrics.Operation, operation), new(Metrics.Outcome, outcome), new(Metrics.Blame, blame ?? None), new(Metrics.Account, account),
            new(Metrics.Method, method ?? None), new(Metrics.ErrorType, error),
        ];

        // What did not fail has no type of error.
        Record(_calls, duration.TotalSeconds, error is null ? tags[..^1] : tags);
    }

    public void Refused(string account, string callClass, string result) =>
        Count(_refused, new(Metrics.Account, account), new(Metrics.CallClass, callClass), new(Metrics.Result, result));

    public void Mistake(string channel) => Count(_mistakes, new KeyValuePair<string, object?>(Metrics.Channel, channel));

    public void Plan(string outcome, TimeSpan duration) => Record(_plans, duration.TotalSeconds, new KeyValuePair<string, object?>(Metrics.Outcome, outcome));

    public void Message(string result) => Count(_messages, new KeyValuePair<string, object?>(Metrics.Result, result));

    public void Commit(TimeSpan duration, int writes, bool succeeded)
    {
        Record(_commits, duration.TotalSeconds, new KeyValuePair<string, object?>(Metrics.Result, succeeded ? "committed" : "failed"));
        Record(_sizes, writes);
    }

    public void AlarmRaised(string kind, string severity) => Count(_alarms, new(Metrics.Kind, kind), new(Metrics.Severity, severity));

    public void AlarmLost(string result) => Count(_lost, new KeyValuePair<string, object?>(Metrics.Result, result));

    public void Dispose() => Meter.Dispose();

    private static void Count(Counter<long> counter, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!counter.Enabled) return;
        try
        {
            counter.Add(1, tags);
        }
        catch (Exception)
        {
            // A listener runs on the thread of a payment, and what it throws is its own: the payment goes on.
        }
    }

    private static void Record<T>(Histogram<T> histogram, T value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        if (!histogram.Enabled) return;
        try
        {
            histogram.Record(value, tags);
        }
        catch (Exception)
        {
            // As above.
        }
    }

    private Counter<long> Counter(Metric metric) => Meter.CreateCounter<long>(metric.Name, metric.Unit, metric.Meaning);

    private Histogram<double> Seconds(Metric metric, double[] bounds) => Meter.CreateHistogram(
        metric.Name, metric.Unit, metric.Meaning, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
