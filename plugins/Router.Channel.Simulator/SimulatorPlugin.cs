using Router.Abstractions;
using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator;

/// <summary>A channel that moves no real money: it keeps a ledger file, plays the buyer and fails on demand.</summary>
public sealed class SimulatorPlugin : IChannelPlugin
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = PluginManifest.Read();

    /// <inheritdoc/>
    public IChannel Open(ChannelAccount account, IChannelHost host)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(host);
        var settings = SimulatorSettings.Read(account);
        return new SimulatorChannel(Manifest, account, settings, host);
    }
}
