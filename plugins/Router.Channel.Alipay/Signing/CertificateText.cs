using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Router.Channel.Alipay.Signing;

/// <summary>Reads certificates and computes Alipay's serials.</summary>
internal static class CertificateText
{
    private const string Sha1Rsa = "1.2.840.113549.1.1.5", Sha256Rsa = "1.2.840.113549.1.1.11", Rsa = "1.2.840.113549.1.1.1";
    private const int Most = 32;

    /// <returns>The first certificate of the text; the others are its issuers.</returns>
    /// <exception cref="FormatException">There is none, or it holds no RSA key.</exception>
    public static Certificate Leaf(string text)
    {
        var blocks = Blocks(text);
        using var leaf = Load(blocks[0]);
        if (leaf.PublicKey.Oid.Value != Rsa) throw new FormatException("holds no RSA key; download the RSA2 certificate.");
        return new(
            Serial(leaf), leaf.IssuerName.Name, leaf.PublicKey.ExportSubjectPublicKeyInfo(),
            leaf.NotBefore.ToUniversalTime(), leaf.NotAfter.ToUniversalTime(), blocks);
    }

    /// <summary>
    /// The serial of a bundle joins those of its certificates that are signed with RSA and SHA-1 or SHA-256; the bundle also holds SM2 ones.
    /// </summary>
    /// <exception cref="FormatException">There is no such certificate in it.</exception>
    public static RootBundle Roots(string text)
    {
        var serials = new List<string>();
        var certificates = new List<byte[]>();
        foreach (var block in Blocks(text))
        {
            using var certificate = Load(block);
            if (certificate.SignatureAlgorithm.Value is not (Sha1Rsa or Sha256Rsa)) continue;
            serials.Add(Serial(certificate));
            certificates.Add(block);
        }

        if (serials.Count == 0) throw new FormatException("holds no RSA certificate; store alipayRootCert.crt whole.");
        return new(string.Join('_', serials), certificates);
    }

    /// <summary>Lower-case MD5 of the issuer, most special part first, and the serial in decimal. MD5 names here, it protects nothing.</summary>
    public static string Serial(X509Certificate2 certificate)
    {
        const X500DistinguishedNameFlags Form =
            X500DistinguishedNameFlags.Reversed | X500DistinguishedNameFlags.UseCommas | X500DistinguishedNameFlags.DoNotUseQuotes;
        var issuer = certificate.IssuerName.Decode(Form).Replace(", ", ",", StringComparison.Ordinal);
        var serial = new BigInteger(certificate.GetSerialNumber(), isUnsigned: true);
#pragma warning disable CA5351 // The serial is Alipay's definition.
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(issuer + serial.ToString(CultureInfo.InvariantCulture))));
#pragma warning restore CA5351
    }

    private static List<byte[]> Blocks(string text)
    {
        var blocks = new List<byte[]>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var found))
        {
            var label = rest[found.Label];
            if (label.Contains("PRIVATE", StringComparison.Ordinal)) throw new FormatException("is a private key; store the certificate here.");
            if (label is not "CERTIFICATE") throw new FormatException($"is a {label}; store the certificate here.");
            if (blocks.Count == Most) throw new FormatException($"holds more than {Most} certificates.");
            blocks.Add(Convert.FromBase64String(rest[found.Base64Data].ToString()));
            rest = rest[found.Location.End..];
        }

        if (rest.Contains("-----BEGIN", StringComparison.Ordinal)) throw new FormatException("is cut off; store the .crt file whole.");
        return blocks.Count > 0 ? blocks : throw new FormatException("is no certificate in PEM form; store the .crt file whole.");
    }

    private static X509Certificate2 Load(byte[] bytes)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(bytes);
        }
        catch (CryptographicException)
        {
            throw new FormatException("is a certificate that cannot be read; download it again.");
        }
    }
}
