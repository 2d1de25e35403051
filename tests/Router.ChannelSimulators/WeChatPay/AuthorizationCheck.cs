using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.WeChatPay;

/// <summary>Checks a request's signature as WeChat Pay does: every part, the certificate on file, the clock, the nonce used once.</summary>
internal sealed class AuthorizationCheck(TimeProvider time)
{
    private const string Scheme = "WECHATPAY2-SHA256-RSA2048 ";
    private readonly HashSet<string> _nonces = [];

    /// <returns>The merchant; null with the reason where it is refused.</returns>
    public SimulatedMerchant? Check(WireRequest request, IReadOnlyDictionary<string, SimulatedMerchant> merchants, out string problem)
    {
        problem = "Authorization is missing or of another scheme";
        if (!request.Headers.TryGetValue("authorization", out var header) || !header.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var parts = Parts(header[Scheme.Length..]);
        problem = "Authorization lacks a part";
        if (!parts.TryGetValue("mchid", out var merchantId) || !parts.TryGetValue("nonce_str", out var nonce) || !parts.TryGetValue("timestamp", out var timestamp)
            || !parts.TryGetValue("serial_no", out var serial) || !parts.TryGetValue("signature", out var signature)) return null;
        problem = "the merchant is not known";
        if (!merchants.TryGetValue(merchantId, out var merchant)) return null;
        problem = "the certificate's serial number is not the merchant's";
        if (serial != merchant.CertificateSerial) return null;
        problem = "the timestamp is not within five minutes";
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return null;
        if (Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) > 300) return null;
        problem = "the nonce is malformed or used";
        if (nonce.Length is 0 or > 32 || !nonce.All(char.IsAsciiLetterOrDigit) || !_nonces.Add(merchantId + nonce)) return null;
        problem = "the signature does not fit";
        return Fits(request, merchant, timestamp, nonce, signature) ? merchant : null;
    }

    private static bool Fits(WireRequest request, SimulatedMerchant merchant, string timestamp, string nonce, string signature)
    {
        using var message = new MemoryStream();
        foreach (var line in new[] { request.Method, request.Target, timestamp, nonce }) message.Write(Encoding.UTF8.GetBytes(line + "\n"));
        message.Write(request.Body);
        message.WriteByte(10);
        try
        {
            return merchant.Key.VerifyData(message.ToArray(), Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // name="value", comma between; a signature has equals signs of its own.
    private static Dictionary<string, string> Parts(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length;)
        {
            var equals = text.IndexOf("=\"", at, StringComparison.Ordinal);
            if (equals < 0) break;
            var end = text.IndexOf('"', equals + 2);
            if (end < 0) break;
            parts[text[at..equals]] = text[(equals + 2)..end];
            at = end + 2;
        }

        return parts;
    }
}
