using System.Security.Cryptography;

namespace Router.Channel.Alipay.Signing;

/// <summary>A key that Alipay signs with. Kept as bytes: the framework's key objects promise nothing to many callers at once.</summary>
/// <param name="Serial">The certificate's serial as Alipay computes it; null in key mode.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo.</param>
/// <param name="EndsAt">When the certificate ends; null in key mode.</param>
internal sealed record AlipayKey(string? Serial, byte[] PublicKey, DateTimeOffset? EndsAt)
{
    /// <summary>RSA2: SHA256withRSA, PKCS#1.</summary>
    public bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(PublicKey, out _);
        return rsa.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
