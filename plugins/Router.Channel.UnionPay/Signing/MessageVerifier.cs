using System.Security.Cryptography;
using System.Text;

namespace Router.Channel.UnionPay.Signing;

/// <summary>Whether UnionPay signed a message: first its certificate, then the signature over the raw fields.</summary>
internal sealed class MessageVerifier(SignerTrust trust, TimeProvider time)
{
    /// <summary>Null where it is UnionPay's word; otherwise why it is not.</summary>
    public string? Fault(IReadOnlyDictionary<string, string> fields)
    {
        if (fields.GetValueOrDefault("signMethod") != "01") return "signMethod is not 01 (RSA)";
        if (fields.GetValueOrDefault("signature") is not { Length: > 0 } signature) return "it carries no signature";
        if (fields.GetValueOrDefault("signPubKeyCert") is not { Length: > 0 } certificate) return "it carries no signPubKeyCert";
        if (trust.KeyOf(certificate, time.GetUtcNow(), out var why) is not { } key) return why;
        return IsSigned(fields, signature, key) ? null : "the signature does not verify";
    }

    public static bool IsSigned(IReadOnlyDictionary<string, string> fields, string signature, byte[] publicKey)
    {
        var given = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, given, out var length)) return false;
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(publicKey, out _);
        var digest = Encoding.ASCII.GetBytes(Canonical.Digest(Canonical.Of(fields)));
        return rsa.VerifyData(digest, given.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
