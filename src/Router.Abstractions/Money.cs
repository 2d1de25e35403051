using System.Globalization;

namespace Router.Abstractions;

/// <summary>
/// An exact amount: a whole number of minor units (fen, cents, yen) of one currency. Never a floating-point or decimal amount.
/// </summary>
/// <param name="Minor">Minor units; may be negative only in bill lines.</param>
/// <param name="Currency">The currency whose exponent says what a minor unit is.</param>
public readonly record struct Money(long Minor, Currency Currency)
{
    /// <summary>Adds two amounts of one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The sum does not fit 64 bits.</exception>
    public static Money operator +(Money left, Money right) => new(checked(left.Minor + Same(left, right).Minor), left.Currency);

    /// <summary>Subtracts an amount of the same currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The difference does not fit 64 bits.</exception>
    public static Money operator -(Money left, Money right) => new(checked(left.Minor - Same(left, right).Minor), left.Currency);

    /// <summary>Adds two amounts of one currency.</summary>
    public static Money Add(Money left, Money right) => left + right;

    /// <summary>Subtracts an amount of the same currency.</summary>
    public static Money Subtract(Money left, Money right) => left - right;

    /// <summary>
    /// The major-unit text that yuan- or dollar-writing channels use: 1234 fen is "12.34", 5 yen is "5". Invariant culture, no grouping.
    /// </summary>
    public string ToMajorText()
    {
        var digits = UInt128Abs(Minor).ToString(CultureInfo.InvariantCulture).PadLeft(Currency.Exponent + 1, '0');
        var sign = Minor < 0 ? "-" : "";
        if (Currency.Exponent == 0) return sign + digits;
        return $"{sign}{digits[..^Currency.Exponent]}.{digits[^Currency.Exponent..]}";
    }

    /// <summary>Reads a major-unit text exactly; never rounds.</summary>
    /// <param name="text">Digits, optionally a leading minus and one point: "12.34". No grouping, no exponent, no blanks.</param>
    /// <param name="currency">The currency of the amount.</param>
    /// <param name="money">The amount read.</param>
    /// <returns>False for any other text, for more significant decimals than the currency has, and for what does not fit 64 bits.</returns>
    public static bool TryParseMajor(ReadOnlySpan<char> text, Currency currency, out Money money)
    {
        money = default;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative) text = text[1..];
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || ContainsNonDigit(whole) || ContainsNonDigit(fraction)) return false;
        if (fraction.Length > currency.Exponent)
        {
            if (fraction[currency.Exponent..].ContainsAnyExcept('0')) return false;
            fraction = fraction[..currency.Exponent];
        }

        Int128 minor = 0;
        foreach (var digits in new[] { whole.ToString(), fraction.ToString().PadRight(currency.Exponent, '0') })
        {
            foreach (var digit in digits)
            {
                minor = (minor * 10) + (digit - '0');
                if (minor > long.MaxValue) return false;
            }
        }

        money = new Money((long)(negative ? -minor : minor), currency);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ToMajorText()} {Currency.Code}";

    private static bool ContainsNonDigit(ReadOnlySpan<char> text) => text.ContainsAnyExceptInRange('0', '9');

    private static UInt128 UInt128Abs(long value) => (UInt128)Int128.Abs(value);

    private static Money Same(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"{left.Currency} and {right.Currency} amounts cannot be added; convert nothing, compare currencies first.");
}
