using Router.Abstractions;

namespace Router.AspNetCore.Views;

internal sealed record BillLineView
{
    public required string Kind { get; init; }
    public required string Attempt { get; init; }
    public string? RefundNumber { get; init; }
    public required string ChannelTransactionId { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public long? Fee { get; init; }
    public required DateTimeOffset BookedAt { get; init; }
    public string? RawStatus { get; init; }

    public static BillLineView Of(BillLine line) => new()
    {
        Kind = Words.Camel(line.Kind),
        Attempt = line.AttemptNumber,
        RefundNumber = line.RefundNumber,
        ChannelTransactionId = line.ChannelTransactionId,
        Amount = line.Amount.Minor,
        Currency = line.Amount.Currency.Code,
        Fee = line.Fee?.Minor,
        BookedAt = line.BookedAt,
        RawStatus = line.RawStatus,
    };
}
