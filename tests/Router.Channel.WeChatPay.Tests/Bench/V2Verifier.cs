using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Router.Channel.WeChatPay.Tests.Bench;

/// <summary>
/// The primitives of WeChat Pay's old API v2. The plugin speaks v3 only and has none of them; this small verifier belongs to the tests
/// and keeps the public vectors of v2 checked.
/// </summary>
internal static class V2Verifier
{
    public static string StringToSign(JsonElement parameters, string key)
    {
        var filled = parameters.EnumerateObject()
            .Select(p => (p.Name, Value: p.Value.ToString()))
            .Where(p => p.Name != "sign" && p.Value.Length > 0)
            .OrderBy(p => p.Name, StringComparer.Ordinal);
        return string.Join('&', filled.Select(p => $"{p.Name}={p.Value}").Append("key=" + key));
    }

    public static string Md5(string text)
    {
#pragma warning disable CA5351 // What API v2 uses.
        return Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
    }

    public static string HmacSha256(string text, string key) => Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

    public static byte[] OpenReqInfo(string cipherBase64, byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.DecryptEcb(Convert.FromBase64String(cipherBase64), PaddingMode.PKCS7);
    }
}
