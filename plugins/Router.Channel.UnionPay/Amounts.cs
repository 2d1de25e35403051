using System.Globalization;
using Router.Abstractions;

namespace Router.Channel.UnionPay;

/// <summary>txnAmt: whole fen, at most 12 digits, in yuan (156) only.</summary>
internal static class Amounts
{
    public const string Yuan = "156";
    private const int DigitsMax = 12;
    private const long Max = 999_999_999_999;

    /// <summary>The wire's text; null where UnionPay cannot express the amount.</summary>
    public static string? Write(Money amount) => amount.Currency == Currency.CNY && amount.Minor is > 0 and <= Max
        ? amount.Minor.ToString(CultureInfo.InvariantCulture)
        : null;

    /// <summary>The amount; null for anything but 1 to 12 digits of yuan above zero.</summary>
    public static Money? Read(string text, string currency) => currency == Yuan && Digits(text) is { } minor and > 0 ? new(minor, Currency.CNY) : null;

    /// <summary>1 to 12 ASCII digits.</summary>
    public static long? Digits(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= DigitsMax && !text.ContainsAnyExceptInRange('0', '9') ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
