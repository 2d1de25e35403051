using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Store;

namespace Router.TestKit.Stores;

/// <summary>What attempts take of accounts' days.</summary>
internal sealed class DayTable
{
    private readonly Dictionary<(string AccountId, DateOnly Day), SortedDictionary<string, DayUse>> _days = [];

    public IReadOnlyList<DayUse> Of(string accountId, DateOnly day) => _days.TryGetValue((accountId, day), out var uses) ? [.. uses.Values] : [];

    public bool Allows(PaymentOrder? stored, PaymentOrder order, AttemptLimit limit)
    {
        if (order.FindAttempt(limit.AttemptNumber) is not { HoldsLimit: true } attempt) return true;
        if (stored?.FindAttempt(limit.AttemptNumber) is { HoldsLimit: true }) return true;
        var uses = Of(attempt.AccountId, attempt.LimitDay!.Value);
        var amount = uses.FirstOrDefault(u => u.Currency == attempt.SentAmount.Currency)?.AmountMinor ?? 0;
        return limit.Allows(uses.Sum(u => u.Count), amount, attempt.SentAmount.Minor);
    }

    public void Apply(PaymentOrder? stored, PaymentOrder order)
    {
        foreach (var attempt in order.Attempts)
        {
            if (attempt.LimitDay is not { } day) continue;
            var held = stored?.FindAttempt(attempt.Number) is { HoldsLimit: true };
            if (held != attempt.HoldsLimit) Add(attempt.AccountId, day, attempt.SentAmount, held ? -1 : 1);
        }
    }

    private void Add(string accountId, DateOnly day, Money amount, int sign)
    {
        if (!_days.TryGetValue((accountId, day), out var uses)) _days.Add((accountId, day), uses = new(StringComparer.Ordinal));
        var use = uses.GetValueOrDefault(amount.Currency.Code) ?? new(amount.Currency, 0, 0);
        use = use with { Count = use.Count + sign, AmountMinor = use.AmountMinor + (sign * amount.Minor) };
        if (use.Count == 0) uses.Remove(amount.Currency.Code);
        else uses[amount.Currency.Code] = use;
    }
}
