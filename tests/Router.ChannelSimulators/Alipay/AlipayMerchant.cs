using System.Security.Cryptography;

namespace Router.ChannelSimulators.Alipay;

/// <summary>An application at Alipay with what its owner was given; the simulator itself keeps only what Alipay would.</summary>
public sealed class AlipayMerchant
{
    /// <summary>APPID.</summary>
    public required string AppId { get; init; }

    /// <summary>PID of the seller.</summary>
    public required string MerchantId { get; init; }

    /// <summary>True in certificate mode.</summary>
    public required bool UsesCertificates { get; init; }

    /// <summary>For the owner: his private key, PKCS#8 PEM.</summary>
    public required string AppPrivateKey { get; init; }

    /// <summary>For the owner in certificate mode: appCertPublicKey.crt.</summary>
    public string AppCertificate { get; init; } = "";

    /// <summary>The serial of that certificate.</summary>
    public string AppSerial { get; init; } = "";

    /// <summary>The AES key of content encryption, base64; null: none.</summary>
    public string? ContentKey { get; init; }

    /// <summary>The token with which a partner acts for this seller; null: he acts for himself.</summary>
    public string? AppAuthToken { get; init; }

    /// <summary>What Alipay verifies requests with.</summary>
    internal RSA AppPublicKey { get; init; } = null!;

    /// <summary>What Alipay signs with for this application in key mode.</summary>
    internal RSA AlipayKey { get; init; } = null!;

    /// <summary>For the owner in key mode: Alipay's public key as the console shows it.</summary>
    public string AlipayPublicKey => Convert.ToBase64String(AlipayKey.ExportSubjectPublicKeyInfo());
}
