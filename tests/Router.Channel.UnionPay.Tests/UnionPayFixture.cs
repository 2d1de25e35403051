using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.Channel.UnionPay.Tests.Support;
using Router.ChannelSimulators.UnionPay;
using Router.TestKit.Compliance;

namespace Router.Channel.UnionPay.Tests;

/// <summary>The plugin, the simulated UnionPay and two merchants there: one signs with a PFX, the other with a PEM key.</summary>
internal sealed class UnionPayFixture : ChannelFixture
{
    private readonly UnionPaySimulator _simulator;

    private UnionPayFixture(UnionPaySimulator simulator)
    {
        _simulator = simulator;
        var address = simulator.Address.AbsoluteUri;
        Account = new(
            Make("unionpay-main", TestKeys.Merchant, address, new() { ["signPfx"] = "up-pfx", ["signPfxPassword"] = "up-password" }),
            new Dictionary<string, string> { ["up-pfx"] = TestKeys.Pfx(TestKeys.MerchantCertificate), ["up-password"] = TestKeys.Password });
        OtherAccount = new(
            Make("unionpay-other", TestKeys.OtherMerchant, address, new() { ["signKey"] = "up-other-key", ["signCertificate"] = TestKeys.OtherCertificate.ExportCertificatePem() }),
            new Dictionary<string, string> { ["up-other-key"] = TestKeys.KeyPem(TestKeys.OtherCertificate) });
    }

    public override string PluginFolder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.GetFullPath(Path.Combine(folder.FullName, "../../../plugins", folder.Name, "Router.Channel.UnionPay"));
        }
    }

    public override IProvider Provider => _simulator;

    public override FixtureAccount Account { get; }

    public override FixtureAccount OtherAccount { get; }

    public static async Task<ChannelFixture> OpenAsync(TimeProvider time)
    {
        var simulator = new UnionPaySimulator(time, TestKeys.Authority);
        simulator.Register(TestKeys.Merchant, TestKeys.MerchantCertificate);
        simulator.Register(TestKeys.OtherMerchant, TestKeys.OtherCertificate);
        await simulator.StartAsync();
        return new UnionPayFixture(simulator);
    }

    public override IChannelPlugin CreatePlugin() => new UnionPayPlugin();

    public override ValueTask DisposeAsync() => _simulator.DisposeAsync();

    private static ChannelAccount Make(string id, string merchant, string address, JsonObject settings)
    {
        settings["apiBase"] = address;
        settings["fileBase"] = address;
        settings["rootCertificates"] = new JsonArray(TestKeys.Authority.RootPem);
        settings["middleCertificates"] = new JsonArray(TestKeys.Authority.MiddlePem);
        return new()
        {
            Id = id,
            Mode = AccountMode.Direct,
            MerchantId = merchant,
            IsProduction = false,
            Settings = JsonDocument.Parse(settings.ToJsonString()).RootElement,
        };
    }
}
