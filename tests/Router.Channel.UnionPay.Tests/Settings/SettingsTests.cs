using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.Channel.UnionPay.Tests.Support;

namespace Router.Channel.UnionPay.Tests.Settings;

public sealed class SettingsTests
{
    [Fact]
    public void A_PFX_with_its_password_opens() => Bench.Open(new()).Should().NotBeNull();

    [Fact]
    public void A_PFX_without_a_password_opens()
    {
        var host = new TestHost();
        host.Secrets["up-pfx"] = TestKeys.Pfx(TestKeys.MerchantCertificate, null);
        var settings = Bench.Settings();
        settings.Remove("signPfxPassword");
        Bench.Open(host, settings).Should().NotBeNull();
    }

    [Fact]
    public void A_PEM_key_with_a_certId_opens_and_signs_under_it()
    {
        var settings = WithPem(s => s["certId"] = "69903319369");
        ((ISignatureTrace)Bench.Open(new(), settings)).Trace(new("POST", "/", "a=1", TestKeys.Start, "")).KeySerial.Should().Be("69903319369");
    }

    [Fact]
    public void A_certificate_gives_the_certId_of_a_PEM_key()
    {
        var settings = WithPem(s => s["signCertificate"] = TestKeys.MerchantCertificate.ExportCertificatePem());
        var serial = new System.Numerics.BigInteger([.. TestKeys.MerchantCertificate.GetSerialNumber(), 0]).ToString(System.Globalization.CultureInfo.InvariantCulture);
        ((ISignatureTrace)Bench.Open(new(), settings)).Trace(new("POST", "/", "a=1", TestKeys.Start, "")).KeySerial.Should().Be(serial);
    }

    [Fact]
    public void A_missing_secret_is_named() =>
        Bench.Refusal(s => s["signPfx"] = "gone").Should().Contain("signPfx").And.Contain("gone");

    [Fact]
    public void A_missing_password_secret_is_named() =>
        Bench.Refusal(s => s["signPfxPassword"] = "gone").Should().Contain("signPfxPassword").And.Contain("gone");

    [Fact]
    public void A_wrong_password_is_named() =>
        Bench.Refusal(_ => { }, h => h.Secrets["up-password"] = "wrong").Should().Contain("signPfx").And.Contain("password").And.NotContain("wrong ");

    [Fact]
    public void A_PFX_that_is_not_base64_is_named() =>
        Bench.Refusal(_ => { }, h => h.Secrets["up-pfx"] = "!!! not base64").Should().Contain("signPfx").And.Contain("base64").And.NotContain("!!!");

    [Fact]
    public void A_PFX_that_is_garbage_is_named() =>
        Bench.Refusal(_ => { }, h => h.Secrets["up-pfx"] = Convert.ToBase64String(new byte[300])).Should().Contain("signPfx").And.Contain("broken");

    [Fact]
    public void A_PFX_without_its_key_is_named() => Bench.Refusal(_ => { }, h =>
    {
        using var bare = X509CertificateLoader.LoadCertificate(TestKeys.MerchantCertificate.RawData);
        h.Secrets["up-pfx"] = Convert.ToBase64String(bare.Export(X509ContentType.Pfx, TestKeys.Password));
    }).Should().Contain("signPfx").And.Contain("private key");

