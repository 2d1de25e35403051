using System.Globalization;
using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Simulator.Notifications;

// Verifies and reads what arrives at the notify URL.
internal sealed class NotificationReader(Signature signature, string merchantId, TimeProvider time)
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(300);

    internal NotificationResult Read(InboundNotification notification)
    {
        if (!notification.Headers.TryGetValue("x-sim-timestamp", out var timestamp)
            || !notification.Headers.TryGetValue("x-sim-signature", out var signed))
            return NotificationResult.Rejected("The headers X-Sim-Timestamp and X-Sim-Signature are not both there.");
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) > s_window.TotalSeconds)
            return NotificationResult.Rejected("The timestamp is unreadable or more than 300 s off.");
        if (!signature.Verify(timestamp, notification.Body.Span, signed)) return NotificationResult.Rejected("The signature is wrong.");

        try
        {
            return JsonSerializer.Deserialize(notification.Body.Span, NotificationJson.Default.NotificationBody) is { } body
                ? Read(body)
                : NotificationResult.Rejected("The body says null.");
        }
        catch (JsonException)
        {
            return NotificationResult.Rejected("The body cannot be read.");
        }
    }

    private NotificationResult Read(NotificationBody body)
    {
        if (body.MerchantId != merchantId) return NotificationResult.Rejected("The message is for another merchant.");
        if (!Currency.TryParse(body.Currency, out var currency)) return NotificationResult.Rejected("The currency is not known.");
        var message = new NotificationEvent { MessageId = body.Id, MerchantId = body.MerchantId, AttemptNumber = body.Attempt };
        var amount = new Money(body.Amount, currency);
        switch (body.Type)
        {
            case NotificationBody.PaymentPaid when body.Txn is not null:
                return Verified(message with
                {
                    Attempt = new() { Status = AttemptStatus.Paid, ChannelTransactionId = body.Txn, Captured = amount, PaidAt = body.At },
                });
            case NotificationBody.PaymentApproved:
                return Verified(message with
                {
                    Attempt = new() { Status = AttemptStatus.Pending, ReadyToContinue = true, PayableUntil = body.PayableUntil },
                });
            case NotificationBody.RefundSucceeded when body.Refund is not null:
                return Verified(message with { RefundNumber = body.Refund, Refund = RefundResult.Succeeded(body.Txn, amount, body.At) });
            default:
                return Verified();
        }
    }

    private static NotificationResult Verified(params NotificationEvent[] events) => new()
    {
        Verdict = NotificationVerdict.Verified,
        Events = events,
        Acknowledge = new(200, "text/plain", "success"),
    };
}
