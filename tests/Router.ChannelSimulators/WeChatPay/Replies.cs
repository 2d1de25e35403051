using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.WeChatPay;

/// <summary>Builds WeChat Pay's answers and signs them.</summary>
internal static class Replies
{
    public static WireAnswer Json(int status, JsonObject body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json; charset=utf-8");

    public static WireAnswer NoContent() => new(204, []);

    public static WireAnswer Error(int status, string code, string message) => Json(status, new JsonObject { ["code"] = code, ["message"] = message });

    /// <summary>Signs an answer, or spoils its signature as the fault says.</summary>
    public static WireAnswer Signed(WireAnswer answer, PlatformIdentity identity, PlatformIdentity stranger, DateTimeOffset now, WireFault? fault) =>
        fault == WireFault.Unsigned
            ? answer
            : answer with { Headers = SignatureHeaders(answer.Body, identity.Serial, fault == WireFault.BadSignature ? stranger : identity, now) };

    public static Dictionary<string, string> SignatureHeaders(byte[] body, string serial, PlatformIdentity signer, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        byte[] message = [.. Encoding.ASCII.GetBytes(timestamp), 10, .. Encoding.ASCII.GetBytes(nonce), 10, .. body, 10];
        return new()
        {
            ["Wechatpay-Timestamp"] = timestamp,
            ["Wechatpay-Nonce"] = nonce,
            ["Wechatpay-Serial"] = serial,
            ["Wechatpay-Signature"] = signer.Sign(message),
            ["Wechatpay-Signature-Type"] = "WECHATPAY2-SHA256-RSA2048",
        };
    }

    /// <summary>Encrypts with the APIv3 key into a resource object.</summary>
    public static JsonObject Sealed(byte[] plain, byte[] key, string associatedData)
    {
        var nonce = RandomNumberGenerator.GetHexString(12, lowercase: true);
        var cipher = new byte[plain.Length + 16];
        using (var aes = new AesGcm(key, 16))
            aes.Encrypt(Encoding.ASCII.GetBytes(nonce), plain, cipher.AsSpan(0, plain.Length), cipher.AsSpan(plain.Length), Encoding.ASCII.GetBytes(associatedData));
        return new()
        {
            ["algorithm"] = "AEAD_AES_256_GCM",
            ["nonce"] = nonce,
            ["associated_data"] = associatedData,
            ["ciphertext"] = Convert.ToBase64String(cipher),
        };
    }

    public static string Time(DateTimeOffset time) =>
        time.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "+08:00";
}
