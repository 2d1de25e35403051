using System.Text;
using Router.Abstractions;
using Router.Channel.Alipay.Calls;
using Router.Channel.Alipay.Orders;
using Router.Channel.Alipay.Settings;
using Router.Channel.Alipay.Signing;

namespace Router.Channel.Alipay.Notifications;

/// <summary>
/// Verifies and reads notifications: a form, signed like a request without sign_type. Alipay takes the seven letters "success" for an
/// acknowledgement and repeats otherwise, the last time about 25 hours later.
/// </summary>
internal sealed class NotificationDesk(AlipaySettings settings, AlipayWire wire, KeyRing keys, TimeProvider time)
{
    // It is not public whether a repeat carries a new notify_time, so one of a day ago may be the last repeat.
    private static readonly TimeSpan s_oldest = TimeSpan.FromMinutes((25 * 60) + 30);
    private static readonly TimeSpan s_earliest = TimeSpan.FromMinutes(15);
    private static readonly NotificationReply s_taken = new(200, "text/plain", "success");

    public async Task<NotificationResult> ParseAsync(InboundNotification notification, CancellationToken cancellationToken)
    {
        if (FormText.Read(notification.Body.Span) is not { } fields) return Rejected("The body is no form.");
        string? Field(string name) => fields.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
        if (Field("sign_type") is { } type && type != "RSA2") return Rejected("It is not signed with RSA2.");
        var verdict = Check(fields, Field("sign"), Field("alipay_cert_sn"));
        if (verdict == SignatureVerdict.UnknownKey)
        {
            if (!await wire.LearnAsync(Field("alipay_cert_sn")!, cancellationToken)) return KeyUnavailable();
            verdict = Check(fields, Field("sign"), Field("alipay_cert_sn"));
        }

        if (verdict != SignatureVerdict.Good) return Rejected(verdict == SignatureVerdict.Unsigned ? "It is not signed." : "The signature is not Alipay's.");
        if (BeijingTime.Read(Field("notify_time")) is not { } sent) return Rejected("It has no time.");
        var now = time.GetUtcNow();
        if (sent < now - s_oldest || sent > now + s_earliest) return Rejected("Its time is not now.");
        if (Field("app_id") != settings.AppId) return Rejected("It is for another application.");
        if (Field("notify_type") != "trade_status_sync") return Taken([]);
        if (Field("seller_id") != settings.MerchantId) return Rejected("It is for another merchant.");
        if (Field("out_trade_no") is not { } number) return Rejected("It names no order.");
        return TradeReading.Of(fields) is { } attempt
            ? Taken([new() { MessageId = Field("notify_id") ?? "", MerchantId = settings.MerchantId, AttemptNumber = number, Attempt = attempt }])
            : Taken([]);
    }

    private SignatureVerdict Check(SortedDictionary<string, string> fields, string? sign, string? serial)
    {
        var verdict = SignatureVerdict.Bad;
        foreach (var (keepSignType, keepEmpty) in new[] { (false, false), (false, true), (true, false) })
        {
            var text = CanonicalText.OfNotification(fields, keepSignType, keepEmpty);
            verdict = keys.Check(Encoding.UTF8.GetBytes(text), sign, serial);
            if (verdict != SignatureVerdict.Bad) break;
        }

        return verdict;
    }

    private static NotificationResult Taken(IReadOnlyList<NotificationEvent> events) =>
        new() { Verdict = NotificationVerdict.Verified, Events = events, Acknowledge = s_taken, Refuse = new(500, "text/plain", "fail") };

    private static NotificationResult Rejected(string reason) =>
        NotificationResult.Rejected(reason) with { Acknowledge = s_taken, Refuse = new(400, "text/plain", "fail") };

    private static NotificationResult KeyUnavailable() => new()
    {
        Verdict = NotificationVerdict.KeyUnavailable,
        Reason = "The Alipay certificate that it names cannot be had now.",
        Acknowledge = s_taken,
        Refuse = new(500, "text/plain", "fail"),
    };
}
