namespace Router.Core.Backtesting;

/// <summary>What one account got as the first of a plan.</summary>
public sealed class AccountTally
{
    private readonly SortedDictionary<string, MoneyTally> _money = new(StringComparer.Ordinal);

    public long Payments { get; private set; }

    /// <summary>By currency.</summary>
    public IReadOnlyDictionary<string, MoneyTally> Money => _money;

    internal void Add(string currency, long amountMinor, long feeMinor)
    {
        Payments++;
        _money[currency] = _money.GetValueOrDefault(currency).Plus(amountMinor, feeMinor);
    }

    internal void Merge(AccountTally other)
    {
        Payments += other.Payments;
        foreach (var (currency, money) in other._money)
            _money[currency] = _money.GetValueOrDefault(currency).Plus(money.AmountMinor, money.FeeMinor);
    }
}
