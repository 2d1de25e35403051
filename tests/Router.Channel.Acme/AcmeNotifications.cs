using System.Globalization;
using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Acme;

/// <summary>Verifies first, then the time, then whose it is, and only then what it says.</summary>
internal sealed class AcmeNotifications(AcmeSettings settings, TimeProvider time)
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(5);
    private static readonly NotificationReply s_acknowledge = new(200, "text/plain", "ok");
    private static readonly NotificationReply s_refuse = new(400, "text/plain", "fail");

    public NotificationResult Parse(InboundNotification notification)
    {
        var sentAt = notification.Headers.GetValueOrDefault(AcmeSignature.TimeHeader);
        var signature = notification.Headers.GetValueOrDefault(AcmeSignature.SignatureHeader);
        if (!AcmeSignature.IsGenuine(settings, "NOTIFY", "", sentAt, signature, notification.Body.Span)) return Rejected("The signature is not Acme's.");
        if (!long.TryParse(sentAt, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) > s_window.TotalSeconds) return Rejected("It was sent too long ago, or the clocks differ.");
        try
        {
            using var document = JsonDocument.Parse(notification.Body);
            return Read(new(AcmeReach.Answered, "", "", document.RootElement.Clone()));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Rejected("It is no JSON object.");
        }
    }

    private NotificationResult Read(AcmeAnswer message)
    {
        if (message.Text("merchant") != settings.MerchantId) return Rejected("It is for another merchant.");
        if (message.Text("order") is not { } order) return Rejected("It names no order.");
        var refund = message.Text("refund");
        return new()
        {
            Verdict = NotificationVerdict.Verified,
            Acknowledge = s_acknowledge,
            Refuse = s_refuse,
            Events =
            [
                new()
                {
                    MessageId = message.Text("id") ?? "",
                    MerchantId = settings.MerchantId,
                    AttemptNumber = order,
                    Attempt = refund is null ? AcmeOrder.ToQuery(message, order) : null,
                    RefundNumber = refund,
                    Refund = refund is null ? null : AcmeRefunds.ToRefund(message, refund),
                },
            ],
        };
    }

    private static NotificationResult Rejected(string reason) => NotificationResult.Rejected(reason) with { Refuse = s_refuse };
}
