using System.Text.Json;
using Router.Abstractions;
using Router.Channel.PayPal.Settings;

namespace Router.Channel.PayPal.Notifications;

/// <summary>Verifies a webhook, then reads it. PayPal takes any 2xx for an acknowledgement and repeats what gets another answer.</summary>
internal sealed class NotificationDesk(
    PayPalSettings settings, OfflineVerifier offline, OnlineVerifier online, EventReader events, TimeProvider time)
{
    public async Task<NotificationResult> ParseAsync(InboundNotification notification, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(notification, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever a stranger sends is refused and nothing else.
            return NotificationResult.Rejected($"it cannot be read ({exception.GetType().Name})");
        }
    }

    private async Task<NotificationResult> ReadAsync(InboundNotification notification, CancellationToken cancellationToken)
    {
        if (settings.WebhookIds.Count == 0) return NotificationResult.Rejected("the account names no webhookIds");
        if (Transmission.Read(notification.Headers) is not { } transmission)
            return NotificationResult.Rejected("PayPal's headers are missing or not what they should be");
        if ((time.GetUtcNow() - transmission.Time).Duration() > settings.WebhookWindow)
            return NotificationResult.Rejected("it was sent too long ago, or the clocks differ");
        using var document = Parse(notification.Body);
        if (document is null) return NotificationResult.Rejected("its body is no JSON object");
        var verification = settings.VerifiesOnline
            ? await online.VerifyAsync(transmission, notification.Body, cancellationToken)
            : await offline.VerifyAsync(transmission, notification.Body, cancellationToken);
        return verification.Verdict switch
        {
            NotificationVerdict.Verified => events.Read(document.RootElement),
            NotificationVerdict.KeyUnavailable => new() { Verdict = NotificationVerdict.KeyUnavailable, Reason = verification.Reason },
            _ => NotificationResult.Rejected(verification.Reason),
        };
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body, JsonReading.Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
