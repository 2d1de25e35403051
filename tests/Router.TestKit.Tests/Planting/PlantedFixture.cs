using Router.Abstractions;
using Router.Channel.Acme.Tests;
using Router.TestKit.Compliance;

namespace Router.TestKit.Tests.Planting;

/// <summary>Acme's fixture with another plugin in it, or another folder.</summary>
internal sealed class PlantedFixture(ChannelFixture acme, Func<IChannelPlugin, IChannelPlugin> wrap, string pluginFolder) : ChannelFixture
{
    public override string PluginFolder => pluginFolder;

    public override IProvider Provider => acme.Provider;

    public override FixtureAccount Account => acme.Account;

    public override FixtureAccount OtherAccount => acme.OtherAccount;

    /// <param name="time">The case's clock.</param>
    /// <param name="wrap">Puts something around the plugin; null: nothing.</param>
    /// <param name="fixturePlugin">A plugin of tests/Fixtures in the place of Acme's folder; null: Acme's.</param>
    public static async Task<ChannelFixture> OpenAsync(TimeProvider time, Func<IChannelPlugin, IChannelPlugin>? wrap = null, string? fixturePlugin = null)
    {
        var acme = await AcmeFixture.OpenAsync(time);
        // artifacts/bin/(project)/(configuration)/ is where this runs.
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var folder = fixturePlugin is null ? acme.PluginFolder : Path.Combine(output.Parent!.Parent!.Parent!.FullName, "fixtures", output.Name, fixturePlugin);
        return new PlantedFixture(acme, wrap ?? (plugin => plugin), folder);
    }

    public override IChannelPlugin CreatePlugin() => wrap(acme.CreatePlugin());

    public override ValueTask DisposeAsync() => acme.DisposeAsync();
}
