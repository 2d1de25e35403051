using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Router.ChannelSimulators.Alipay;

/// <summary>Alipay's certificate authority: a root, an intermediate below it, and what they issue.</summary>
public sealed class AlipayAuthority
{
    private const string RootName = "Simulated Certification Authority R1", MiddleName = "Simulated Certification Authority Class 2 R1";
    private readonly DateTimeOffset _now;
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _middle;
    private readonly RSA _middleKey;
    private int _issued;

    /// <summary>Makes one.</summary>
    /// <param name="now">The time its certificates are made for.</param>
    /// <param name="rootKey">The root's key.</param>
    /// <param name="middleKey">The intermediate's key.</param>
    public AlipayAuthority(DateTimeOffset now, RSA rootKey, RSA middleKey)
    {
        _now = now;
        _middleKey = middleKey;
        var root = Request(RootName, rootKey);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, false));
        _root = root.CreateSelfSigned(now.AddYears(-2), now.AddYears(20));
        _middle = Request(MiddleName, middleKey).Create(_root.SubjectName, Generator(rootKey), now.AddYears(-1), now.AddYears(10), NextSerial());
    }

    /// <summary>The bundle of roots, with one that is not RSA and so not counted.</summary>
    public string RootBundle => EllipticRoot() + _root.ExportCertificatePem() + "\n";

    /// <summary>The serial of the bundle.</summary>
    public string RootSerial => Serial(RootName, _root);

    /// <summary>Issues a certificate.</summary>
    /// <param name="name">Its common name.</param>
    /// <param name="key">Whose key.</param>
    /// <param name="endsAt">Its end; five years by default.</param>
    /// <returns>The certificate with that of its issuer below, and its serial.</returns>
    public (string Pem, string Serial) Issue(string name, RSA key, DateTimeOffset? endsAt = null)
    {
        var end = endsAt ?? _now.AddYears(5);
        var start = end.AddYears(-6) > _middle.NotBefore ? end.AddYears(-6) : _middle.NotBefore;
        using var leaf = Request(name, key).Create(_middle.SubjectName, Generator(_middleKey), start, end, NextSerial());
        return (leaf.ExportCertificatePem() + "\n" + _middle.ExportCertificatePem() + "\n", Serial(MiddleName, leaf));
    }

    /// <summary>A certificate that a merchant has issued with the key of his own one, as if that were an issuer's.</summary>
    /// <param name="merchant">His certificate with its issuer's.</param>
    /// <param name="merchantKey">His key.</param>
    /// <param name="key">Whose key it is for.</param>
    public (string Pem, string Serial) Smuggle(string merchant, RSA merchantKey, RSA key)
    {
        using var issuer = X509Certificate2.CreateFromPem(merchant);
        using var leaf = Request("Simulated Alipay", key).Create(issuer.SubjectName, Generator(merchantKey), _now.AddDays(-1), _now.AddYears(1), NextSerial());
        var common = issuer.SubjectName.EnumerateRelativeDistinguishedNames().First(part => part.GetSingleElementType().Value == "2.5.4.3").GetSingleElementValue()!;
        return (leaf.ExportCertificatePem() + "\n" + merchant, Serial(common, leaf));
    }

    // As Alipay's own issuers: no word about what they may sign.
    private static CertificateRequest Request(string name, RSA key) => new(
        new X500DistinguishedName($"C=CN, O=Simulated Financial, OU=Certification Authority, CN={name}", X500DistinguishedNameFlags.None),
        key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static X509SignatureGenerator Generator(RSA key) => X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);

    private byte[] NextSerial()
    {
        var serial = new byte[16];
        serial[0] = 0x20;
        serial[15] = (byte)++_issued;
        RandomNumberGenerator.Fill(serial.AsSpan(1, 14));
        return serial;
    }

    // The issuer is written down here as it was asked for, so nothing is read back from the certificate but its number.
    private static string Serial(string issuer, X509Certificate2 certificate)
    {
        var number = BigInteger.Parse("0" + certificate.SerialNumber, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var text = $"CN={issuer},OU=Certification Authority,O=Simulated Financial,C=CN{number}";
#pragma warning disable CA5351 // The serial is Alipay's definition.
        return Convert.ToHexString(MD5.HashData(Encoding.ASCII.GetBytes(text))).ToLowerInvariant();
#pragma warning restore CA5351
    }

    private string EllipticRoot()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = new CertificateRequest("C=CN, O=Other, CN=Elliptic Root", key, HashAlgorithmName.SHA256).CreateSelfSigned(_now.AddYears(-1), _now.AddYears(9));
        return root.ExportCertificatePem() + "\n";
    }
}
