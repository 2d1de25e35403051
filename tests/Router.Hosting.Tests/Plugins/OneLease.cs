using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;

namespace Router.Hosting.Tests.Plugins;

/// Lends what a call is said to be made to, where the call itself is the test's own code.
internal sealed class OneLease : IChannelDirectory, IChannelLease
{
    public IChannel Channel => null!;
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "rogue",
        Version = "1.0.0",
        Contract = new(1, 1),
        Assembly = "Rogue",
        DisplayName = "Rogue",
        Methods = [],
    };

    public IChannelLease? TryLease(MerchantAccount account, out string? refused)
    {
        refused = null;
        return this;
    }

    public void Dispose()
    {
    }
}
