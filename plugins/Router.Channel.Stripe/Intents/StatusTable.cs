using Router.Abstractions;

namespace Router.Channel.Stripe.Intents;

/// <summary>Statuses of intents and refunds: https://docs.stripe.com/payments/paymentintents/lifecycle and https://docs.stripe.com/refunds.</summary>
internal static class StatusTable
{
    public static IntentMeaning Intent(string? status, bool hasLastError) => status switch
    {
        "requires_payment_method" => hasLastError ? IntentMeaning.Refused : IntentMeaning.Open,
        "requires_confirmation" => IntentMeaning.Unconfirmed,
        "requires_action" => IntentMeaning.BuyerActs,
        "processing" => IntentMeaning.Processing,
        "requires_capture" => IntentMeaning.Held,
        "succeeded" => IntentMeaning.Paid,
        "canceled" => IntentMeaning.Closed,
        _ => IntentMeaning.Unlisted,
    };

    public static RefundOutcome Refund(string? status) => status switch
    {
        "pending" or "requires_action" => RefundOutcome.Processing,
        "succeeded" => RefundOutcome.Succeeded,
        "failed" => RefundOutcome.Failed,
        "canceled" => RefundOutcome.Closed,
        _ => RefundOutcome.Unknown,
    };
}
