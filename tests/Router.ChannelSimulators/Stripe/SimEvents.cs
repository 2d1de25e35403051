using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Router.Abstractions;

namespace Router.ChannelSimulators.Stripe;

// Events to merchants, signed.
internal sealed class SimEvents(TimeProvider time)
{
    private int _count;

    public byte[] Body(StripeMerchant merchant, string type, Action<Utf8JsonWriter> subject) => SimJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"evt_{++_count:D10}"));
        json.WriteString("object", "event");
        if (merchant.Platform is not null) json.WriteString("account", merchant.AccountId);
        json.WriteString("api_version", "2025-04-30.basil");
        json.WriteNumber("created", time.GetUtcNow().ToUnixTimeSeconds());
        json.WriteStartObject("data");
        json.WritePropertyName("object");
        subject(json);
        json.WriteEndObject();
        json.WriteBoolean("livemode", false);
        json.WriteNumber("pending_webhooks", 1);
        json.WriteString("type", type);
        json.WriteEndObject();
    });

    public InboundNotification Signed(byte[] body, TimeSpan age, params string?[] secrets)
    {
        var at = (time.GetUtcNow() - age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var header = new StringBuilder("t=" + at);
        foreach (var secret in secrets.OfType<string>()) header.Append(",v1=").Append(Hex(secret, at, body));
        header.Append(",v0=").Append(new string('0', 64));
        return new(body, new Dictionary<string, string>
        {
            ["content-type"] = "application/json; charset=utf-8",
            ["stripe-signature"] = header.ToString(),
            ["user-agent"] = "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        }, "");
    }

    private static string Hex(string secret, string at, byte[] body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes(at));
        mac.AppendData("."u8);
        mac.AppendData(body);
        return Convert.ToHexString(mac.GetHashAndReset()).ToLowerInvariant();
    }
}
