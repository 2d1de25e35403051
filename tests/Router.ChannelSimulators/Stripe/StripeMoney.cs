using Router.Abstractions;

namespace Router.ChannelSimulators.Stripe;

// The provider's own view of its currencies: how many digits an amount has, and what it must be divisible by.
internal static class StripeMoney
{
    private static readonly Dictionary<string, (int Digits, int Multiple)> s_odd = new(StringComparer.Ordinal)
    {
        ["bif"] = (0, 1), ["clp"] = (0, 1), ["djf"] = (0, 1), ["gnf"] = (0, 1), ["jpy"] = (0, 1), ["kmf"] = (0, 1), ["krw"] = (0, 1), ["mga"] = (0, 1),
        ["pyg"] = (0, 1), ["rwf"] = (0, 1), ["vnd"] = (0, 1), ["vuv"] = (0, 1), ["xaf"] = (0, 1), ["xof"] = (0, 1), ["xpf"] = (0, 1),
        ["bhd"] = (3, 10), ["jod"] = (3, 10), ["kwd"] = (3, 10), ["omr"] = (3, 10), ["tnd"] = (3, 10),
        ["isk"] = (2, 100), ["ugx"] = (2, 100),
    };

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

    private static (int Digits, int Multiple) Odd(string code) => s_odd.TryGetValue(code, out var odd) ? odd : (2, 1);
}
