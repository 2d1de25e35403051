using System.Globalization;
using Router.Abstractions;

namespace Router.Channel.WeChatPay.Bills;

/// <summary>Adds up a trade bill and compares with the sums that stand at its end.</summary>
internal sealed class TradeBillSums
{
    private const string Fee = "手续费";

    // A fee has five decimals, its sum two.
    private const int FeeDecimals = 5;
    private const long FeeUnitsPerFen = 1000;

    private static readonly (string Column, string Sum)[] s_columns =
    [
        ("应结订单金额", "应结订单总金额"),
        ("退款金额", "退款总金额"),
        ("充值券退款金额", "充值券退款总金额"),
        ("订单金额", "订单总金额"),
        ("申请退款金额", "申请退款总金额"),
    ];

    private readonly Dictionary<string, long> _sums = new(StringComparer.Ordinal);
    private long _rows, _feeUnits;

    public void Add(BillRow row)
    {
        _rows++;
        _feeUnits = checked(_feeUnits + FeeUnits(row.Text(Fee)));
        foreach (var (column, _) in s_columns)
        {
            if (row.Has(column)) _sums[column] = checked(_sums.GetValueOrDefault(column) + row.Money(column, Currency.CNY).Minor);
        }
    }

    public void Check(BillRow summary)
    {
        if (summary.Count("总交易单数") is var rows && rows != _rows) throw Differs("总交易单数", rows, _rows);
        foreach (var (column, sum) in s_columns)
        {
            if (summary.Has(sum) && summary.Money(sum, Currency.CNY).Minor is var told && told != _sums.GetValueOrDefault(column))
                throw Differs(sum, told, _sums.GetValueOrDefault(column));
        }

        var fee = summary.Money("手续费总金额", Currency.CNY).Minor;
        if (Math.Abs((fee * FeeUnitsPerFen) - _feeUnits) >= FeeUnitsPerFen) throw Differs("手续费总金额", fee, _feeUnits / FeeUnitsPerFen);
    }

    private static long FeeUnits(string text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? "" : digits[(point + 1)..].TrimEnd('0');
        if (fraction.Length <= FeeDecimals
            && long.TryParse(whole + fraction.PadRight(FeeDecimals, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var units))
            return text.StartsWith('-') ? -units : units;
        throw new InvalidDataException($"'{text}' in the bill is no fee.");
    }

    private static InvalidDataException Differs(string sum, long told, long found) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The bill's {sum} says {told}, its rows give {found}."));
}
