using System.Security.Cryptography;
using Router.Abstractions;
using Router.Channel.Alipay.Settings;
using Router.Channel.Alipay.Tests.Bench;
using Router.ChannelSimulators.Alipay;
using Router.TestKit;

namespace Router.Channel.Alipay.Tests;

/// <summary>Keys, certificates and settings that cannot be used: each is named with its mend, all at once.</summary>
public sealed class ConfigurationTests
{
    private static readonly string s_key = MakeKey();
    private static readonly RSA s_alipay = RSA.Create(2048);
    private readonly ManualTimeProvider _time = new(Asks.Now);

    public static TheoryData<string, string> BadPrivateKeys => new()
    {
        { "", "no RSA private or public key" },
        { "garbage", "no RSA private or public key" },
        { "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "PRIVATE KEY of another kind than RSA" },
        { s_key[..(s_key.Length / 2)], "no RSA private or public key" },
        { Public(), "is a public key" },
        { Convert.ToBase64String(s_alipay.ExportSubjectPublicKeyInfo()), "is a public key" },
        { Encrypted(), "encrypted" },
        { Elliptic(), "of another kind than RSA" },
        { EllipticSec1(), "of another kind than RSA" },
        { Short(), "has 1024 bits" },
    };

    public static TheoryData<string, string> BadPublicKeys => new()
    {
        { "", "no RSA" },
        { "garbage!", "no RSA" },
        { s_key, "is a private key" },
        { s_alipay.ExportPkcs8PrivateKeyPem(), "is a private key" },
        { Convert.ToBase64String(s_alipay.ExportPkcs8PrivateKey()), "is a private key" },
        { "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "is a certificate" },
    };

    [Theory]
    [MemberData(nameof(BadPrivateKeys))]
    public void A_private_key_that_is_none_is_named(string key, string told) => Refused(KeySettings(), Secrets(key: key)).Should().Contain("appPrivateKey").And.Contain(told);

    [Theory]
    [MemberData(nameof(BadPublicKeys))]
    public void A_public_key_that_is_none_is_named(string key, string told) => Refused(KeySettings(), Secrets(alipay: key)).Should().Contain("alipayPublicKeys[0]").And.Contain(told);

    [Fact]
    public void Our_own_public_key_in_place_of_Alipays_is_noticed()
    {
        using var own = RSA.Create(2048);
        Refused(KeySettings(), Secrets(own.ExportPkcs8PrivateKeyPem(), own.ExportSubjectPublicKeyInfoPem())).Should().Contain("your own application's public key");
    }

    [Fact]
    public void Every_form_of_a_private_key_is_read()
    {
        using var own = RSA.Create(2048);
        foreach (var text in new[]
        {
            own.ExportPkcs8PrivateKeyPem(), own.ExportRSAPrivateKeyPem(), Convert.ToBase64String(own.ExportPkcs8PrivateKey()),
            Convert.ToBase64String(own.ExportRSAPrivateKey(), Base64FormattingOptions.InsertLineBreaks),
        })
            Read(KeySettings(), Secrets(text)).Signer.Fingerprint.Should().Be(Convert.ToHexString(SHA256.HashData(own.ExportSubjectPublicKeyInfo())).ToLowerInvariant());
    }

    [Fact]
    public void A_missing_secret_is_named() => Refused(KeySettings(), []).Should().Contain("appPrivateKey names a secret that is not there").And.Contain("alipayPublicKeys[0] names a secret");

    [Fact]
    public void Every_error_is_told_at_once()
    {
        var settings = KeySettings();
        settings.Remove("appId");
        settings["apiBase"] = "ftp://x";
        settings["contentKey"] = "aes";
        settings["appAuthToken"] = "token";
        var secrets = Secrets(key: "x", alipay: "y");
        secrets["aes"] = "AAAA";
        Refused(settings, secrets).Should().Contain("appId").And.Contain("apiBase").And.Contain("contentKey is 3 bytes long").And.Contain("appAuthToken")
            .And.Contain("appPrivateKey").And.Contain("alipayPublicKeys[0]");
    }

    [Theory]
    [InlineData("AAAA", "3 bytes")]
    [InlineData("no base64!", "no base64")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAA=", "17 bytes")]
    public void A_content_key_of_the_wrong_length_is_named(string key, string told)
    {
        var (settings, secrets) = (KeySettings(), Secrets());
        (settings["contentKey"], secrets["aes"]) = ("aes", key);
        Refused(settings, secrets).Should().Contain("contentKey").And.Contain(told);
    }

    [Theory]
    [InlineData("nonsense", true, false)]
    [InlineData("http://openapi.alipay.com/gateway.do", true, false)]
    [InlineData("https://openapi.alipay.com.evil.example/gateway.do", true, false)]
    [InlineData("https://openapi.alipay.com:444/gateway.do", true, false)]
    [InlineData("https://user@openapi.alipay.com/gateway.do", true, false)]
    [InlineData("http://127.0.0.1:5000/gateway.do", true, false)]
    [InlineData("https://openapi.alipay.com/gateway.do", true, true)]
    [InlineData("http://192.0.2.1/gateway.do", false, false)]
    [InlineData("http://127.0.0.1:5000", false, true)]
    [InlineData("http://[::1]:5000", false, true)]
    [InlineData("https://elsewhere.example/gateway.do", false, true)]
    [InlineData("https://elsewhere.example/gateway.do?x=1", false, false)]
    public void An_address_is_taken_only_where_it_may_be_talked_to(string address, bool isProduction, bool isTaken)
    {
        var settings = KeySettings();
        settings["apiBase"] = address;
        if (isTaken) Read(settings, Secrets(), isProduction).Address.AbsolutePath.Should().Be("/gateway.do");
        else Refused(settings, Secrets(), isProduction).Should().Contain("apiBase");
    }

    [Fact]
    public void Without_an_address_production_and_sandbox_have_their_own()
    {
        Read(KeySettings(), Secrets(), isProduction: true).Address.AbsoluteUri.Should().Be(ServiceAddress.Production);
        Read(KeySettings(), Secrets()).Address.AbsoluteUri.Should().Be(ServiceAddress.Sandbox);
    }

    [Fact]
    public void A_partner_needs_a_token_and_nobody_else_may_have_one()
    {
        Refused(KeySettings(), Secrets(), mode: AccountMode.SubMerchant).Should().Contain("appAuthToken is missing");
        var settings = KeySettings();
        settings["appAuthToken"] = "202611BB";
        Refused(settings, Secrets()).Should().Contain("appAuthToken acts for another merchant");
        Read(settings, Secrets(), mode: AccountMode.Partner).AppAuthToken.Should().Be("202611BB");
    }

    [Fact]
    public async Task Certificates_that_do_not_fit_are_named()
    {
        await using var simulator = new AlipaySimulator(_time);
        var merchant = simulator.Register("2021000000000001", "2088000000000001", usesCertificates: true);
        var account = AlipayFixture.CertificateAccount(simulator, merchant);
        var settings = account.Account.Settings.EnumerateObject().ToDictionary(p => p.Name, p => (object)p.Value);
        string Told(string name, string secret) => Refused(settings, new(account.Secrets) { [name] = secret });

        Told("app-key", s_key).Should().Contain("appCertificate does not belong to appPrivateKey");
        Told("app-certificate", merchant.AppPrivateKey).Should().Contain("appCertificate is a private key");
        Told("app-certificate", "nothing").Should().Contain("appCertificate is no certificate");
        Told("roots", new AlipayAuthority(Asks.Now, RSA.Create(2048), RSA.Create(2048)).RootBundle).Should().Contain("alipayCertificates[0] does not lead to the certificates of alipayRootCertificates");
        Told("roots", account.Secrets["app-certificate"][..200]).Should().Contain("alipayRootCertificates");
        Told("alipay-certificate", account.Secrets["app-certificate"]).Should().Contain("is your own application's certificate");
        using var key = RSA.Create(2048);
        key.ImportFromPem(merchant.AppPrivateKey);
        Told("app-certificate", simulator.Authority.Issue("app", key, Asks.Now.AddDays(-1)).Pem).Should().Contain("appCertificate ended at");
        Refused(settings.Where(s => s.Key != "alipayRootCertificates").ToDictionary(), new(account.Secrets)).Should().Contain("alipayRootCertificates is missing");
        Refused(new(settings) { ["alipayPublicKeys"] = new[] { "x" } }, new(account.Secrets)).Should().Contain("belongs to key mode");
    }

    [Fact]
    public void No_message_shows_a_key()
    {
        var told = Refused(KeySettings(), Secrets(key: s_key[..400], alipay: s_key));
        told.Should().NotContain(s_key[60..120]).And.NotContain("MII");
    }

    [Fact]
    public void The_manifest_of_the_code_is_the_file() => new AlipayPlugin().Manifest.Methods.Select(method => method.Name)
        .Should().Equal("alipay.page", "alipay.wap", "alipay.app", "alipay.qr", "alipay.barcode");

    private static Dictionary<string, object> KeySettings() =>
        new() { ["appId"] = "2021000000000001", ["appPrivateKey"] = "app-key", ["alipayPublicKeys"] = new[] { "alipay-key" } };

    private static Dictionary<string, string> Secrets(string? key = null, string? alipay = null) =>
        new() { ["app-key"] = key ?? s_key, ["alipay-key"] = alipay ?? Convert.ToBase64String(s_alipay.ExportSubjectPublicKeyInfo()) };

    private AlipaySettings Read(Dictionary<string, object> settings, Dictionary<string, string> secrets, bool isProduction = false, AccountMode mode = AccountMode.Direct)
    {
        using var host = new TestHost(_time);
        foreach (var (name, secret) in secrets) host.Secrets[name] = secret;
        return SettingsReader.Read(AlipayFixture.Open("alipay-main", mode, "2088000000000001", settings, isProduction), host);
    }

    private string Refused(Dictionary<string, object> settings, Dictionary<string, string> secrets, bool isProduction = false, AccountMode mode = AccountMode.Direct) =>
        FluentActions.Invoking(() => Read(settings, secrets, isProduction, mode)).Should().Throw<ChannelConfigurationException>().Which.Message;

    private static string MakeKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string Public()
    {
        using var key = RSA.Create(2048);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    private static string Encrypted()
    {
        using var key = RSA.Create(2048);
        return key.ExportEncryptedPkcs8PrivateKeyPem("password", new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1));
    }

    private static string Elliptic()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string EllipticSec1()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKeyPem();
    }

    private static string Short()
    {
        using var key = RSA.Create(1024);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
