using Router.Abstractions;

namespace Router.Channel.Alipay;

/// <summary>What Alipay's statuses mean (S: the status lists of public SDKs and of Alipay's own Java SDK).</summary>
internal static class StatusTable
{
    /// <summary>
    /// TRADE_CLOSED is also what a fully refunded and a cancelled paid trade become: with a proof of payment it is not "closed unpaid".
    /// Null: the status is none of the list.
    /// </summary>
    public static AttemptStatus? Trade(string? status, bool wasPaid) => status switch
    {
        "WAIT_BUYER_PAY" => AttemptStatus.Pending,
        "TRADE_SUCCESS" or "TRADE_FINISHED" => AttemptStatus.Paid,
        "TRADE_CLOSED" => wasPaid ? AttemptStatus.Paid : AttemptStatus.Closed,
        _ => null,
    };

    /// <summary>Null: the status is none of the list.</summary>
    public static RefundOutcome? Refund(string? status) => status switch
    {
        "REFUND_SUCCESS" => RefundOutcome.Succeeded,
        "REFUND_PROCESSING" => RefundOutcome.Processing,
        "REFUND_FAIL" => RefundOutcome.Failed,
        _ => null,
    };
}
