using System.Runtime.CompilerServices;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Plugins;

namespace Router.Hosting.Channels;

/// <summary>Core's port on the plugin catalog.</summary>
internal sealed class ChannelDirectory(PluginCatalog plugins) : IChannelDirectory
{
    private readonly ConditionalWeakTable<MerchantAccount, ChannelAccount> _accounts = [];

    public IChannelLease? TryLease(MerchantAccount account, out string? refused)
    {
        var asSeen = _accounts.GetValue(account, static a => a.ToChannelAccount());
        if (plugins.TryLease(account.ChannelId, asSeen, out var lease, out var why))
        {
            refused = null;
            return new Lease(lease);
        }

        refused = why.ToString();
        return null;
    }

    private sealed class Lease(ChannelLease lease) : IChannelLease
    {
        public IChannel Channel => lease.Channel;

        public ChannelManifest Manifest => lease.Plugin.Manifest;

        public void Dispose() => lease.Dispose();
    }
}
