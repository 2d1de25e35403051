using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Stripe.Intents;
using Router.Channel.Stripe.Refunds;
using Router.Channel.Stripe.Settings;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Notifications;

/// <summary>Verifies and reads Stripe's events. Events come out of order and more than once; each says what its object was then.</summary>
/// <remarks>Types: https://docs.stripe.com/api/events/types.</remarks>
internal sealed class NotificationDesk(StripeSettings settings, TimeProvider time)
{
    public NotificationResult Parse(InboundNotification notification)
    {
        var header = notification.Headers.GetValueOrDefault("stripe-signature");
        if (WebhookSignature.Refuse(header, notification.Body.Span, settings.WebhookSecrets, time.GetUtcNow()) is { } why)
            return NotificationResult.Rejected(why);
        try
        {
            using var document = JsonDocument.Parse(notification.Body);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return NotificationResult.Rejected("The signed body is no JSON.");
        }
    }

    private NotificationResult Read(JsonElement body)
    {
        if (body.Text("object") != "event" || body.Text("type") is not { } type || body.Object("data")?.Object("object") is not { } subject)
            return NotificationResult.Rejected("The signed body is no event.");
        if (body.Switch("livemode") != settings.IsProduction) return NotificationResult.Rejected("The event is of the other mode (live or test).");
        // Only Connect events name an account; those of a connected account must.
        var account = body.Text("account");
        if (settings.ConnectedAccount is { } connected ? account != connected : account is not null && account != settings.MerchantId)
            return NotificationResult.Rejected("The event is another account's.");
        var told = Tell(type, subject, body.Time("created"));
        return new()
        {
            Verdict = NotificationVerdict.Verified,
            Events = told is null ? [] : [told with { MessageId = body.Text("id") ?? "", MerchantId = account }],
            Acknowledge = new(200),
            Refuse = new(500),
        };
    }

    // Null: nothing that the engine keeps, be it another kind of event or a payment that was not made here.
    private NotificationEvent? Tell(string type, JsonElement subject, DateTimeOffset? createdAt)
    {
        switch (type)
        {
            case "payment_intent.succeeded" or "payment_intent.payment_failed" or "payment_intent.canceled" or "payment_intent.processing"
                or "payment_intent.requires_action" or "payment_intent.amount_capturable_updated":
                return Intent.Read(subject, settings.IsProduction) is { } intent
                    ? new() { AttemptNumber = intent.AttemptNumber, Attempt = QueryDesk.Read(intent, null, settings, createdAt) }
                    : null;
            case "refund.created" or "refund.updated" or "refund.failed" or "charge.refund.updated":
                return RefundView.Read(subject) is { } refund
                    ? new() { AttemptNumber = refund.AttemptNumber, RefundNumber = refund.RefundNumber, Refund = refund.ToResult() }
                    : null;
            // charge.refunded tells a sum over all refunds; each refund has events of its own.
            default:
                return null;
        }
    }
}
