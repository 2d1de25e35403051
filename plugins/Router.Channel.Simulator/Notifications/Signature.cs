using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Router.Channel.Simulator.Notifications;

// HMAC-SHA256 over the timestamp, a point and the exact body, as lower-case hexadecimal digits.
internal sealed class Signature(byte[] key)
{
    internal const string TimestampHeader = "X-Sim-Timestamp";
    internal const string SignatureHeader = "X-Sim-Signature";

    internal static string Timestamp(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    internal string Sign(string timestamp, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(Compute(timestamp, body));

    internal bool Verify(string timestamp, ReadOnlySpan<byte> body, string signature) =>
        signature.Length == 64 && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Sign(timestamp, body)), Encoding.ASCII.GetBytes(signature));

    private byte[] Compute(string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp));
        hmac.AppendData("."u8);
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
