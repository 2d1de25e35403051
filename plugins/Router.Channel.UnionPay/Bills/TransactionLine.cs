using Router.Abstractions;

namespace Router.Channel.UnionPay.Bills;

/// <summary>A line of the ZM file: a payment or money back.</summary>
internal static class TransactionLine
{
    // Columns of 全渠道平台接入接口规范 第3部分, 6.1 ZM file, counted from 0.
    private const int Code = 0, TraceTime = 4, Amount = 6, QueryId = 9, OrderId = 11, Fee = 15, GroupMerchant = 18, TxnType = 19;
    private const int OriginalQueryId = 26, Merchant = 27, Reserved = 34, OriginalOrderId = 40;

    public static BillLine Read(string[] fields, string merchantId, DateOnly day)
    {
        var merchant = fields[Merchant].Length > 0 ? fields[Merchant] : fields[GroupMerchant];
        if (merchant.Length > 0 && merchant != merchantId) throw new InvalidDataException("A line of the bill is another merchant's.");
        var kind = (fields[Code], fields[TxnType]) switch
        {
            ("S22", _) => BillLineKind.Payment,
            ("S30", _) or (_, "31") => BillLineKind.Refund,
            _ => BillLineKind.Other,
        };
        var isBack = kind == BillLineKind.Refund;
        return new()
        {
            Kind = kind,
            AttemptNumber = isBack ? First(fields[OriginalOrderId], fields[Reserved]) : fields[OrderId],
            RefundNumber = isBack ? fields[OrderId] : null,
            ChannelTransactionId = isBack ? First(fields[OriginalQueryId], fields[QueryId]) : fields[QueryId],
            Amount = ReadAmount(fields[Amount]),
            Fee = ReadFee(fields[Fee]),
            BookedAt = ReadTime(fields[TraceTime], day),
            RawStatus = fields[Code],
        };
    }

    public static Money ReadAmount(string text) => Amounts.Digits(text) is { } minor
        ? new(minor, Currency.CNY)
        : throw new InvalidDataException("A line of the bill has no amount of digits.");

    public static DateTimeOffset ReadTime(string text, DateOnly day)
    {
        var noon = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(8));
        return BeijingTime.ParseWithoutYear(text, noon) ?? throw new InvalidDataException("A line of the bill has no time of the form MMDDhhmmss.");
    }

    // D: the merchant owes it; C: the merchant gets it back.
    private static Money? ReadFee(string text)
    {
        if (text.Length == 0) return null;
        var minor = ReadAmount(text[0] is 'C' or 'D' ? text[1..] : text);
        return text[0] == 'C' && minor.Minor != 0 ? minor with { Minor = -minor.Minor } : minor;
    }

    private static string First(string wanted, string otherwise) => wanted.Length > 0 ? wanted : otherwise;
}
