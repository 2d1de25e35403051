using Router.Core.Accounts;

namespace Router.Core.Health;

/// <summary>
/// Counters and a breaker for every other operation (query, refund, close, bill) of an account. They keep a dead operation from being
/// asked without end and never move the weight of payments. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="settings">The same breaker as for payments.</param>
public sealed partial class OperationHealth(TimeProvider time, HealthSettings? settings = null)
{
    private readonly Lock _gate = new();
    private readonly HealthSettings _settings = settings ?? HealthSettings.Default;
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The counters of every account and operation that was ever called, in order of name.</summary>
    public IReadOnlyList<OperationCounters> Counters
    {
        get
        {
            lock (_gate)
            {
                foreach (var entry in _entries.Values) entry.Breaker.Bound(time.GetUtcNow());
                return [.. _entries.Values.Select(CountersOf)];
            }
        }
    }

    /// <param name="accountId">The account.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="always">Begins even while the breaker is open; only where the break has passed is it a probe then.</param>
    /// <returns>Null where the call may not be made now.</returns>
    public OperationTicket? TryBegin(string accountId, string operation, bool always = false)
    {
        lock (_gate)
        {
            var entry = Find_NeedsLock(accountId, operation);
            var now = time.GetUtcNow();

            // The clock may have been set back since.
            entry.Breaker.Bound(now);
            var isProbe = entry.Breaker is { IsOpen: true, ProbeInFlight: false } && now >= entry.Breaker.BreakUntil;
            if (entry.Breaker.IsOpen && !isProbe && !always) return null;
            if (isProbe) entry.Breaker.ProbeInFlight = true;
            return new OperationTicket(answered => Report(entry, isProbe, answered));
        }
    }

    /// <summary>Forgets accounts that are gone.</summary>
    public void Keep(Catalog catalog)
    {
        lock (_gate)
        {
            foreach (var key in _entries.Where(e => catalog.FindAccount(e.Value.AccountId) is null).Select(e => e.Key).ToList()) _entries.Remove(key);
        }
    }

    private void Report(Entry entry, bool isProbe, bool? answered)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (isProbe) entry.Breaker.ProbeInFlight = false;
            if (answered == true)
            {
                entry.Answered++;
                if (isProbe) entry.Breaker.SucceedProbe(now);
                else entry.Breaker.Succeed();
            }
            else if (answered == false)
            {
                entry.Failed++;
                if (isProbe) entry.Breaker.FailProbe(now, notSent: false);
                else entry.Breaker.Fail(now, notSent: false);
            }
        }
    }

    private Entry Find_NeedsLock(string accountId, string operation)
    {
        var key = $"{accountId}/{operation}";
        if (!_entries.TryGetValue(key, out var entry)) _entries[key] = entry = new Entry(accountId, operation, new Breaker(_settings));
        return entry;
    }

    private static OperationCounters CountersOf(Entry entry) => new(
        entry.AccountId, entry.Operation, entry.Answered, entry.Failed, entry.Breaker.IsOpen, entry.Breaker.IsOpen ? entry.Breaker.BreakUntil : null);

    private sealed record Entry(string AccountId, string Operation, Breaker Breaker)
    {
        public long Answered { get; set; }
        public long Failed { get; set; }
    }
}

/// <summary>How often an operation was answered and failed since the start.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Operation">query, close, refund, refund-query or bill.</param>
/// <param name="Answered">Calls that the channel answered, whatever it said.</param>
/// <param name="Failed">Calls without an answer that can be believed.</param>
/// <param name="IsOpen">True where calls are held back.</param>
/// <param name="BreakUntil">When one call is let through next; null where it is closed.</param>
public sealed record OperationCounters(string AccountId, string Operation, long Answered, long Failed, bool IsOpen, DateTimeOffset? BreakUntil);
