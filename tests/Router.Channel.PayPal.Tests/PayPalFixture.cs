using System.Text.Json;
using Router.Abstractions;
using Router.ChannelSimulators.PayPal;
using Router.TestKit.Compliance;

namespace Router.Channel.PayPal.Tests;

/// <summary>Two accounts at a simulated PayPal.</summary>
public sealed class PayPalFixture : ChannelFixture
{
    private static readonly PayPalMerchant s_main = new("MAIN23456789A", "client-main", "EMain-secret-0123456789-canary", "1JE4291016473214C");
    private static readonly PayPalMerchant s_other = new("OTHER3456789B", "client-other", "EOther-secret-9876543210-canary", "4JH86294D6297924G");

    private PayPalFixture(PayPalSimulator simulator) => Simulator = simulator;

    public PayPalSimulator Simulator { get; }

    public override string PluginFolder { get; } = FindPluginFolder();

    public override IProvider Provider => Simulator;

    public override FixtureAccount Account => AccountOf(s_main, "paypal-main");

    public override FixtureAccount OtherAccount => AccountOf(s_other, "paypal-other");

    public static Task<ChannelFixture> OpenAsync(TimeProvider time) => OpenPayPalAsync(time).ContinueWith(t => (ChannelFixture)t.Result, TaskScheduler.Default);

    public static async Task<PayPalFixture> OpenPayPalAsync(TimeProvider time)
    {
        var simulator = new PayPalSimulator(time);
        await simulator.StartAsync();
        simulator.Register(s_main);
        simulator.Register(s_other);
        return new(simulator);
    }

    public override IChannelPlugin CreatePlugin() => new PayPalPlugin();

    public override ValueTask DisposeAsync() => Simulator.DisposeAsync();

    private FixtureAccount AccountOf(PayPalMerchant merchant, string id)
    {
        var settings = JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["clientId"] = merchant.ClientId,
            ["clientSecret"] = id + "-secret",
            ["webhookIds"] = new[] { merchant.WebhookId },
            ["webhookRoots"] = Simulator.RootPem,
            ["apiBase"] = Simulator.Address.AbsoluteUri,
        });
        var account = new ChannelAccount
        {
            Id = id,
            Mode = AccountMode.Direct,
            MerchantId = merchant.MerchantId,
            IsProduction = false,
            Settings = settings,
        };
        return new(account, new Dictionary<string, string> { [id + "-secret"] = merchant.ClientSecret });
    }

    private static string FindPluginFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Router.sln"))) folder = folder.Parent;
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return Path.Combine(folder!.FullName, "artifacts", "plugins", configuration, "Router.Channel.PayPal");
    }
}
