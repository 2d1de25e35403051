using Router.Abstractions;
using Router.Core.Orders;
using Router.Simulation.Banking;
using Router.Simulation.Nodes;

namespace Router.Simulation.Checks;

/// <summary>
/// I15: no attempt is added to an account's day that has no room for it, and what the channels' books show as taken on a day is within the
/// limit, but for captures that came after their attempt was proved unpaid. Kept by a table of its own; the engine's counts are not read.
/// </summary>
internal sealed class DayWatch(DayLimits limits, Findings findings)
{
    private static readonly TimeSpan s_zone = TimeSpan.FromHours(12);
    private readonly Dictionary<string, (string Account, DateOnly Day, long Minor)> _held = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Account, DateOnly Day), (long Count, long Minor)> _sums = [];
    private readonly HashSet<string> _released = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateOnly> _days = new(StringComparer.Ordinal);

    public void After(PaymentOrder? before, PaymentOrder after)
    {
        foreach (var attempt in after.Attempts)
        {
            if (limits.Find(attempt.AccountId) is not { } limit) continue;
            var isNew = before?.FindAttempt(attempt.Number) is null;
            if (isNew) _days[attempt.Number] = DateOnly.FromDateTime((attempt.RequestTime + s_zone).UtcDateTime);
            var isUnpaid = attempt.State is AttemptState.Declined or AttemptState.NotSent or AttemptState.Closed;
            if (isUnpaid) Release(attempt.Number);
            else Hold(attempt);
            var (count, minor) = _sums.GetValueOrDefault((attempt.AccountId, _days[attempt.Number]));
            if (isNew && (count > limit.Count || minor > limit.AmountOf(Currency.CNY)))
            {
                findings.Add("I15", after.Terms.MerchantOrderNo, $"attempt {attempt.Number} makes {count} attempts and {minor} of a day of {attempt.AccountId}, which takes {limit.Count} and {limit.AmountOf(Currency.CNY)}");
            }
        }
    }

    public void Compare(Books books)
    {
        var taken = new SortedDictionary<(string Account, DateOnly Day), (long Count, long Minor)>();
        foreach (var entry in books.Entries)
        {
            if (entry.Captures == 0 || _released.Contains(entry.Number) || !_days.TryGetValue(entry.Number, out var day)) continue;
            var (count, minor) = taken.GetValueOrDefault((entry.Account, day));
            taken[(entry.Account, day)] = (count + 1, minor + entry.Captured);
        }

        foreach (var ((account, day), (count, minor)) in taken)
        {
            if (limits.Find(account) is { } limit && (count > limit.Count || minor > limit.AmountOf(Currency.CNY)))
                findings.Add("I15", account, $"on {day} the channel took {count} payments and {minor}, and the account takes {limit.Count} and {limit.AmountOf(Currency.CNY)}");
        }
    }

    private void Hold(Attempt attempt)
    {
        var key = (attempt.AccountId, _days[attempt.Number]);
        if (!_held.TryAdd(attempt.Number, (key.AccountId, key.Item2, attempt.SentAmount.Minor))) return;
        var (count, minor) = _sums.GetValueOrDefault(key);
        _sums[key] = (count + 1, minor + attempt.SentAmount.Minor);
    }

    private void Release(string number)
    {
        _released.Add(number);
        if (!_held.Remove(number, out var held)) return;
        var (count, minor) = _sums[(held.Account, held.Day)];
        _sums[(held.Account, held.Day)] = (count - 1, minor - held.Minor);
    }
}
