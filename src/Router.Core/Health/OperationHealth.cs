namespace Router.Core.Health;

/// <summary>
/// Counters and a breaker for every other operation (query, refund, close, bill) of an account. They keep a dead operation from being
/// asked without end and never move the weight of payments. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="settings">The same breaker as for payments.</param>
public sealed class OperationHealth(TimeProvider time, HealthSettings? settings = null)
{
    private readonly Lock _gate = new();
    private readonly HealthSettings _settings = settings ?? HealthSettings.Default;
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The counters of every account and operation that was ever called, in order of name.</summary>
    public IReadOnlyList<OperationCounters> Counters
    {
        get
        {
            lock (_gate) return [.. _entries.Values.Select(e => new OperationCounters(e.AccountId, e.Operation, e.Answered, e.Failed, e.Breaker.IsOpen))];
        }
    }

    /// <summary>Whether the call may be made now. A true answer must be followed by <see cref="Report"/>.</summary>
    public bool MayCall(string accountId, string operation)
    {
        lock (_gate)
        {
            var breaker = Find_NeedsLock(accountId, operation).Breaker;
            if (!breaker.IsOpen) return true;
            if (breaker.ProbeInFlight || time.GetUtcNow() < breaker.BreakUntil) return false;
            breaker.ProbeInFlight = true;
            return true;
        }
    }

    /// <param name="accountId">The account.</param>
    /// <param name="operation">The operation, as for <see cref="MayCall"/>.</param>
    /// <param name="answered">Whether an authenticated answer came in time; null: the call was not made after all.</param>
    public void Report(string accountId, string operation, bool? answered)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var entry = Find_NeedsLock(accountId, operation);
            var breaker = entry.Breaker;
            var isProbe = breaker is { IsOpen: true, ProbeInFlight: true };
            breaker.ProbeInFlight = false;
            if (answered == true)
            {
                entry.Answered++;
                if (isProbe) breaker.SucceedProbe(now);
                else breaker.Succeed();
            }
            else if (answered == false)
            {
                entry.Failed++;
                if (isProbe) breaker.FailProbe(now, notSent: false);
                else breaker.Fail(now, notSent: false);
            }
        }
    }

    private Entry Find_NeedsLock(string accountId, string operation)
    {
        var key = $"{accountId}/{operation}";
        if (!_entries.TryGetValue(key, out var entry)) _entries[key] = entry = new Entry(accountId, operation, new Breaker(_settings));
        return entry;
    }

    private sealed record Entry(string AccountId, string Operation, Breaker Breaker)
    {
        public long Answered { get; set; }
        public long Failed { get; set; }
    }
}

/// <summary>How often an operation was answered and failed since the start.</summary>
public sealed record OperationCounters(string AccountId, string Operation, long Answered, long Failed, bool IsOpen);
