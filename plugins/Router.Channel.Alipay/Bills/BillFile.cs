using System.Globalization;
using System.Text.RegularExpressions;
using Router.Abstractions;
using Router.Channel.Alipay.Calls;

namespace Router.Channel.Alipay.Bills;

/// <summary>
/// A detail file (业务明细): comments, a header, rows, and a last comment with counts and sums, which must fit. What a payment brought is
/// 订单金额, what a refund gave back is 商家实收, whose sign differs between files.
/// </summary>
internal sealed partial class BillFile(string merchantId)
{
    private const string TradeNo = "支付宝交易号", Order = "订单金额（元）", Received = "商家实收（元）";
    private Columns? _columns;
    private (long Count, long Sum)? _payments, _refunds;

    public BillTotals Totals { get; } = new();

    /// <returns>The line, or null for what is none.</returns>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public BillLine? Read(string[] row)
    {
        if (row[0].StartsWith('#'))
        {
            Comment(row[0]);
            return null;
        }

        if (_columns is null)
        {
            _columns = new(row);
            _ = _columns.Of(row, TradeNo);
            return null;
        }

        if (row.Length == 1 && row[0].Length == 0) return null;
        if (row.Length != _columns.Count) throw new InvalidDataException($"A row of the bill has {row.Length} values, its header {_columns.Count}.");
        return Line(row, _columns);
    }

    /// <exception cref="InvalidDataException">The last comment does not fit the rows.</exception>
    public void CheckTrailer()
    {
        var all = (Totals.Payments + Totals.Refunds + Totals.Others, Totals.PaymentReceived + Totals.RefundReceived + Totals.OtherReceived);
        var paid = (Totals.Payments, Totals.PaymentReceived);
        if (_payments is { } told && told != all && told != paid)
            throw new InvalidDataException($"The bill's last line tells of {told.Count} rows and {told.Sum} fen; its rows are {all.Item1} and {all.Item2}.");
        if (_refunds is { } back && (back.Count != Totals.Refunds || Math.Abs(back.Sum) != Math.Abs(Totals.RefundReceived)))
            throw new InvalidDataException($"The bill's last line tells of {back.Count} refunds of {back.Sum} fen; its rows are {Totals.Refunds} and {Totals.RefundReceived}.");
    }

    private BillLine Line(string[] row, Columns columns)
    {
        var type = columns.Of(row, "业务类型");
        var (order, received) = (Fen(columns.Of(row, Order)), Fen(columns.Of(row, Received)));
        var kind = type switch
        {
            "交易" => BillLineKind.Payment,
            "退款" => BillLineKind.Refund,
            _ => BillLineKind.Other,
        };
        switch (kind)
        {
            case BillLineKind.Payment:
                Totals.AddPayment(order, received);
                break;
            case BillLineKind.Refund:
                Totals.AddRefund(order, received);
                break;
            default:
                Totals.AddOther(received);
                break;
        }

        return new()
        {
            Kind = kind,
            AttemptNumber = columns.Of(row, "商户订单号"),
            RefundNumber = kind == BillLineKind.Refund && columns.Find(row, "退款批次号/请求号") is { Length: > 0 } number ? number : null,
            ChannelTransactionId = columns.Of(row, TradeNo),
            Amount = new(Math.Abs(kind == BillLineKind.Refund ? received : order), Currency.CNY),
            Fee = Fee(columns.Find(row, "服务费（元）"), kind),
            BookedAt = BeijingTime.Read(columns.Of(row, "完成时间")) ?? throw new InvalidDataException("A row of the bill has no time."),
            RawStatus = type,
        };
    }

    // Some files write the fee of a payment with a minus, as money that went. What it costs is above zero here, what comes back below.
    private static Money? Fee(string? text, BillLineKind kind) => string.IsNullOrEmpty(text) ? null
        : kind == BillLineKind.Refund ? new(-Math.Abs(Fen(text)), Currency.CNY)
        : new(Math.Abs(Fen(text)), Currency.CNY);

    public static long Fen(string text) => Money.TryParseMajor(text.StartsWith('+') ? text.AsSpan(1) : text, Currency.CNY, out var money)
        ? money.Minor
        : throw new InvalidDataException("An amount of the bill is no exact amount in yuan.");

    // The account of the first comments is the seller's id and four digits more.
    private void Comment(string comment)
    {
        if (Account().Match(comment) is { Success: true } account && !account.Groups[1].Value.StartsWith(merchantId, StringComparison.Ordinal))
            throw new InvalidDataException("The bill is another merchant's.");
        if (Payments().Match(comment) is { Success: true } paid) _payments = Told(paid);
        else if (Refunds().Match(comment) is { Success: true } back) _refunds = Told(back);
    }

    private static (long Count, long Sum) Told(Match told) =>
        (long.Parse(told.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), Fen(told.Groups[2].Value));

    [GeneratedRegex(@"^#账号[：:]\[([0-9]+)\]")]
    private static partial Regex Account();

    [GeneratedRegex(@"^#交易合计[：:]([0-9]{1,12})笔[，,]商家实收共(-?[0-9]{1,15}\.[0-9]{2})元")]
    private static partial Regex Payments();

    [GeneratedRegex(@"^#退款合计[：:]([0-9]{1,12})笔[，,]商家实收退款共(-?[0-9]{1,15}\.[0-9]{2})元")]
    private static partial Regex Refunds();
}
