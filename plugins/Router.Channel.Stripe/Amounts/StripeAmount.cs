using Router.Abstractions;

namespace Router.Channel.Stripe.Amounts;

/// <summary>
/// Amounts as Stripe writes them. Stripe's digits are not always ISO's: one table holds every difference.
/// </summary>
/// <remarks>Source: https://docs.stripe.com/currencies, minor units, zero-decimal, three-decimal and special cases.</remarks>
internal static class StripeAmount
{
    // "Up to eight digits": https://docs.stripe.com/api/payment_intents/create (amount).
    private const long Greatest = 99_999_999;

    // Zero decimals at Stripe. MGA and the rest of Stripe's list agree with ISO but for MGA, which ISO gives two (a fifth of an ariary).
    private static readonly string[] s_zero =
        ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"];

    // Three decimals, and the last digit must be 0.
    private static readonly string[] s_three = ["BHD", "JOD", "KWD", "OMR", "TND"];

    // No decimals in fact, written with two for old times' sake; they must be 00. HUF and TWD are so for payouts only: charges have two.
    private static readonly string[] s_zeroWrittenAsTwo = ["ISK", "UGX"];

    /// <returns>False where Stripe cannot take this amount exactly.</returns>
    public static bool TryWrite(Money money, out long amount)
    {
        amount = 0;
        var (exponent, step) = Rule(money.Currency);
        if (money.Minor <= 0 || !TryScale(money.Minor, money.Currency.Exponent, exponent, out var scaled)) return false;
        if (scaled % step != 0 || scaled > Greatest) return false;
        amount = scaled;
        return true;
    }

    /// <returns>False where the amount is no whole number of the currency's minor units, or the code is none.</returns>
    public static bool TryRead(long amount, string? currencyCode, out Money money)
    {
        money = default;
        if (currencyCode is null || !Currency.TryParse(currencyCode.ToUpperInvariant(), out var currency)) return false;
        if (!TryScale(amount, Rule(currency).Exponent, currency.Exponent, out var minor)) return false;
        money = new(minor, currency);
        return true;
    }

    /// <summary>The currency as Stripe writes it.</summary>
    public static string Code(Currency currency) => string.Create(currency.Code.Length, currency.Code, static (letters, code) =>
    {
        for (var i = 0; i < letters.Length; i++) letters[i] = char.ToLowerInvariant(code[i]);
    });

    private static (int Exponent, long Step) Rule(Currency currency) =>
        s_zero.Contains(currency.Code) ? (0, 1)
        : s_three.Contains(currency.Code) ? (3, 10)
        : s_zeroWrittenAsTwo.Contains(currency.Code) ? (2, 100)
        : (2, 1);

    private static bool TryScale(long value, int from, int to, out long scaled)
    {
        scaled = 0;
        Int128 exact = value;
        for (; from < to; from++) exact *= 10;
        for (; from > to; from--)
        {
            if (exact % 10 != 0) return false;
            exact /= 10;
        }

        if (exact > long.MaxValue || exact < long.MinValue) return false;
        scaled = (long)exact;
        return true;
    }
}
