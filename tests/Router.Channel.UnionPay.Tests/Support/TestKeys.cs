using System.Security.Cryptography.X509Certificates;
using Router.ChannelSimulators.UnionPay;

namespace Router.Channel.UnionPay.Tests.Support;

/// <summary>Keys are dear to make and never change, so all tests share them.</summary>
internal static class TestKeys
{
    public const string Merchant = "777290058167151";
    public const string OtherMerchant = "777290058110048";
    public const string Password = "canary-pfx-password-81b7";

    private static readonly Lazy<UnionPayKeys> s_authority = new(() => new(Start));
    private static readonly Lazy<UnionPayKeys> s_stranger = new(() => new(Start));
    private static readonly Lazy<X509Certificate2> s_merchant = new(() => Authority.IssueMerchant(Merchant));
    private static readonly Lazy<X509Certificate2> s_other = new(() => Authority.IssueMerchant(OtherMerchant));

    /// <summary>Noon of 20 November 2026 in Beijing.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 20, 4, 0, 0, TimeSpan.Zero);

    public static UnionPayKeys Authority => s_authority.Value;

    /// <summary>An authority that no account trusts.</summary>
    public static UnionPayKeys Stranger => s_stranger.Value;

    public static X509Certificate2 MerchantCertificate => s_merchant.Value;

    public static X509Certificate2 OtherCertificate => s_other.Value;

    public static string Pfx(X509Certificate2 certificate, string? password = Password) => Convert.ToBase64String(certificate.Export(X509ContentType.Pfx, password));

    public static string KeyPem(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPrivateKey()!;
        return rsa.ExportPkcs8PrivateKeyPem();
    }
}
