using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

public sealed class SettingsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 20, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        var message = Refused(merchant =>
        {
            merchant.Settings.Remove("appId");
            merchant.Settings["apiBase"] = "ftp://api.mch.weixin.qq.com";
            merchant.Secrets["private-key"] = "garbage";
            merchant.Secrets.Remove("certificate");
            merchant.Secrets["api-v3-key"] = "short";
        });
        message.Should().ContainAll("'appId'", "'apiBase'", "'privateKey'", "'certificate'", "'apiV3Key'", "Account 'wechat-test'");
    }

    [Theory]
    [InlineData("appId", "appId")]
    [InlineData("privateKey", "privateKey")]
    [InlineData("apiV3Key", "apiV3Key")]
    [InlineData("certificate", "certificate")]
    public void A_missing_setting_is_named(string setting, string named) => Refused(merchant => merchant.Settings.Remove(setting)).Should().Contain($"'{named}' is missing");

    [Theory]
    [InlineData("private-key", "privateKey")]
    [InlineData("certificate", "certificate")]
    [InlineData("api-v3-key", "apiV3Key")]
    public void A_missing_secret_is_named_with_its_setting(string secret, string setting) =>
        Refused(merchant => merchant.Secrets.Remove(secret)).Should().Contain($"'{setting}' names a secret that is not there").And.Contain(secret);

    [Theory]
    [InlineData("public", "public key")]
    [InlineData("certificate", "certificate")]
    [InlineData("encrypted", "encrypted")]
    [InlineData("ec", "cannot be read as RSA")]
    [InlineData("sec1", "elliptic-curve")]
    [InlineData("small", "1024 bits")]
    [InlineData("damaged", "cannot be read as RSA")]
    [InlineData("garbage", "no PEM text")]
    [InlineData("empty", "no PEM text")]
    public void A_private_key_of_the_wrong_kind_is_named_and_never_shown(string kind, string says)
    {
        var pem = Pem(kind);
        var message = Refused(merchant => merchant.Secrets["private-key"] = pem);
        message.Should().Contain("'privateKey'").And.Contain(says);
        if (pem.Length > 80) message.Should().NotContain(pem[60..80]);
    }

    [Fact]
    public void An_RSA_key_in_the_old_form_is_taken()
    {
        using var bench = new StubBench(merchant => merchant.Secrets["private-key"] = merchant.Key.ExportRSAPrivateKeyPem());
        bench.Channel.Should().NotBeNull();
    }

    [Fact]
    public void An_expired_certificate_of_ours_is_refused_with_its_end()
    {
        var merchant = new TestMerchant("1900000001", s_now, certificateLife: TimeSpan.FromDays(-1));
        Refused(merchant).Should().Contain("'certificate' expired at 2026-11-19 04:00 UTC");
    }

    [Fact]
    public void The_certificate_of_another_key_is_refused()
    {
        var other = new TestMerchant("1900000001", s_now, key: 1);
        Refused(merchant => merchant.Secrets["certificate"] = other.CertificatePem).Should().Contain("'certificate' is not the certificate of privateKey");
    }

    [Fact]
    public void A_serial_number_takes_the_place_of_the_certificate()
    {
        using var bench = new StubBench(merchant =>
        {
            merchant.Settings.Remove("certificate");
            merchant.Settings["serialNumber"] = "3a01aa";
        });
        ((ISignatureTrace)bench.Channel).Trace(new("GET", "/v3/certificates", "", s_now, "N")).KeySerial.Should().Be("3A01AA");
        ((ICredentials)bench.Channel).Credentials.Should().BeEmpty();
    }

    [Fact]
    public void A_serial_number_that_is_not_the_certificates_is_refused() =>
        Refused(merchant => merchant.Settings["serialNumber"] = "3A01AA").Should().Contain("'serialNumber' is not the serial number of the certificate");

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(0)]
    public void An_APIv3_key_of_another_length_is_refused(int length) =>
        Refused(merchant => merchant.Secrets["api-v3-key"] = new string('k', length)).Should().Contain($"'apiV3Key' has {length} bytes; an APIv3 key has 32");

    [Theory]
    [InlineData("https://api.mch.weixin.qq.com", true, null)]
    [InlineData("https://api2.mch.weixin.qq.com/", true, null)]
    [InlineData("http://api.mch.weixin.qq.com", true, "is not WeChat Pay's")]
    [InlineData("https://api.mch.weixin.qq.com.evil.example", true, "is not WeChat Pay's")]
    [InlineData("https://api.mch.weixin.qq.com:8443", true, "is not WeChat Pay's")]
    [InlineData("https://user@api.mch.weixin.qq.com", true, "has a path, a query or a user")]
    [InlineData("http://127.0.0.1:5000", true, "is not WeChat Pay's")]
    [InlineData("http://127.0.0.1:5000", false, null)]
    [InlineData("https://wechat.test.example", false, null)]
    [InlineData("http://wechat.test.example", false, "is http to another machine")]
    [InlineData("https://api.mch.weixin.qq.com/v3", false, "has a path")]
    [InlineData("not an address", false, "is not a web address")]
    public void The_address_is_WeChat_Pays_in_production(string address, bool isProduction, string? says)
    {
        var merchant = new TestMerchant("1900000001", s_now) { IsProduction = isProduction };
        merchant.Settings["apiBase"] = address;
        if (says is null) Open(merchant).Should().NotBeNull();
        else Refused(merchant).Should().Contain("'apiBase' " + says);
    }

    [Fact]
    public void A_public_key_entry_is_looked_at()
    {
        var message = Refused(merchant =>
        {
            merchant.Secrets["private"] = merchant.Key.ExportPkcs8PrivateKeyPem();
            merchant.Settings["publicKeys"] = new JsonArray(
                new JsonObject { ["id"] = "5DEA10EF", ["key"] = "private" }, new JsonObject { ["id"] = StubPlatform.KeyId, ["key"] = "nowhere" },
                new JsonObject { ["id"] = StubPlatform.KeyId, ["key"] = "certificate" });
        });
        message.Should().ContainAll("'publicKeys[0].id' must begin with PUB_KEY_ID_", "'publicKeys[0].key' holds a 'PRIVATE KEY'", "'publicKeys[1].key' names a secret that is not there", "'publicKeys[2].key' holds a certificate");
    }

    [Fact]
    public void A_partner_names_its_sub_merchant_and_a_merchant_has_none()
    {
        foreach (var mode in new[] { AccountMode.Partner, AccountMode.SubMerchant })
            Refused(merchant => merchant.Mode = mode).Should().Contain("'subMerchantId' is missing");
        Refused(merchant => merchant.Settings["subMerchantId"] = "1900000109").Should().Contain("'subMerchantId' is set though the mode is direct");
        Refused(new TestMerchant("mch-1", s_now)).Should().Contain("merchantId is not a WeChat Pay merchant id");
    }

    [Fact]
    public void Credentials_tell_when_our_certificate_ends()
    {
        using var bench = new StubBench();
        ((ICredentials)bench.Channel).Credentials.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Name = "merchant API certificate " + bench.Merchant.Serial, ExpiresAt = s_now.AddDays(400) });
    }

    [Fact]
    public void The_trace_shows_what_is_signed_and_no_key()
    {
        using var bench = new StubBench();
        var trace = ((ISignatureTrace)bench.Channel).Trace(new("POST", "/v3/pay/transactions/native", """{"a":1}""", DateTimeOffset.FromUnixTimeSeconds(1554208460), "593BEC0C930BF1AF"));
        trace.Scheme.Should().Be("WECHATPAY2-SHA256-RSA2048");
        trace.Canonical.Should().Be("POST\n/v3/pay/transactions/native\n1554208460\n593BEC0C930BF1AF\n{\"a\":1}\n");
        trace.KeySerial.Should().Be(bench.Merchant.Serial);
        trace.KeyFingerprint.Should().Be(Convert.ToHexStringLower(SHA256.HashData(bench.Merchant.Key.ExportSubjectPublicKeyInfo())));
        trace.BodyHash.Should().Be("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
        bench.Merchant.Key.VerifyData(
            System.Text.Encoding.UTF8.GetBytes(trace.Canonical), Convert.FromBase64String(trace.Signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).Should().BeTrue();
    }

    private static string Pem(string kind)
    {
        using var rsa = RSA.Create(kind == "small" ? 1024 : 2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return kind switch
        {
            "public" => rsa.ExportSubjectPublicKeyInfoPem(),
            "certificate" => new TestMerchant("1900000001", s_now).CertificatePem,
            "encrypted" => rsa.ExportEncryptedPkcs8PrivateKeyPem("password", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)),
            "ec" => ec.ExportPkcs8PrivateKeyPem(),
            "sec1" => ec.ExportECPrivateKeyPem(),
            "small" => rsa.ExportPkcs8PrivateKeyPem(),
            "damaged" => "-----BEGIN PRIVATE KEY-----\n" + Convert.ToBase64String(rsa.ExportPkcs8PrivateKey()[7..]) + "\n-----END PRIVATE KEY-----",
            "garbage" => "this is not a key",
            _ => "",
        };
    }

    private static string Refused(Action<TestMerchant> change)
    {
        var merchant = new TestMerchant("1900000001", s_now);
        change(merchant);
        return Refused(merchant);
    }

    private static string Refused(TestMerchant merchant)
    {
        var open = () => Open(merchant);
        return open.Should().Throw<ChannelConfigurationException>().Which.Message;
    }

    private static IChannel Open(TestMerchant merchant)
    {
        var time = new TestKit.ManualTimeProvider(s_now);
        return new WeChatPayPlugin().Open(merchant.Account(), new TestHost(time, new StubPlatform(time), merchant.Secrets));
    }
}
