using Router.Core.Orders;

namespace Router.AspNetCore.Views;

internal sealed record RefundView
{
    public string Code { get; init; } = Success.Code;
    public string Message { get; init; } = Success.Message;
    public required string RefundId { get; init; }
    public required string MerchantRefundNo { get; init; }
    public required string PaymentId { get; init; }
    public required string Merchant { get; init; }
    public required string State { get; init; }

    /// <summary>Why it is where it is.</summary>
    public ReasonView? Reason { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }

    /// <summary>What the channel was asked for, where that differs.</summary>
    public long? SentAmount { get; init; }

    /// <summary>What the merchant wrote for the buyer.</summary>
    public string? RefundReason { get; init; }
    public required string Account { get; init; }
    public required string Attempt { get; init; }
    public required string RefundNumber { get; init; }
    public string? ChannelRefundId { get; init; }
    public DateTimeOffset? RefundedAt { get; init; }
    public FaultView? Fault { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required bool Replayed { get; init; }

    public static RefundView Of(RefundOrder refund, bool replayed = false) => new()
    {
        RefundId = refund.Id,
        MerchantRefundNo = refund.MerchantRefundNo,
        PaymentId = refund.PaymentId,
        Merchant = refund.Merchant,
        State = Words.Lower(refund.State),
        Reason = ReasonView.Of(refund.ReasonCode, refund.ReasonText),
        Amount = refund.Amount.Minor,
        Currency = refund.Amount.Currency.Code,
        SentAmount = refund.SentAmount == refund.Amount ? null : refund.SentAmount.Minor,
        RefundReason = refund.Reason,
        Account = refund.AccountId,
        Attempt = refund.AttemptNumber,
        RefundNumber = refund.RefundNumber,
        ChannelRefundId = refund.ChannelRefundId,
        RefundedAt = refund.RefundedAt,
        Fault = FaultView.Of(refund.Fault),
        CreatedAt = refund.CreatedAt,
        Replayed = replayed,
    };
}
