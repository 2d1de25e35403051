using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Stripe.Amounts;
using Router.Channel.Stripe.Intents;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Refunds;

/// <summary>A refund as read: https://docs.stripe.com/api/refunds/object.</summary>
internal sealed record RefundView(
    string Id, string RefundNumber, string AttemptNumber, string? PaymentIntentId, string Status, Money? Amount, string? FailureReason, DateTimeOffset? CreatedAt)
{
    /// <returns>Null for what is no refund that carries numbers of ours.</returns>
    public static RefundView? Read(JsonElement body)
    {
        if (body.Text("object") != "refund" || body.Text("id") is not { Length: > 0 and <= 255 } id) return null;
        if (body.Object("metadata") is not { } metadata || metadata.Text("refund") is not { } refund || metadata.Text("attempt") is not { } attempt) return null;
        if (!Intent.IsNumber(refund) || !Intent.IsNumber(attempt)) return null;
        Money? amount = body.Whole("amount") is { } written && StripeAmount.TryRead(written, body.Text("currency"), out var money) ? money : null;
        return new(id, refund, attempt, body.Id("payment_intent"), body.Text("status") ?? "", amount, body.Text("failure_reason"), body.Time("created"));
    }

    public RefundResult ToResult()
    {
        var outcome = StatusTable.Refund(Status);
        var state = new RefundMemo(Id).ToState();
        return outcome switch
        {
            RefundOutcome.Succeeded when Amount is { Minor: > 0 } amount => RefundResult.Succeeded(Id, amount, CreatedAt) with { State = state },
            RefundOutcome.Succeeded or RefundOutcome.Unknown =>
                RefundResult.Unknown(Status.Length == 0 ? "no-status" : Status, "The refund's status or amount is none that is known.") with { ChannelRefundId = Id, State = state },
            _ => RefundResult.Of(outcome, Fault(outcome)) with { ChannelRefundId = Id, State = state },
        };
    }

    private ChannelFault? Fault(RefundOutcome outcome) => outcome == RefundOutcome.Processing
        ? null
        : new(FaultStage.Answered, FaultBlame.Channel, Scrub.Clean(FailureReason ?? Status), "Stripe ended the refund; the money is back on our balance.");
}
