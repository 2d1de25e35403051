using System.Security.Cryptography;
using System.Text;

namespace Router.Channel.Acme;

/// <summary>Acme signs four lines: what, where, when, and the exact body. HMAC-SHA256, lower hex.</summary>
internal static class AcmeSignature
{
    public const string TimeHeader = "acme-time";
    public const string SignatureHeader = "acme-signature";

    public static string Sign(byte[] key, string what, string where, string time, ReadOnlySpan<byte> body)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes($"{what}\n{where}\n{time}\n"), .. body];
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, text));
    }

    public static bool IsGenuine(AcmeSettings settings, string what, string where, string? time, string? signature, ReadOnlySpan<byte> body)
    {
        if (time is null || signature is null) return false;
        var given = Encoding.UTF8.GetBytes(signature);
        foreach (var key in settings.Keys)
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Sign(key, what, where, time, body)))) return true;
        return false;
    }
}
