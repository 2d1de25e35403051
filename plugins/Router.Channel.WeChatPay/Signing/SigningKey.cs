using System.Security.Cryptography;

namespace Router.Channel.WeChatPay.Signing;

/// <summary>The merchant's private key and the serial number of its certificate.</summary>
internal sealed class SigningKey(RSA rsa, string serial) : IDisposable
{
    private readonly Lock _lock = new();

    public string Serial { get; } = serial;

    /// <summary>SHA-256 of the public half; tells two keys apart without showing either.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()));

    /// <summary>SHA256withRSA (PKCS#1 v1.5), base64.</summary>
    public string Sign(ReadOnlySpan<byte> message)
    {
        // The class promises nothing about two threads at once.
        lock (_lock) return Convert.ToBase64String(rsa.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public void Dispose() => rsa.Dispose();
}
