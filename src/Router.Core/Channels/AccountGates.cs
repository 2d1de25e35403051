using System.Collections.Concurrent;
using Router.Core.Accounts;

namespace Router.Core.Channels;

/// <summary>
/// The bulkheads and rates: how many calls of a class run at once at an account, and how many may begin in a second. Full means refused at
/// once, never queued: a payment goes to its next candidate, everything else is tried again by its schedule. Thread-safe.
/// </summary>
public sealed class AccountGates(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string, CallClass), Gate> _gates = new();

    /// <summary>Told of each call held back: account, class, and "places" or "rate"; it must not throw.</summary>
    public Action<string, CallClass, string>? OnRefused { get; init; }

    /// <returns>A place, to be disposed; null where all are taken or the rate is used up.</returns>
    public IDisposable? TryEnter(MerchantAccount account, CallClass callClass) => TryEnter(account, callClass, out _);

    /// <param name="account">The account.</param>
    /// <param name="callClass">The class.</param>
    /// <param name="refused">Why there is no place; null where there is.</param>
    public IDisposable? TryEnter(MerchantAccount account, CallClass callClass, out string? refused)
    {
        var gate = _gates.GetOrAdd((account.Id, callClass), _ => new Gate());
        refused = null;
        var isFull = Interlocked.Increment(ref gate.Taken) > account.PlacesFor(callClass);
        if (isFull) refused = "all its places are taken";
        else if (callClass != CallClass.Notify && account.RatePerSecond is { } rate && !gate.Rate.TryTake(time.GetUtcNow(), rate, account.Burst ?? rate))
            refused = $"its rate of {rate} calls a second is used up";
        if (refused is null) return new Place(gate);
        Interlocked.Decrement(ref gate.Taken);
        OnRefused?.Invoke(account.Id, callClass, isFull ? "places" : "rate");
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

        public CallRate Rate { get; } = new();
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
