using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Router.Channel.Alipay.Signing;

/// <summary>
/// Whether a certificate leads to one of the configured roots: by name and signature, straight or over one issuer. The framework's chain
/// cannot be used: Alipay's own issuers carry neither the CA flag nor the right to sign certificates (seen in its sandbox). Their lack is
/// made up for by the length: what a root signed may sign, and nothing below it, so no merchant's certificate can issue another.
/// </summary>
internal static class CertificateChain
{
    /// <param name="roots">The bundle's certificates.</param>
    /// <param name="chain">The leaf and its issuers.</param>
    /// <param name="now">When all of them must be in force; null where only the lineage counts.</param>
    public static bool LeadsTo(IReadOnlyList<byte[]> roots, IReadOnlyList<byte[]> chain, DateTimeOffset? now)
    {
        var leaf = chain[0];
        if (!InForce(leaf, now)) return false;
        if (roots.Any(root => InForce(root, now) && Signed(root, leaf))) return true;
        return chain.Skip(1).Any(issuer =>
            InForce(issuer, now) && Signed(issuer, leaf) && roots.Any(root => InForce(root, now) && Signed(root, issuer)));
    }

    /// <summary>False where the file holds the leaf alone and no root issued it, so that its lineage cannot be told.</summary>
    public static bool CanTell(IReadOnlyList<byte[]> roots, IReadOnlyList<byte[]> chain) =>
        chain.Count > 1 || roots.Any(root => Names(root, chain[0]));

    private static bool InForce(byte[] bytes, DateTimeOffset? now)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(bytes);
        return now is not { } at || (at.UtcDateTime >= certificate.NotBefore.ToUniversalTime() && at.UtcDateTime < certificate.NotAfter.ToUniversalTime());
    }

    private static bool Names(byte[] issuerBytes, byte[] bytes)
    {
        using var issuer = X509CertificateLoader.LoadCertificate(issuerBytes);
        using var certificate = X509CertificateLoader.LoadCertificate(bytes);
        return certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData);
    }

    private static bool Signed(byte[] issuerBytes, byte[] bytes)
    {
        using var issuer = X509CertificateLoader.LoadCertificate(issuerBytes);
        using var key = issuer.GetRSAPublicKey();
        if (key is null || !Names(issuerBytes, bytes)) return false;
        if (issuer.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => !constraints.CertificateAuthority)) return false;
        try
        {
            var outer = new AsnReader(bytes, AsnEncodingRules.DER).ReadSequence();
            var signedPart = outer.ReadEncodedValue();
            var algorithm = outer.ReadSequence().ReadObjectIdentifier();
            var signature = outer.ReadBitString(out _);
            return Hash(algorithm) is { } hash && key.VerifyData(signedPart.Span, signature, hash, RSASignaturePadding.Pkcs1);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static HashAlgorithmName? Hash(string algorithm) => algorithm switch
    {
        "1.2.840.113549.1.1.11" => HashAlgorithmName.SHA256,
        "1.2.840.113549.1.1.12" => HashAlgorithmName.SHA384,
        "1.2.840.113549.1.1.13" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
