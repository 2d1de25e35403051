using Router.Core.Accounts;
using Router.Core.Payments;
using Router.Core.Store;

namespace Router.AspNetCore.Views;

/// <summary>What is taken of an account's day, as this process knows it: at most a few seconds old.</summary>
/// <param name="Day">By the midnight that ends the account's day.</param>
/// <param name="Count">Payments that hold a place.</param>
/// <param name="CountLimit">Absent: any number.</param>
/// <param name="Amounts">By currency; those that are bounded and those that are used.</param>
internal sealed record AccountDayView(DateOnly Day, long Count, long? CountLimit, IReadOnlyList<DayAmountView> Amounts)
{
    /// <returns>Null where the account has no limits.</returns>
    public static AccountDayView? Of(MerchantAccount? account, Catalog catalog, LimitBook book, DateTimeOffset now)
    {
        if (account?.Limits is not { } limits) return null;
        var day = catalog.LimitDayOf(account, now);
        var uses = book.Of(account.Id, day);
        var currencies = (limits.Amounts ?? []).Select(a => a.Currency).Union(uses.Select(u => u.Currency)).OrderBy(c => c.Code, StringComparer.Ordinal);
        return new(day, uses.Sum(u => u.Count), limits.Count, [.. currencies.Select(c => new DayAmountView(c.Code, Used(uses, c.Code), limits.AmountOf(c)))]);
    }

    private static long Used(IReadOnlyList<DayUse> uses, string currency) => uses.FirstOrDefault(u => u.Currency.Code == currency)?.AmountMinor ?? 0;
}
