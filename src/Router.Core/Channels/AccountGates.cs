using System.Collections.Concurrent;
using Router.Core.Accounts;

namespace Router.Core.Channels;

/// <summary>What a call is for: a class of calls never takes the places of another.</summary>
public enum CallClass
{
    Pay,

    /// <summary>Queries and closes of payments, queries of refunds, probes.</summary>
    Query,
    Refund,
    Bill,

    /// <summary>Reading what a channel, or anyone else, has posted.</summary>
    Notify,
}

/// <summary>
/// The bulkheads: how many calls of a class run at once at an account. Full means refused at once, never queued: a payment goes to its next
/// candidate, everything else is tried again by its schedule. Thread-safe.
/// </summary>
public sealed class AccountGates
{
    private readonly ConcurrentDictionary<(string, CallClass), Gate> _gates = new();

    /// <returns>A place, to be disposed; null where all are taken.</returns>
    public IDisposable? TryEnter(MerchantAccount account, CallClass callClass)
    {
        var gate = _gates.GetOrAdd((account.Id, callClass), _ => new Gate());
        if (Interlocked.Increment(ref gate.Taken) <= account.PlacesFor(callClass)) return new Place(gate);
        Interlocked.Decrement(ref gate.Taken);
        return null;
    }

    public int Taken(string accountId, CallClass callClass) => _gates.TryGetValue((accountId, callClass), out var gate) ? gate.Taken : 0;

    /// <summary>Forgets accounts that are gone; calls of theirs that still run end as usual.</summary>
    public void Keep(Catalog catalog)
    {
        foreach (var (account, callClass) in _gates.Keys)
            if (catalog.FindAccount(account) is null) _gates.TryRemove((account, callClass), out _);
    }

    private sealed class Gate
    {
        public int Taken;
    }

    private sealed class Place(Gate gate) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) Interlocked.Decrement(ref gate.Taken);
        }
    }
}
