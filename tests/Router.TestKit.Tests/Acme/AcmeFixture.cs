using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Acme;
using Router.TestKit.Compliance;

namespace Router.TestKit.Tests.Acme;

/// <summary>The plugin, its provider and two merchants there.</summary>
internal sealed class AcmeFixture : ChannelFixture
{
    private readonly AcmeSimulator _provider;
    private readonly Func<IChannelPlugin, IChannelPlugin> _wrap;

    private AcmeFixture(AcmeSimulator provider, Func<IChannelPlugin, IChannelPlugin> wrap, string pluginFolder)
    {
        _provider = provider;
        _wrap = wrap;
        PluginFolder = pluginFolder;
        Account = Register("acme-main", "M1001");
        OtherAccount = Register("acme-other", "M2002");
    }

    public override string PluginFolder { get; }

    public override IProvider Provider => _provider;

    public override FixtureAccount Account { get; }

    public override FixtureAccount OtherAccount { get; }

    /// <param name="time">The case's clock.</param>
    /// <param name="wrap">Puts something around the plugin; null: nothing.</param>
    /// <param name="folder">Where the build laid the plugin out, under artifacts.</param>
    /// <param name="project">The plugin's project.</param>
    public static async Task<ChannelFixture> OpenAsync(
        TimeProvider time, Func<IChannelPlugin, IChannelPlugin>? wrap = null, string folder = "examples", string project = "Router.Channel.Acme")
    {
        var provider = new AcmeSimulator(time);
        await provider.StartAsync();
        // artifacts/bin/(project)/(configuration)/ is where this runs.
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return new AcmeFixture(provider, wrap ?? (plugin => plugin), Path.Combine(output.Parent!.Parent!.Parent!.FullName, folder, output.Name, project));
    }

    public override IChannelPlugin CreatePlugin() => _wrap(new AcmePlugin());

    public override ValueTask DisposeAsync() => _provider.DisposeAsync();

    private FixtureAccount Register(string id, string merchant)
    {
        var secrets = new Dictionary<string, string> { [id + "-key"] = _provider.Register(merchant), [id + "-old-key"] = Convert.ToBase64String(new byte[32].Select(_ => (byte)7).ToArray()) };
        using var settings = JsonDocument.Parse($$"""{ "apiBase": "{{_provider.Address}}", "key": "{{id}}-key", "oldKey": "{{id}}-old-key" }""");
        return new(new() { Id = id, Mode = AccountMode.Direct, MerchantId = merchant, IsProduction = false, Settings = settings.RootElement.Clone() }, secrets);
    }
}
