using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Router.Channel.WeChatPay.Signing;

/// <summary>A key of WeChat Pay's: of a platform certificate, or a public key with an id of its own.</summary>
internal sealed class VerifyKey(string id, RSA rsa, VerifyKey.Life? life) : IDisposable
{
    private readonly Lock _lock = new();

    /// <summary>From when till when a certificate is good.</summary>
    public sealed record Life(DateTimeOffset From, DateTimeOffset Until);

    public string Id { get; } = id;

    /// <summary>Null for public keys, which have no end.</summary>
    public Life? Lifetime { get; } = life;

    public static VerifyKey? OfCertificate(X509Certificate2 certificate) => certificate.GetRSAPublicKey() is { } rsa
        ? new(SerialNumber.Of(certificate), rsa, new(certificate.NotBefore, certificate.NotAfter))
        : null;

    public bool IsGoodAt(DateTimeOffset now) => Lifetime is null || (now >= Lifetime.From - SignedMessage.Window && now < Lifetime.Until);

    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        lock (_lock) return rsa.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public void Dispose() => rsa.Dispose();
}
