using System.Security.Cryptography;
using System.Text;
using Router.Abstractions;

namespace Router.Channel.UnionPay.Signing;

/// <summary>Shows how a form is signed.</summary>
internal static class Tracer
{
    public static SignatureTrace Trace(SignatureSample sample, SigningKey key)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in sample.Body.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            fields[Plain(parts[0])] = parts.Length == 2 ? Plain(parts[1]) : "";
        }

        var canonical = Canonical.Of(fields);
        return new(
            "UNIONPAY-5.1.0-01", canonical, key.Fingerprint(), key.CertId, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sample.Body))),
            key.Sign(canonical));
    }

    private static string Plain(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
