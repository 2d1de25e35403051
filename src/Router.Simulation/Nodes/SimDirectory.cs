using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;

namespace Router.Simulation.Nodes;

/// <summary>Lends a node its channels.</summary>
internal sealed class SimDirectory(Func<string, IChannel> open, IReadOnlyList<ChannelManifest> channels) : IChannelDirectory
{
    private readonly Dictionary<string, IChannel> _channels = new(StringComparer.Ordinal);

    /// <summary>New instances from now on; leases of the old ones run out by themselves.</summary>
    public void Reload() => _channels.Clear();

    public IChannelLease? TryLease(MerchantAccount account, out string? refused)
    {
        refused = null;
        if (!_channels.TryGetValue(account.Id, out var channel)) _channels.Add(account.Id, channel = open(account.Id));
        return new Lease(channel, channels.First(c => c.Id == account.ChannelId));
    }

    private sealed class Lease(IChannel channel, ChannelManifest manifest) : IChannelLease
    {
        public IChannel Channel => channel;

        public ChannelManifest Manifest => manifest;

        public void Dispose()
        {
        }
    }
}