    [Fact]
    public void A_PFX_with_an_EC_key_is_named() => Bench.Refusal(_ => { }, h =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=ec", key, HashAlgorithmName.SHA256).CreateSelfSigned(TestKeys.Start.AddDays(-1), TestKeys.Start.AddDays(9));
        h.Secrets["up-pfx"] = TestKeys.Pfx(certificate);
    }).Should().Contain("signPfx").And.Contain("not RSA");

    [Fact]
    public void Our_certificate_that_has_ended_is_named() => Bench.Refusal(_ => { }, h =>
    {
        using var ended = TestKeys.Authority.Issue("041@Z@x@1", TestKeys.Start.AddYears(-2), TestKeys.Start.AddSeconds(-1));
        h.Secrets["up-pfx"] = TestKeys.Pfx(ended);
    }).Should().Contain("signPfx").And.Contain("ended");

    [Theory]
    [InlineData("public", "public key")]
    [InlineData("certificate", "certificate")]
    [InlineData("encrypted", "encrypted")]
    [InlineData("ec", "EC")]
    [InlineData("ec-pkcs8", "RSA")]
    [InlineData("garbage", "PEM")]
    [InlineData("broken", "broken")]
    [InlineData("short", "bits")]
    public void A_PEM_key_of_a_wrong_kind_is_named(string kind, string said)
    {
        var message = Bench.Refusal(Change, h => h.Secrets["up-key"] = WrongKey(kind));
        message.Should().Contain("signKey").And.Contain(said).And.NotContain("BEGIN PUBLIC").And.NotContain("MII");

        static void Change(JsonObject settings)
        {
            settings.Remove("signPfx");
            settings.Remove("signPfxPassword");
            settings["signKey"] = "up-key";
            settings["certId"] = "1";
        }
    }

    [Fact]
    public void A_PEM_key_without_a_certificate_number_is_named() => Bench.Refusal(s => ToPem(s)).Should().Contain("certId").And.Contain("signCertificate");

    [Fact]
    public void A_certificate_of_another_key_is_named() =>
        Bench.Refusal(s => ToPem(s)["signCertificate"] = TestKeys.OtherCertificate.ExportCertificatePem()).Should().Contain("signCertificate");

    [Fact]
    public void A_certId_that_is_not_the_certificates_is_named() => Bench.Refusal(s =>
    {
        ToPem(s)["signCertificate"] = TestKeys.MerchantCertificate.ExportCertificatePem();
        s["certId"] = "12345";
    }).Should().Contain("certId");

    [Fact]
    public void Both_kinds_of_key_or_none_is_named()
    {
        Bench.Refusal(s => s["signKey"] = "up-key").Should().Contain("either signPfx");
        Bench.Refusal(s => s.Remove("signPfx")).Should().Contain("either signPfx");
    }

    [Fact]
    public void A_broken_root_certificate_is_named_by_its_place() => Bench.Refusal(s => s["rootCertificates"] =
        new JsonArray(TestKeys.Authority.RootPem, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")).Should().Contain("rootCertificates[1]");

    [Fact]
    public void No_root_certificate_is_named() => Bench.Refusal(s => s["rootCertificates"] = new JsonArray()).Should().Contain("rootCertificates");

    [Fact]
    public void A_root_that_is_no_certificate_is_named() =>
        Bench.Refusal(s => s["rootCertificates"] = new JsonArray("acp_prod_root.cer")).Should().Contain("rootCertificates[0]");

    [Fact]
    public void Roots_that_have_all_ended_are_named() =>
        Bench.Refusal(_ => { }, h => h.Clock.Advance(TimeSpan.FromDays(9 * 366))).Should().Contain("rootCertificates").And.Contain("ended");

    [Theory]
    [InlineData("http://pay.example")]
    [InlineData("ftp://gateway.95516.com")]
    [InlineData("nonsense")]
    [InlineData("https://user:password@gateway.95516.com")]
    [InlineData("https://gateway.95516.com/?x=1")]
    public void A_bad_address_is_named(string address) => Bench.Refusal(s => s["apiBase"] = address).Should().Contain("apiBase");

    [Theory]
    [InlineData("apiBase", "https://gateway.test.95516.com")]
    [InlineData("apiBase", "http://127.0.0.1:8080")]
    [InlineData("apiBase", "https://gateway.95516.com.evil.example")]
    [InlineData("fileBase", "https://filedownload.test.95516.com")]
    [InlineData("fileBase", "https://gateway.95516.com:8443")]
    public void A_production_account_goes_to_the_official_address_only(string setting, string address) => Bench.Refusal(
        s =>
        {
            s.Remove("apiBase");
            s.Remove("fileBase");
            s[setting] = address;
        },
        isProduction: true).Should().Contain(setting).And.Contain("production");

    [Fact]
    public async Task A_production_account_goes_to_UnionPay()
    {
        var (host, settings) = (new TestHost(), Bench.Settings());
        settings.Remove("apiBase");
        settings.Remove("fileBase");
        var channel = Bench.Open(host, settings, isProduction: true);
        var action = (await channel.PayAsync(Bench.Pay(channel, "unionpay.gateway"), default)).Action!;
        action.Content.Should().Be("https://gateway.95516.com/gateway/api/frontTransReq.do");
        await channel.BillAsync(new(new(2026, 11, 19)), default);
        host.Network.Sent.Should().ContainSingle().Which.Address.Should().Be(new Uri("https://filedownload.95516.com/"));
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var message = Bench.Refusal(s =>
        {
            s["apiBase"] = "nonsense";
            s["signPfx"] = "gone";
            s["rootCertificates"] = new JsonArray("x");
            s["frontUrl"] = "nowhere";
            s["subMerId"] = "12345";
        });
        message.Should().Contain("apiBase").And.Contain("signPfx").And.Contain("rootCertificates[0]").And.Contain("frontUrl").And.Contain("subMerId").And.Contain("unionpay-main");
    }

    [Fact]
    public void A_sub_merchant_needs_all_three_of_its_fields() =>
        Bench.Refusal(s => s["subMerId"] = "12345", mode: AccountMode.SubMerchant).Should().Contain("subMerName");

    [Fact]
    public async Task A_sub_merchant_is_named_in_every_request()
    {
        var (host, settings) = (new TestHost(), Bench.Settings());
        (settings["subMerId"], settings["subMerName"], settings["subMerAbbr"]) = ("12345", "茶叶店", "茶");
        var channel = Bench.Open(host, settings, mode: AccountMode.SubMerchant);
        var action = (await channel.PayAsync(Bench.Pay(channel, "unionpay.gateway"), default)).Action!;
        action.Fields.Should().Contain("accessType", "2").And.Contain("subMerId", "12345").And.Contain("subMerName", "茶叶店").And.Contain("subMerAbbr", "茶");
    }

    [Fact]
    public void The_ends_of_our_and_their_certificates_are_told()
    {
        var credentials = ((ICredentials)Bench.Open(new())).Credentials;
        credentials.Should().HaveCount(3);
        credentials[0].Name.Should().StartWith("signing certificate");
        credentials.Should().OnlyContain(c => c.ExpiresAt > TestKeys.Start && c.Renewal.Length > 0);
    }

    private static JsonObject WithPem(Action<JsonObject> change)
    {
        var settings = Bench.Settings();
        change(ToPem(settings));
        return settings;
    }

    private static JsonObject ToPem(JsonObject settings)
    {
        settings.Remove("signPfx");
        settings.Remove("signPfxPassword");
        settings["signKey"] = "up-key";
        return settings;
    }

    private static string WrongKey(string kind)
    {
        using var rsa = RSA.Create(kind == "short" ? 1024 : 2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return kind switch
        {
            "public" => rsa.ExportSubjectPublicKeyInfoPem(),
            "certificate" => TestKeys.MerchantCertificate.ExportCertificatePem(),
            "encrypted" => rsa.ExportEncryptedPkcs8PrivateKeyPem("x", new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 10)),
            "ec" => ec.ExportECPrivateKeyPem(),
            "ec-pkcs8" => ec.ExportPkcs8PrivateKeyPem(),
            "broken" => "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----",
            "short" => rsa.ExportPkcs8PrivateKeyPem(),
            _ => "not a key at all",
        };
    }
}
