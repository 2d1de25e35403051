using System.Security.Cryptography.X509Certificates;

namespace Router.Channel.WeChatPay.Signing;

/// <summary>Serial numbers as WeChat Pay writes them: upper-case hex, or the id of a public key.</summary>
internal static class SerialNumber
{
    public const string PublicKeyPrefix = "PUB_KEY_ID_";
    private const int HexMax = 40;

    /// <summary>A certificate's number, without the zero byte that only marks it as positive.</summary>
    public static string Of(X509Certificate2 certificate)
    {
        var hex = certificate.SerialNumber.ToUpperInvariant();
        return hex.Length > 2 && hex.StartsWith("00", StringComparison.Ordinal) ? hex[2..] : hex;
    }

    /// <summary>The form in which two numbers are compared.</summary>
    public static string Normal(string serial) => IsPublicKey(serial) ? serial : serial.ToUpperInvariant().TrimStart('0');

    public static bool IsPublicKey(string serial) => serial.StartsWith(PublicKeyPrefix, StringComparison.Ordinal);

    /// <summary>True for what can be a number at all; anything else is not worth a download.</summary>
    public static bool IsPlausible(string serial) =>
        IsPublicKey(serial) || (serial.Length is > 0 and <= HexMax && serial.All(char.IsAsciiHexDigit));
}
