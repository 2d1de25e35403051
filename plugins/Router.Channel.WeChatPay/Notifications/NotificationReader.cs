using System.Text.Json;
using Router.Abstractions;
using Router.Channel.WeChatPay.Orders;
using Router.Channel.WeChatPay.Refunds;
using Router.Channel.WeChatPay.Settings;
using Router.Channel.WeChatPay.Signing;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay.Notifications;

/// <summary>
/// Verifies a notification's signature and time, opens it with the APIv3 key and only then reads it. WeChat Pay takes 200 or 204 for an
/// acknowledgement and sends again after anything else. Source: pay.weixin.qq.com, "payment notification", "refund notification".
/// </summary>
internal sealed class NotificationReader(Merchant merchant, Envelope envelope, CertificateDownload certificates, TimeProvider time)
{
    private static readonly NotificationReply s_acknowledge = new(204);

    public async Task<NotificationResult> ReadAsync(InboundNotification notification, CancellationToken cancellationToken)
    {
        if (SignedMessage.Read(name => Header(notification, name), notification.Body.Span, out var problem) is not { } message) return Rejected(problem);
        if (!message.IsFresh(time.GetUtcNow())) return Rejected("its time is more than five minutes away from ours");
        if (await certificates.FindAsync(message.Serial, cancellationToken) is not { } key)
        {
            return new()
            {
                Verdict = NotificationVerdict.KeyUnavailable,
                Reason = $"the key {message.Serial} is not known",
                Refuse = Fail(500, "the key is not known"),
            };
        }

        if (!key.Verify(message.Message, message.Signature)) return Rejected("the signature does not fit");
        using var document = JsonFields.Parse(notification.Body);
        if (document is null) return Rejected("the body is not JSON");
        return Open(document.RootElement);
    }

    private NotificationResult Open(JsonElement envelopeText)
    {
        if (JsonFields.Get(envelopeText, "resource") is not { } resource || envelope.Open(resource) is not { } plain)
            return Rejected("the resource cannot be opened with this account's APIv3 key");
        using var document = JsonFields.Parse(plain);
        if (document is null) return Rejected("the resource is not JSON");
        var content = document.RootElement;
        var messageId = JsonFields.Text(envelopeText, "id") ?? "";
        if (TransactionReader.ForeignTo(content, merchant, merchant.SubMerchantId) is { } foreign) return Rejected(foreign);
        return JsonFields.Text(envelopeText, "event_type") switch
        {
            "TRANSACTION.SUCCESS" => Payment(content, messageId),
            "REFUND.SUCCESS" or "REFUND.ABNORMAL" or "REFUND.CLOSED" => Refund(content, messageId),
            // Another product's, such as pay score: nothing that the engine keeps.
            _ => Verified(null),
        };
    }

    private NotificationResult Payment(JsonElement content, string messageId)
    {
        if (JsonFields.Text(content, "out_trade_no") is not { Length: > 0 } number) return Rejected("it names no order");
        var attempt = TransactionReader.Read(content);
        if (attempt.Status == AttemptStatus.Unknown) return Rejected(attempt.Fault!.RawMessage);
        return Verified(new() { MessageId = messageId, MerchantId = merchant.MerchantId, AttemptNumber = number, Attempt = attempt });
    }

    private NotificationResult Refund(JsonElement content, string messageId)
    {
        var (number, refundNumber) = (JsonFields.Text(content, "out_trade_no"), JsonFields.Text(content, "out_refund_no"));
        if (string.IsNullOrEmpty(number) || string.IsNullOrEmpty(refundNumber)) return Rejected("it names no refund");
        var refund = RefundReader.Read(content, "refund_status");
        if (refund.Outcome == RefundOutcome.Unknown) return Rejected(refund.Fault!.RawMessage);
        return Verified(new()
        {
            MessageId = messageId,
            MerchantId = merchant.MerchantId,
            AttemptNumber = number,
            RefundNumber = refundNumber,
            Refund = refund,
        });
    }

    private static NotificationResult Verified(NotificationEvent? said) => new()
    {
        Verdict = NotificationVerdict.Verified,
        Events = said is null ? [] : [said],
        Acknowledge = s_acknowledge,
        Refuse = Fail(500, "not stored yet"),
    };

    private static NotificationResult Rejected(string reason) =>
        new() { Verdict = NotificationVerdict.Rejected, Reason = reason, Acknowledge = s_acknowledge, Refuse = Fail(401, "not accepted") };

    private static NotificationReply Fail(int status, string message) => new(status, "application/json", $$"""{"code":"FAIL","message":"{{message}}"}""");

    // The host joins a header that is there twice with a comma; none of these has one.
    private static string? Header(InboundNotification notification, string name) =>
        notification.Headers.TryGetValue(name, out var value) && !value.Contains(',', StringComparison.Ordinal) ? value : null;
}
