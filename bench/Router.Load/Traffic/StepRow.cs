using System.Collections.Concurrent;
using Router.Load.Running;

namespace Router.Load.Traffic;

/// <summary>One step of the run: what was asked at which rate and how it was answered. Thread-safe while it runs.</summary>
internal sealed class StepRow(int rate)
{
    private readonly ConcurrentDictionary<string, long> _answers = new(StringComparer.Ordinal);

    public int Rate => rate;

    /// <summary>Of first requests for payments, from the moment they were due.</summary>
    public LatencyHistogram Payments { get; } = new();

    /// <summary>Of everything else that was asked.</summary>
    public LatencyHistogram Others { get; } = new();

    /// <summary>How late the generator itself sent.</summary>
    public LatencyHistogram Lag { get; } = new();

    /// <summary>Payments acknowledged.</summary>
    public long Acknowledged;

    /// <summary>Due but not sent, because too many were under way.</summary>
    public long Shed;

    public TimeSpan Elapsed { get; set; }

    public HostSample? Before { get; set; }

    public HostSample? After { get; set; }

    /// <summary>Answers by "kind status code".</summary>
    public IEnumerable<KeyValuePair<string, long>> Answers => _answers.OrderBy(answer => answer.Key, StringComparer.Ordinal);

    public double PaymentsPerSecond => Acknowledged / Elapsed.TotalSeconds;

    public void Record(Work work, Reply reply, TimeSpan latency)
    {
        (work.Kind == "pay" ? Payments : Others).Record(latency);
        if (work.Kind == "pay" && reply.PaymentId is not null && reply.Status < 300) Interlocked.Increment(ref Acknowledged);
        _answers.AddOrUpdate($"{work.Kind} {reply.Status} {reply.Code}".TrimEnd(), 1, (_, count) => count + 1);
    }
}
