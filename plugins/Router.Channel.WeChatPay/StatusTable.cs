using Router.Abstractions;

namespace Router.Channel.WeChatPay;

/// <summary>
/// WeChat Pay's states. Source: wechatpay-java Transaction.TradeStateEnum, wechatpay-go refunddomestic/models.go, the query pages of
/// pay.weixin.qq.com. An unlisted state is Unknown.
/// </summary>
internal static class StatusTable
{
    /// <summary>trade_state. A refunded payment stays Paid: the refunds tell the rest. The last three occur with barcodes only.</summary>
    public static AttemptStatus Attempt(string? tradeState) => tradeState switch
    {
        "SUCCESS" or "REFUND" => AttemptStatus.Paid,
        "NOTPAY" => AttemptStatus.Pending,
        "CLOSED" => AttemptStatus.Closed,
        "USERPAYING" or "ACCEPT" => AttemptStatus.Pending,
        "REVOKED" => AttemptStatus.Closed,
        "PAYERROR" => AttemptStatus.Declined,
        _ => AttemptStatus.Unknown,
    };

    /// <summary>
    /// status and refund_status. ABNORMAL means that the buyer's card is gone: a person at the merchant's console sends the same refund
    /// another way, so it neither failed nor may be made again under another number.
    /// </summary>
    public static RefundOutcome Refund(string? status) => status switch
    {
        "SUCCESS" => RefundOutcome.Succeeded,
        "PROCESSING" => RefundOutcome.Processing,
        "CLOSED" => RefundOutcome.Closed,
        "ABNORMAL" => RefundOutcome.RetryLater,
        _ => RefundOutcome.Unknown,
    };
}
