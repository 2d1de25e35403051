using System.Security.Cryptography;
using System.Text;

namespace Router.Channel.UnionPay.Signing;

/// <summary>Our private key and the decimal serial number under which UnionPay knows its certificate.</summary>
internal sealed class SigningKey(byte[] pkcs8, string certId, DateTimeOffset? endsAt)
{
    public string CertId { get; } = certId;

    public DateTimeOffset? EndsAt { get; } = endsAt;

    /// <summary>Signs a canonical text: the hex digest of the text is what RSA signs, so the text is hashed twice (signMethod 01, 5.1.0).</summary>
    public string Sign(string canonical)
    {
        using var rsa = Import();
        return Convert.ToBase64String(rsa.SignData(Encoding.ASCII.GetBytes(Canonical.Digest(canonical)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>SHA-256 of the public key, hex.</summary>
    public string Fingerprint()
    {
        using var rsa = Import();
        return Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()));
    }

    // An RSA object of its own for each call: they are not promised to be safe for several threads.
    private RSA Import()
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(pkcs8, out _);
        return rsa;
    }
}
