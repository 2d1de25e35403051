using Router.Abstractions;

namespace Router.ChannelSimulators.Stripe;

// The provider's own view of its currencies: how many digits an amount has, and what it must be divisible by.
internal static class StripeMoney
{
    private static readonly string[] s_whole =
        ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"];

    private static readonly string[] s_thousandths = ["bhd", "jod", "kwd", "omr", "tnd"];

    private static readonly string[] s_wholeWithTwoNoughts = ["isk", "ugx"];

    public static bool IsKnown(string code) => code.Length == 3 && code.All(char.IsAsciiLetterLower) && Currency.TryParse(code.ToUpperInvariant(), out _);

    public static bool IsWhole(string code, long amount) => amount % Odd(code).Multiple == 0;

    // As the book keeps it: by way of the text that a person would write.
    public static Money ToMoney(string code, long amount)
    {
        var digits = Odd(code).Digits;
        var text = amount.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        if (digits > 0) text = text.Insert(text.Length - digits, ".");
        return Money.TryParseMajor(text, Currency.Parse(code.ToUpperInvariant()), out var money)
            ? money
            : throw new InvalidOperationException($"{amount} {code} has no exact amount in the book.");
    }

    private static (int Digits, int Multiple) Odd(string code)
    {
        if (s_whole.Contains(code)) return (0, 1);
        if (s_thousandths.Contains(code)) return (3, 10);
        return s_wholeWithTwoNoughts.Contains(code) ? (2, 100) : (2, 1);
    }
}
