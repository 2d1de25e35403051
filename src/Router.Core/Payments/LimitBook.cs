using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.Store;

namespace Router.Core.Payments;

/// <summary>
/// What this process knows of accounts' days: its own commits as they happen, and the store's counts every few seconds, which put right what
/// was missed between the two and bring what other nodes did. Only planning and people read it. Thread-safe.
/// </summary>
public sealed class LimitBook : ILimitsLeft
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string AccountId, DateOnly Day), List<DayUse>> _days = [];

    public LimitLeft Of(MerchantAccount account, DateOnly day, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.Limits is not { } limits) return default;
        long count = 0, amount = 0;
        lock (_gate)
        {
            foreach (var use in _days.GetValueOrDefault((account.Id, day)) ?? [])
            {
                count += use.Count;
                if (use.Currency == currency) amount = use.AmountMinor;
            }
        }

        return new(limits.Count - count, limits.AmountOf(currency) - amount);
    }

    /// <summary>In order of currency.</summary>
    public IReadOnlyList<DayUse> Of(string accountId, DateOnly day)
    {
        lock (_gate) return [.. (_days.GetValueOrDefault((accountId, day)) ?? []).Where(u => u.Count > 0).OrderBy(u => u.Currency.Code, StringComparer.Ordinal)];
    }

    /// <summary>A change was committed here.</summary>
    public void Observe(PaymentOrder before, PaymentOrder after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        for (var i = 0; i < after.Attempts.Count; i++)
        {
            var attempt = after.Attempts[i];
            if (attempt.LimitDay is not { } day) continue;
            var held = before.FindAttempt(attempt.Number) is { HoldsLimit: true };
            if (held == attempt.HoldsLimit) continue;
            lock (_gate) Add_NeedsLock((attempt.AccountId, day), attempt.SentAmount, held ? -1 : 1);
        }
    }

    /// <summary>Reads the days that the accounts with limits are in, and forgets all others.</summary>
    public async Task LoadAsync(IOrderStore store, Catalog catalog, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(catalog);
        var kept = new HashSet<(string, DateOnly)>();
        foreach (var account in catalog.Accounts)
        {
            if (account.Limits is null) continue;
            var key = (account.Id, catalog.LimitDayOf(account, now));
            kept.Add(key);
            var uses = await store.UseOfDayAsync(account.Id, key.Item2);
            lock (_gate) _days[key] = [.. uses];
        }

        lock (_gate)
        {
            // A plan that is being made at midnight may still ask for the day that ends: it then finds it empty, and the commit decides.
            foreach (var key in _days.Keys.Where(k => !kept.Contains(k)).ToList()) _days.Remove(key);
        }
    }

    private void Add_NeedsLock((string, DateOnly) key, Money amount, int sign)
    {
        if (!_days.TryGetValue(key, out var uses)) _days.Add(key, uses = []);
        var at = uses.FindIndex(u => u.Currency == amount.Currency);
        if (at < 0)
        {
            at = uses.Count;
            uses.Add(new(amount.Currency, 0, 0));
        }

        uses[at] = uses[at] with { Count = uses[at].Count + sign, AmountMinor = uses[at].AmountMinor + (sign * amount.Minor) };
    }
}
