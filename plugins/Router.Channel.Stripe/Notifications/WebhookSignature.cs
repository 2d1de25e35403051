using System.Security.Cryptography;
using System.Text;

namespace Router.Channel.Stripe.Notifications;

/// <summary>HMAC-SHA256 over time, point and body, in lower-case hex; the key is the whole secret, whsec_ included.</summary>
internal static class WebhookSignature
{
    public const string Scheme = "stripe-signature-v1";

    // What Stripe's own libraries tolerate by default.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(300);

    /// <returns>Null where the message is signed by one of the secrets and fresh, otherwise why it is not to be believed.</returns>
    public static string? Refuse(string? header, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (SignatureHeader.Parse(header) is not { } parsed) return "The Stripe-Signature header is missing or none.";
        var signed = false;
        foreach (var secret in secrets)
        {
            var expected = Encoding.ASCII.GetBytes(Sign(secret, parsed.TimeText, body));
            foreach (var signature in parsed.Signatures)
                signed |= CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(signature));
        }

        if (!signed) return "No v1 signature of the Stripe-Signature header fits the body.";
        return (now - parsed.Time).Duration() > s_tolerance ? "The signature's time is more than 300 seconds away from ours." : null;
    }

    public static string Sign(string secret, string timeText, ReadOnlySpan<byte> body)
    {
        var prefix = Encoding.ASCII.GetBytes(timeText + ".");
        var message = new byte[prefix.Length + body.Length];
        prefix.CopyTo(message, 0);
        body.CopyTo(message.AsSpan(prefix.Length));
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), message));
    }

    /// <summary>Tells two secrets apart without showing either.</summary>
    public static string Fingerprint(string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "router key fingerprint"u8))[..16];
}
