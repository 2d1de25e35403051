using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.PayPal;

/// <summary>Signs webhooks with a certificate that a root of the simulator's own has issued, and serves that certificate.</summary>
internal sealed class PayPalSeal
{
    private readonly TimeProvider _time;
    private readonly RSA _rootKey = RSA.Create(2048);
    private readonly RSA _strangerKey = RSA.Create(2048);
    private readonly X509Certificate2 _root;
    private readonly Dictionary<string, (RSA Key, string Pem)> _leaves = [];
    private string _current = "";

    public PayPalSeal(TimeProvider time)
    {
        _time = time;
        var request = new CertificateRequest("CN=Simulated PayPal Root", _rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _root = request.CreateSelfSigned(time.GetUtcNow().AddDays(-30), time.GetUtcNow().AddYears(10));
        Renew("CN=messageverificationcerts.paypal.com, O=\"PayPal, Inc.\"");
    }

    public string RootPem => _root.ExportCertificatePem();

    public string? Pem(string name) => _leaves.TryGetValue(name, out var leaf) ? leaf.Pem : null;

    /// <summary>Signs with another certificate from now on; the old one is still served.</summary>
    public void Renew(string subject, DateTimeOffset? until = null)
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        var serial = RandomNumberGenerator.GetBytes(8);
        serial[0] &= 0x7F;
        using var leaf = request.Create(_root, _time.GetUtcNow().AddDays(-20), until ?? _time.GetUtcNow().AddYears(2), serial);
        _current = $"CERT-{Convert.ToHexString(serial).ToLowerInvariant()}";
        _leaves[_current] = (key, leaf.ExportCertificatePem() + "\n" + RootPem + "\n");
    }

    public InboundNotification Seal(JsonObject message, string webhookId, Uri address, NotificationForgery forgery)
    {
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        var sentAt = _time.GetUtcNow() - (forgery == NotificationForgery.Replayed ? TimeSpan.FromDays(1) : TimeSpan.Zero);
        var (id, time) = (Guid.NewGuid().ToString(), PayPalJson.Time(sentAt));
        var key = forgery == NotificationForgery.WrongKey ? _strangerKey : _leaves[_current].Key;
        var signature = Convert.ToBase64String(key.SignData(Encoding.ASCII.GetBytes(Text(id, time, webhookId, body)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var headers = new Dictionary<string, string>
        {
            ["content-type"] = "application/json",
            ["paypal-transmission-id"] = id,
            ["paypal-transmission-time"] = time,
            ["paypal-auth-algo"] = "SHA256withRSA",
            ["paypal-cert-url"] = $"{address.AbsoluteUri.TrimEnd('/')}/v1/notifications/certs/{_current}",
            ["paypal-transmission-sig"] = signature,
        };
        if (forgery == NotificationForgery.Unsigned) headers.Remove("paypal-transmission-sig");
        if (forgery == NotificationForgery.ChangedBody)
        {
            message["resource"]!["amount"]!["value"] = "999999.00";
            body = Encoding.UTF8.GetBytes(message.ToJsonString());
        }

        return new(body, headers, "");
    }

    /// <summary>What POST verify-webhook-signature answers.</summary>
    public bool Holds(JsonNode question, byte[] message)
    {
        var name = PayPalJson.Text(question, "cert_url")?.Split('/')[^1] ?? "";
        if (!_leaves.TryGetValue(name, out var leaf) || PayPalJson.Text(question, "auth_algo") != "SHA256withRSA") return false;
        var text = Text(
            PayPalJson.Text(question, "transmission_id") ?? "", PayPalJson.Text(question, "transmission_time") ?? "", PayPalJson.Text(question, "webhook_id") ?? "", message);
        try
        {
            return leaf.Key.VerifyData(
                Encoding.ASCII.GetBytes(text), Convert.FromBase64String(PayPalJson.Text(question, "transmission_sig") ?? ""), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Text(string id, string time, string webhookId, byte[] body) =>
        string.Join("|", id, time, webhookId, Checksum(body).ToString(CultureInfo.InvariantCulture));

    // Bit by bit, as the definition of the checksum has it.
    private static uint Checksum(byte[] body)
    {
        var register = 0xFFFFFFFFu;
        foreach (var octet in body)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var carry = ((register ^ (uint)(octet >> bit)) & 1) != 0;
                register = (register >> 1) ^ (carry ? 0xEDB88320u : 0);
            }
        }

        return register ^ 0xFFFFFFFFu;
    }
}
