using Router.Abstractions;

namespace Router.Core.Accounts;

/// <summary>What an account takes in a day, counted by attempts that are not proved unpaid.</summary>
/// <param name="Count">Attempts; null: any number.</param>
/// <param name="Amounts">Sums, each currency once; a currency that is not named is not bounded.</param>
/// <param name="Zone">Whose midnight ends the day, an IANA name; null: the channel's.</param>
public sealed record AccountLimits(long? Count = null, IReadOnlyList<Money>? Amounts = null, string? Zone = null)
{
    /// <summary>The sum that may be taken in a currency, minor units; null: any.</summary>
    public long? AmountOf(Currency currency)
    {
        for (var i = 0; i < (Amounts?.Count ?? 0); i++)
            if (Amounts![i].Currency == currency) return Amounts[i].Minor;
        return null;
    }
}
