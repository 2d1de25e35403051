using System.Text.Json;
using Router.Abstractions;
using Router.ChannelSimulators.Alipay;
using Router.TestKit.Compliance;

namespace Router.Channel.Alipay.Tests;

/// <summary>Two applications at one simulator: one in key mode, one of a partner's seller in certificate mode with encryption.</summary>
internal sealed class AlipayFixture : ChannelFixture
{
    private AlipayFixture(AlipaySimulator simulator, FixtureAccount account, FixtureAccount other) => (Simulator, Account, OtherAccount) = (simulator, account, other);

    public AlipaySimulator Simulator { get; }

    public override string PluginFolder
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(output.Parent!.Parent!.Parent!.FullName, "plugins", output.Name, "Router.Channel.Alipay");
        }
    }

    public override IProvider Provider => Simulator;

    public override FixtureAccount Account { get; }

    public override FixtureAccount OtherAccount { get; }

    public static Task<ChannelFixture> OpenAsync(TimeProvider time) => OpenAsync(time, certificatesFirst: false);

    public static async Task<ChannelFixture> OpenAsync(TimeProvider time, bool certificatesFirst)
    {
        var simulator = new AlipaySimulator(time);
        await simulator.StartAsync();
        var keys = KeyAccount(simulator, simulator.Register("2021000000000001", "2088000000000001"), pageAction: "redirect");
        var certificates = CertificateAccount(
            simulator, simulator.Register("2021000000000002", "2088000000000002", usesCertificates: true, encrypts: true, appAuthToken: "202611BBtokenOfTheSeller"));
        return certificatesFirst ? new AlipayFixture(simulator, certificates, keys) : new AlipayFixture(simulator, keys, certificates);
    }

    public override IChannelPlugin CreatePlugin() => new AlipayPlugin();

    /// <summary>Codes that end with an even digit pay at once, the others make the buyer type his password.</summary>
    public override PayRequest Complete(PayRequest request) =>
        request.Method == "alipay.barcode" ? request with { AuthCode = "28763443825664394" + request.AttemptNumber[^1] } : request;

    public override async ValueTask DisposeAsync() => await Simulator.DisposeAsync();

    public static FixtureAccount KeyAccount(AlipaySimulator simulator, AlipayMerchant merchant, string pageAction)
    {
        var settings = new Dictionary<string, object>
        {
            ["appId"] = merchant.AppId,
            ["appPrivateKey"] = "app-key",
            ["alipayPublicKeys"] = new[] { "alipay-key" },
            ["pageAction"] = pageAction,
            ["apiBase"] = simulator.ApiAddress.AbsoluteUri,
        };
        return new(
            Open("alipay-keys", AccountMode.Direct, merchant.MerchantId, settings),
            new Dictionary<string, string> { ["app-key"] = merchant.AppPrivateKey, ["alipay-key"] = merchant.AlipayPublicKey });
    }

    public static FixtureAccount CertificateAccount(AlipaySimulator simulator, AlipayMerchant merchant)
    {
        var settings = new Dictionary<string, object>
        {
            ["appId"] = merchant.AppId,
            ["appPrivateKey"] = "app-key",
            ["appCertificate"] = "app-certificate",
            ["alipayRootCertificates"] = "roots",
            ["alipayCertificates"] = new[] { "alipay-certificate" },
            ["pageAction"] = "form",
            ["apiBase"] = simulator.ApiAddress.AbsoluteUri,
        };
        var secrets = new Dictionary<string, string>
        {
            ["app-key"] = merchant.AppPrivateKey,
            ["app-certificate"] = merchant.AppCertificate,
            ["roots"] = simulator.Authority.RootBundle,
            ["alipay-certificate"] = simulator.AlipayCertificate,
        };
        if (merchant.ContentKey is { } content) (settings["contentKey"], secrets["content-key"]) = ("content-key", content);
        if (merchant.AppAuthToken is { } token) settings["appAuthToken"] = token;
        return new(
            Open("alipay-certificates", merchant.AppAuthToken is null ? AccountMode.Direct : AccountMode.SubMerchant, merchant.MerchantId, settings), secrets);
    }

    public static ChannelAccount Open(string id, AccountMode mode, string merchantId, Dictionary<string, object> settings, bool isProduction = false) => new()
    {
        Id = id,
        Mode = mode,
        MerchantId = merchantId,
        IsProduction = isProduction,
        Settings = JsonSerializer.SerializeToElement(settings),
    };
}
