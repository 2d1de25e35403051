using System.Collections.Frozen;
using System.Globalization;
using Router.Abstractions;

namespace Router.Channel.PayPal;

/// <summary>
/// The currencies PayPal takes and how it writes amounts (developer.paypal.com, currency codes): JPY, HUF and TWD without decimals, all
/// others with two. BRL, CNY and MYR are for accounts of their own country.
/// </summary>
internal static class CurrencyTable
{
    public static readonly FrozenDictionary<string, int> Decimals = new Dictionary<string, int>
    {
        ["AUD"] = 2,
        ["BRL"] = 2,
        ["CAD"] = 2,
        ["CHF"] = 2,
        ["CNY"] = 2,
        ["CZK"] = 2,
        ["DKK"] = 2,
        ["EUR"] = 2,
        ["GBP"] = 2,
        ["HKD"] = 2,
        ["HUF"] = 0,
        ["ILS"] = 2,
        ["JPY"] = 0,
        ["MXN"] = 2,
        ["MYR"] = 2,
        ["NOK"] = 2,
        ["NZD"] = 2,
        ["PHP"] = 2,
        ["PLN"] = 2,
        ["SEK"] = 2,
        ["SGD"] = 2,
        ["THB"] = 2,
        ["TWD"] = 0,
        ["USD"] = 2,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>Null where PayPal cannot take exactly this amount.</returns>
    public static string? Write(Money amount)
    {
        if (!Decimals.TryGetValue(amount.Currency.Code, out var decimals) || amount.Minor <= 0) return null;
        if (decimals == amount.Currency.Exponent) return amount.ToMajorText();
        var unit = 1L;
        for (var i = decimals; i < amount.Currency.Exponent; i++) unit *= 10;
        return amount.Minor % unit == 0 ? (amount.Minor / unit).ToString(CultureInfo.InvariantCulture) : null;
    }

    /// <returns>Null where it is no exact amount of a currency.</returns>
    public static Money? Read(string? code, string? value) =>
        Currency.TryParse(code, out var currency) && Money.TryParseMajor(value, currency, out var money) ? money : null;
}
