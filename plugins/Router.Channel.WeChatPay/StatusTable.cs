using Router.Abstractions;

namespace Router.Channel.WeChatPay;

/// <summary>
/// WeChat Pay's states. Source: wechatpay-java Transaction.TradeStateEnum, wechatpay-go refunddomestic/models.go, the query pages of
/// pay.weixin.qq.com. An unlisted state is Unknown.
/// </summary>
internal static class StatusTable
{
    /// <summary>The bank refused. With a barcode that is the end; the code or page of an order may be tried again until it is closed.</summary>
    public const string Refused = "PAYERROR";

    /// <summary>A refund that waits for a person.</summary>
    public const string Abnormal = "ABNORMAL";

    /// <summary>trade_state. A refunded payment stays Paid: the refunds tell the rest. The last three are documented for barcodes only.</summary>
    public static AttemptStatus Attempt(string? tradeState) => tradeState switch
    {
        "SUCCESS" or "REFUND" => AttemptStatus.Paid,
        "NOTPAY" => AttemptStatus.Pending,
        "CLOSED" => AttemptStatus.Closed,
        "USERPAYING" or "ACCEPT" => AttemptStatus.Pending,
        "REVOKED" => AttemptStatus.Closed,
        Refused => AttemptStatus.Pending,
        _ => AttemptStatus.Unknown,
    };

    /// <summary>
    /// status and refund_status. ABNORMAL means that the buyer's card is gone: a person at the merchant's console sends the same refund
    /// another way, so it neither failed nor may be made again under another number. Nor is it to be sent again under its own: what that is
    /// refused with ("the account is gone") would pass for the end of a refund that is still open.
    /// </summary>
    public static RefundOutcome Refund(string? status) => status switch
    {
        "SUCCESS" => RefundOutcome.Succeeded,
        "PROCESSING" => RefundOutcome.Processing,
        "CLOSED" => RefundOutcome.Closed,
        Abnormal => RefundOutcome.Processing,
        _ => RefundOutcome.Unknown,
    };
}
