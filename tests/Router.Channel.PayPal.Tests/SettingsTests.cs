using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.PayPal.Settings;
using Router.Channel.PayPal.Tests.Support;

namespace Router.Channel.PayPal.Tests;

public sealed class SettingsTests
{
    private static readonly DateTimeOffset s_now = Shop.Start;

    [Fact]
    public void Without_an_address_a_production_account_talks_to_the_live_API_and_another_to_the_sandbox()
    {
        Read("""{"clientId":"c","clientSecret":"s"}""", isProduction: true).ApiBase.Should().Be(new Uri("https://api-m.paypal.com"));
        Read("""{"clientId":"c","clientSecret":"s"}""").ApiBase.Should().Be(new Uri("https://api-m.sandbox.paypal.com"));
    }

    [Theory]
    [InlineData("http://api-m.paypal.com")]
    [InlineData("https://api-m.sandbox.paypal.com")]
    [InlineData("https://api-m.paypal.com.evil.example")]
    [InlineData("https://evil.example/api-m.paypal.com")]
    [InlineData("https://api-m.paypal.com:8443")]
    [InlineData("https://user@api-m.paypal.com")]
    [InlineData("http://127.0.0.1:4010")]
    public void A_production_account_talks_to_nobody_else(string address) =>
        Wrong($$"""{"clientId":"c","clientSecret":"s","apiBase":"{{address}}"}""", isProduction: true).Should().Contain("apiBase");

    [Theory]
    [InlineData("http://198.51.100.7/")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("api-m.paypal.com")]
    [InlineData("https://example.com/?x=1")]
    [InlineData("https://api-m.paypal.com")]
    public void A_test_account_talks_http_to_this_machine_alone(string address) =>
        Wrong($$"""{"clientId":"c","clientSecret":"s","apiBase":"{{address}}"}""").Should().Contain("apiBase");

    [Theory]
    [InlineData("http://127.0.0.1:4010/")]
    [InlineData("http://localhost:4010/prefix")]
    [InlineData("https://mock.example/paypal")]
    public void A_test_account_may_talk_to(string address) =>
        Read($$"""{"clientId":"c","clientSecret":"s","apiBase":"{{address}}"}""").ApiBase.AbsoluteUri.TrimEnd('/').Should().Be(address.TrimEnd('/'));

    [Fact]
    public void A_missing_secret_is_named() => Wrong("""{"clientId":"c","clientSecret":"not-there"}""").Should().Contain("clientSecret").And.Contain("not-there");

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("umläut")]
    public void A_secret_that_cannot_be_one_is_named_and_not_shown(string secret)
    {
        var wrong = Wrong("""{"clientId":"c","clientSecret":"s"}""", secrets: new() { ["s"] = secret });
        wrong.Should().Contain("clientSecret");
        if (secret.Length > 0) wrong.Should().NotContain(secret);
    }

    [Fact]
    public void A_newline_at_the_end_of_a_secret_file_does_no_harm() =>
        Read("""{"clientId":"c","clientSecret":"s"}""", secrets: new() { ["s"] = "abc\n" }).ClientSecret.Should().Be("abc");

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var wrong = Wrong("""{"clientSecret":"gone","apiBase":"nowhere","webhookIds":["a b"],"webhookVerification":"maybe","webhookWindowSeconds":1,"webhookRoots":"x"}""");
        foreach (var name in new[] { "clientId", "clientSecret", "apiBase", "webhookIds", "webhookVerification", "webhookWindowSeconds", "webhookRoots" })
            wrong.Should().Contain(name);
    }

    [Fact]
    public void Roots_that_are_garbage_are_named() => Wrong(WithRoots("-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----")).Should().Contain("webhookRoots");

    [Fact]
    public void A_private_key_among_the_roots_is_refused()
    {
        using var key = RSA.Create(2048);
        Wrong(WithRoots(Certificate(s_now.AddYears(1)) + "\n" + key.ExportPkcs8PrivateKeyPem())).Should().Contain("private key");
    }

    [Fact]
    public void An_expired_root_is_refused() => Wrong(WithRoots(Certificate(s_now.AddDays(-1)))).Should().Contain("ended");

    [Fact]
    public void Roots_of_ones_own_are_refused_in_production() => Wrong(WithRoots(Certificate(s_now.AddYears(1))), isProduction: true).Should().Contain("webhookRoots");

    [Theory]
    [InlineData(AccountMode.Partner)]
    [InlineData(AccountMode.SubMerchant)]
    public void Payments_for_other_merchants_are_not_done(AccountMode mode) => Wrong("""{"clientId":"c","clientSecret":"s"}""", mode: mode).Should().Contain("direct");

    [Fact]
    public void The_manifest_describes_every_setting_and_marks_the_secret()
    {
        var schema = new PayPalPlugin().Manifest.SettingsSchema!.Value;
        schema.GetProperty("additionalProperties").GetBoolean().Should().BeFalse();
        foreach (var setting in schema.GetProperty("properties").EnumerateObject()) setting.Value.GetProperty("description").GetString().Should().NotBeNullOrEmpty();
        schema.GetProperty("properties").GetProperty("clientSecret").GetProperty("secret").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public void The_manifest_takes_the_currencies_of_the_table_and_no_other()
    {
        foreach (var method in new PayPalPlugin().Manifest.Methods)
            method.Currencies.Select(c => c.Code).Should().BeEquivalentTo(CurrencyTable.Decimals.Keys);
    }

    private static string WithRoots(string pem) => $$"""{"clientId":"c","clientSecret":"s","webhookRoots":{{JsonSerializer.Serialize(pem.Replace("\\n", "\n", StringComparison.Ordinal))}}}""";

    private static string Certificate(DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Root", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(s_now.AddYears(-2), until);
        return certificate.ExportCertificatePem();
    }

    private static string Wrong(string settings, bool isProduction = false, AccountMode mode = AccountMode.Direct, Dictionary<string, string>? secrets = null)
    {
        var read = () => Read(settings, isProduction, mode, secrets);
        return read.Should().Throw<ChannelConfigurationException>().Which.Message;
    }

    private static PayPalSettings Read(string settings, bool isProduction = false, AccountMode mode = AccountMode.Direct, Dictionary<string, string>? secrets = null)
    {
        using var document = JsonDocument.Parse(settings);
        var account = new ChannelAccount { Id = "a", Mode = mode, MerchantId = "M", IsProduction = isProduction, Settings = document.RootElement };
        using var host = new PluginHost(new TestKit.ManualTimeProvider(s_now), secrets ?? new() { ["s"] = "secret" }, new ScriptedWire(_ => null));
        return SettingsReader.Read(account, host);
    }
}
