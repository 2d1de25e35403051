using Router.Abstractions;

namespace Router.TestKit.Compliance;

/// <summary>What a plugin's author gives to the compliance suite: the plugin, a simulator of the provider and two accounts there.</summary>
public abstract class ChannelFixture : IAsyncDisposable
{
    /// <summary>The plugin's folder as the build laid it out: assembly, dependencies, plugin.json.</summary>
    public abstract string PluginFolder { get; }

    /// <summary>The provider.</summary>
    public abstract IProvider Provider { get; }

    /// <summary>The account that most cases use; it has every method of the manifest switched on.</summary>
    public abstract FixtureAccount Account { get; }

    /// <summary>Another account at the same provider with keys of its own.</summary>
    public abstract FixtureAccount OtherAccount { get; }

    /// <summary>Makes the plugin.</summary>
    public abstract IChannelPlugin CreatePlugin();

    /// <summary>Adds what a method needs: the payer's openid, an authorisation code, a card token, extra fields.</summary>
    /// <param name="request">A request without them.</param>
    /// <returns>The request to send.</returns>
    public virtual PayRequest Complete(PayRequest request) => request;

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
