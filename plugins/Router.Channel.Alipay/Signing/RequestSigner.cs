using System.Security.Cryptography;
using System.Text;

namespace Router.Channel.Alipay.Signing;

/// <summary>Signs with the application's private key (PKCS#8 bytes). PKCS#1 padding makes the same text the same signature.</summary>
internal sealed class RequestSigner(byte[] privateKey)
{
    /// <summary>SHA-256 of the public half, hex; says which key without giving it away.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(KeyText.PublicHalf(privateKey)));

    public string Sign(string text)
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(privateKey, out _);
        return Convert.ToBase64String(rsa.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
