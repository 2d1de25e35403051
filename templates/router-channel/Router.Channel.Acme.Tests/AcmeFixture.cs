using System.Reflection;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Acme.Simulator;
using Router.TestKit.Compliance;

namespace Router.Channel.Acme.Tests;

/// <summary>The plugin, its provider and two merchants there.</summary>
internal sealed class AcmeFixture : ChannelFixture
{
    private readonly AcmeSimulator _provider;

    private AcmeFixture(AcmeSimulator provider)
    {
        _provider = provider;
        Account = Register("acme-main", "M1001");
        OtherAccount = Register("acme-other", "M2002");
    }

    /// <summary>Where the build laid the plugin out; the project file says it.</summary>
    public override string PluginFolder { get; } =
        typeof(AcmeFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "PluginFolder").Value!;

    public override IProvider Provider => _provider;

    public override FixtureAccount Account { get; }

    public override FixtureAccount OtherAccount { get; }

    public static async Task<ChannelFixture> OpenAsync(TimeProvider time)
    {
        var provider = new AcmeSimulator(time);
        await provider.StartAsync();
        return new AcmeFixture(provider);
    }

    public override IChannelPlugin CreatePlugin() => new AcmePlugin();

    public override ValueTask DisposeAsync() => _provider.DisposeAsync();

    private FixtureAccount Register(string id, string merchant)
    {
        var secrets = new Dictionary<string, string> { [id + "-key"] = _provider.Register(merchant), [id + "-old-key"] = Convert.ToBase64String(new byte[32].Select(_ => (byte)7).ToArray()) };
        using var settings = JsonDocument.Parse($$"""{ "apiBase": "{{_provider.Address}}", "key": "{{id}}-key", "oldKey": "{{id}}-old-key" }""");
        return new(new() { Id = id, Mode = AccountMode.Direct, MerchantId = merchant, IsProduction = false, Settings = settings.RootElement.Clone() }, secrets);
    }
}
