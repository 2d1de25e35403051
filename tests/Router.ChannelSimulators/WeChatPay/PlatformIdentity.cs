using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Router.ChannelSimulators.WeChatPay;

/// <summary>One of WeChat Pay's own keys: a platform certificate, or a public key with an id.</summary>
internal sealed class PlatformIdentity
{
    private readonly Lazy<RSA> _key;

    private PlatformIdentity(Lazy<RSA> key, string serial, X509Certificate2? certificate)
    {
        _key = key;
        Serial = serial;
        Certificate = certificate;
    }

    public string Serial { get; }

    public X509Certificate2? Certificate { get; }

    public string PublicKeyPem => _key.Value.ExportSubjectPublicKeyInfoPem();

    public static PlatformIdentity OfPublicKey(string id) => new(new(() => RSA.Create(2048)), id, null);

    public static PlatformIdentity OfCertificate(DateTimeOffset from, DateTimeOffset until)
    {
        var key = RSA.Create(2048);
        var serial = RandomNumberGenerator.GetBytes(20);
        serial[0] = 0x5D;
        var request = new CertificateRequest("CN=Tenpay.com sign, O=Tenpay.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var certificate = request.Create(request.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), from, until, serial);
        return new(new Lazy<RSA>(key), Convert.ToHexString(serial), certificate);
    }

    public string Sign(byte[] message) => Convert.ToBase64String(_key.Value.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
}
