using System.Collections.Frozen;
using Router.Abstractions;

namespace Router.Channel.PayPal;

/// <summary>
/// Status to state: the one place. Statuses from PayPal's OpenAPI descriptions. A status that is not here is Unknown. Two need more than
/// the table: a COMPLETED order is what its capture is, and a Declined capture is final only in a COMPLETED order.
/// </summary>
internal static class StatusTable
{
    /// <summary>Order statuses before any money; COMPLETED is not here: its captures and authorisations tell.</summary>
    public static readonly FrozenDictionary<string, AttemptStatus> Orders = new Dictionary<string, AttemptStatus>
    {
        ["CREATED"] = AttemptStatus.Pending,
        ["SAVED"] = AttemptStatus.Pending,
        ["PAYER_ACTION_REQUIRED"] = AttemptStatus.Pending,
        ["APPROVED"] = AttemptStatus.Pending,
        ["VOIDED"] = AttemptStatus.Closed,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Captures. A refunded one was paid.</summary>
    public static readonly FrozenDictionary<string, AttemptStatus> Captures = new Dictionary<string, AttemptStatus>
    {
        ["COMPLETED"] = AttemptStatus.Paid,
        ["PARTIALLY_REFUNDED"] = AttemptStatus.Paid,
        ["REFUNDED"] = AttemptStatus.Paid,
        ["PENDING"] = AttemptStatus.Pending,
        ["DECLINED"] = AttemptStatus.Declined,
        ["FAILED"] = AttemptStatus.Declined,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Authorisations without a capture. CAPTURED without one to be seen is Unknown.</summary>
    public static readonly FrozenDictionary<string, AttemptStatus> Authorizations = new Dictionary<string, AttemptStatus>
    {
        ["CREATED"] = AttemptStatus.Pending,
        ["PENDING"] = AttemptStatus.Pending,
        ["VOIDED"] = AttemptStatus.Closed,
        ["EXPIRED"] = AttemptStatus.Closed,
        ["DENIED"] = AttemptStatus.Declined,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly FrozenDictionary<string, RefundOutcome> Refunds = new Dictionary<string, RefundOutcome>
    {
        ["COMPLETED"] = RefundOutcome.Succeeded,
        ["PENDING"] = RefundOutcome.Processing,
        ["FAILED"] = RefundOutcome.Failed,
        ["CANCELLED"] = RefundOutcome.Closed,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
