using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Channels;

/// <summary>Lends channel instances. A lease pins the plugin version it was made from: it is unloaded only after its last lease ends.</summary>
public interface IChannelDirectory
{
    /// <param name="account">The account whose channel is wanted.</param>
    /// <param name="refused">Why there is none: plugin not loaded, settings unusable, …</param>
    IChannelLease? TryLease(MerchantAccount account, out string? refused);
}

/// <summary>One channel instance, until disposed.</summary>
public interface IChannelLease : IDisposable
{
    IChannel Channel { get; }

    ChannelManifest Manifest { get; }
}
