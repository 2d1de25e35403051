using Router.Abstractions;
using Router.Core.Orders;

namespace Router.Core.Refunds;

/// <summary>Where an answer about a refund came from.</summary>
public enum RefundSource
{
    RefundAnswer,
    Query,
    Notification,
    Abandoned,

    /// <summary>Two operators, by an approved decision about a case.</summary>
    Operator,

    /// <summary>A line of a channel's bill.</summary>
    Bill,
}

/// <summary>
/// The one place where answers become refund state. Pure. A final refund never changes, but for the channel's own state; what contradicts
/// it is a case on the payment.
/// </summary>
public static class RefundMergeTable
{
    private const string Decided = "decided";

    /// <returns>The refund as it becomes, and what contradicts it; null: nothing does.</returns>
    public static (RefundOrder Refund, string? Contradiction) Apply(RefundOrder refund, RefundResult result, RefundSource source, DateTimeOffset now)
    {
        if (refund.IsFinal) return (Kept(refund, result), Contradicts(refund, result) ? $"Refund {refund.Id} is {refund.State}; the channel now says {Said(refund, result)}." : null);
        var next = refund with
        {
            IsSending = refund.IsSending && source is RefundSource.Notification or RefundSource.Query or RefundSource.Bill,
            ChannelState = result.State ?? refund.ChannelState,
            ChannelRefundId = result.ChannelRefundId ?? refund.ChannelRefundId,
            Fault = result.Fault ?? refund.Fault,
        };
        var (after, contradiction) = Merged(refund, next, result, source, now);

        // A notification or a bill can end it during the call: nobody waits for that call's answer any more.
        return (after.IsFinal && after.IsSending ? after with { IsSending = false } : after, contradiction);
    }

    private static (RefundOrder Refund, string? Contradiction) Merged(
        RefundOrder refund, RefundOrder next, RefundResult result, RefundSource source, DateTimeOffset now) =>
        result.Outcome switch
        {
            RefundOutcome.Succeeded when result.Refunded is { } amount && amount != refund.SentAmount =>
                (next.To(RefundState.Suspense, "amount-mismatch", $"Sent {refund.SentAmount}, the channel says {amount}."), null),
            RefundOutcome.Succeeded when result.Refunded is not null =>
                (Made(refund, next, source) with { RefundedAt = result.RefundedAt ?? now, DueAt = null }, null),
            RefundOutcome.Processing or RefundOutcome.RetryLater => (next.To(RefundState.Processing, result.Fault?.RawCode, result.Fault?.RawMessage), null),
            RefundOutcome.Failed => (next.To(RefundState.Failed, "refused", result.Fault?.RawMessage) with { DueAt = null }, null),
            RefundOutcome.Closed => (next.To(RefundState.Closed, "closed", result.Fault?.RawMessage) with { DueAt = null }, null),
            RefundOutcome.NotSent => (source == RefundSource.RefundAnswer ? next.To(Unsent(refund)) : next, null),
            RefundOutcome.Unsupported when source == RefundSource.RefundAnswer && refund.SendCount <= 1 =>
                (next.To(RefundState.Failed, "unsupported", "The channel takes no such refund.") with { DueAt = null }, null),
            RefundOutcome.NotFound => (next, null),
            _ => (source is RefundSource.RefundAnswer or RefundSource.Abandoned ? next.To(Doubtful(refund)) : next, null),
        };

    // Whoever asks the channel again about what contradicts it needs the channel's newest state.
    private static RefundOrder Kept(RefundOrder refund, RefundResult result) =>
        result.State is { } state && state != refund.ChannelState ? refund with { ChannelState = state } : refund;

    // What people have decided about another amount stays to be read.
    private static RefundOrder Made(RefundOrder refund, RefundOrder next, RefundSource source) =>
        source == RefundSource.Operator && refund is { State: RefundState.Suspense, ReasonCode: "amount-mismatch" }
            ? next.To(RefundState.Succeeded, Decided, refund.ReasonText)
            : next.To(RefundState.Succeeded);

    private static string Said(RefundOrder refund, RefundResult result) =>
        IsOtherAmount(refund, result) ? $"{result.Outcome} with {result.Refunded}" : result.Outcome.ToString();

    // A repeat that did not leave says nothing of the send before it.
    private static RefundState Unsent(RefundOrder refund) => refund.State is RefundState.Created ? RefundState.Processing : refund.State;

    private static RefundState Doubtful(RefundOrder refund) => refund.State == RefundState.Suspense ? RefundState.Suspense : RefundState.InDoubt;

    /// <summary>Whether an answer says another thing of a final refund than what is known; another amount is one.</summary>
    public static bool Contradicts(RefundOrder refund, RefundResult result) => refund.IsFinal
        && (refund.State == RefundState.Succeeded
            ? result.Outcome is RefundOutcome.Failed or RefundOutcome.Closed || IsOtherAmount(refund, result)
            : result.Outcome == RefundOutcome.Succeeded);

    private static bool IsOtherAmount(RefundOrder refund, RefundResult result) =>
        refund.ReasonCode != Decided && result is { Outcome: RefundOutcome.Succeeded, Refunded: { } amount } && amount != refund.SentAmount;
}
