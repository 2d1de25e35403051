using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.WeChatPay;

/// <summary>Makes WeChat Pay's notifications.</summary>
internal static class Callbacks
{
    public static InboundNotification Make(
        JsonObject content, string eventType, SimulatedMerchant merchant, PlatformIdentity identity, PlatformIdentity stranger, DateTimeOffset now, NotificationForgery forgery)
    {
        var isRefund = eventType.StartsWith("REFUND", StringComparison.Ordinal);
        var resource = Replies.Sealed(Encoding.UTF8.GetBytes(content.ToJsonString()), merchant.ApiV3Key, isRefund ? "refund" : "transaction");
        resource["original_type"] = isRefund ? "refund" : "transaction";
        var body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["create_time"] = Replies.Time(now),
            ["resource_type"] = "encrypt-resource",
            ["event_type"] = eventType,
            ["summary"] = isRefund ? "退款成功" : "支付成功",
            ["resource"] = resource,
        }.ToJsonString());
        var signedAt = forgery == NotificationForgery.Replayed ? now.AddDays(-1) : now;
        var headers = forgery == NotificationForgery.Unsigned
            ? []
            : Replies.SignatureHeaders(body, identity.Serial, forgery == NotificationForgery.WrongKey ? stranger : identity, signedAt);
        if (forgery == NotificationForgery.ChangedBody) Spoil(body);
        var lower = headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value);
        lower["content-type"] = "application/json";
        return new(body, lower, "");
    }

    /// <summary>Posts a notification; what comes of it is the receiver's affair.</summary>
    public static async Task PostAsync(HttpClient http, Uri address, InboundNotification notification)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(notification.Body.ToArray()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in notification.Headers.Where(h => h.Key.StartsWith("wechatpay-", StringComparison.Ordinal)))
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await http.SendAsync(request);
        }
        catch (HttpRequestException)
        {
            // Nobody listens: the order's query tells.
        }
    }

    // The amount lies in the ciphertext, so whoever changes it changes that.
    private static void Spoil(byte[] body)
    {
        var at = body.AsSpan().IndexOf("\"ciphertext\":\""u8) + "\"ciphertext\":\""u8.Length;
        body[at] = body[at] == 'A' ? (byte)'B' : (byte)'A';
    }
}
