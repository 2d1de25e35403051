using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Router.ChannelSimulators.UnionPay;

/// <summary>
/// A certificate authority like the one of UnionPay and its merchants: root, middle, UnionPay's signing certificate, and certificates
/// for merchants, which come from the same middle.
/// </summary>
public sealed class UnionPayKeys
{
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;
    private readonly X509Certificate2 _middle;
    private int _serial = 69_903_300;

    /// <summary>Makes the authority; everything holds ten years around the time given.</summary>
    /// <param name="now">Some time at which the certificates hold.</param>
    public UnionPayKeys(DateTimeOffset now)
    {
        (_from, _to) = (now.AddYears(-5), now.AddYears(5));
        using var rootKey = RSA.Create(2048);
        Root = Authority("CN=Simulated CFCA ROOT", rootKey, null);
        using var middleKey = RSA.Create(2048);
        _middle = Authority("CN=Simulated CFCA OCA1", middleKey, Root);
        Signer = Issue("041@8310000000083040@中国银联股份有限公司@00016495");
    }

    /// <summary>The root's certificate.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>UnionPay's own signing certificate with its key.</summary>
    public X509Certificate2 Signer { get; }

    /// <summary>The root, PEM.</summary>
    public string RootPem => Root.ExportCertificatePem();

    /// <summary>The middle certificate, PEM.</summary>
    public string MiddlePem => _middle.ExportCertificatePem();

    /// <summary>A merchant's signing certificate with its key.</summary>
    /// <param name="merchantId">The merchant.</param>
    public X509Certificate2 IssueMerchant(string merchantId) => Issue($"041@Z2014-11-11@{merchantId}:SIGN@00000003");

    /// <summary>A certificate with its key from the middle.</summary>
    /// <param name="commonName">The subject's CN.</param>
    /// <param name="from">When it begins; by default with the authority.</param>
    /// <param name="to">When it ends; by default with the authority.</param>
    public X509Certificate2 Issue(string commonName, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        using var key = RSA.Create(2048);
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(commonName);
        name.AddOrganizationalUnitName("Enterprises");
        name.AddCountryOrRegion("cn");
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: false));
        using var issued = request.Create(_middle, from ?? _from, to ?? _to, NextSerial());
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>A certificate's PEM as UnionPay puts it into signPubKeyCert: lines end with CR LF.</summary>
    public static string WirePem(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.ExportCertificatePem().ReplaceLineEndings("\r\n");
    }

    private X509Certificate2 Authority(string name, RSA key, X509Certificate2? issuer)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        if (issuer is null) return request.CreateSelfSigned(_from.AddDays(-1), _to.AddDays(1));
        using var issued = request.Create(issuer, _from, _to, NextSerial());
        return issued.CopyWithPrivateKey(key);
    }

    // 0x10 in front: the serial numbers of real ones have five bytes.
    private byte[] NextSerial()
    {
        var next = ++_serial;
        return [0x10, (byte)(next >> 24), (byte)(next >> 16), (byte)(next >> 8), (byte)next];
    }
}
