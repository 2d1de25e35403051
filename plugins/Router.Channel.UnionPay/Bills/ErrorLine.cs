using Router.Abstractions;

namespace Router.Channel.UnionPay.Bills;

/// <summary>A line of the ZME file: a chargeback, a correction. It names no order of ours; people look at it.</summary>
internal static class ErrorLine
{
    private const int Code = 0, TraceTime = 4, Amount = 6;

    public static BillLine Read(string[] fields, DateOnly day) => new()
    {
        Kind = BillLineKind.Other,
        AttemptNumber = "",
        ChannelTransactionId = "",
        Amount = TransactionLine.ReadAmount(fields[Amount]),
        BookedAt = TransactionLine.ReadTime(fields[TraceTime], day),
        RawStatus = fields[Code],
    };
}
