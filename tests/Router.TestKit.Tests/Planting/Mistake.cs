using Router.Abstractions;

namespace Router.TestKit.Tests.Planting;

/// <summary>A mistake that a plugin's author could make.</summary>
/// <param name="What">The mistake, in words.</param>
/// <param name="NoticedBy">The compliance case that must notice it.</param>
internal sealed record Mistake(string What, string NoticedBy)
{
    /// <summary>Spoils the channel.</summary>
    public Action<MistakenChannel> In { get; init; } = _ => { };

    /// <summary>Spoils what the plugin says of itself.</summary>
    public Func<ChannelManifest, ChannelManifest> Of { get; init; } = manifest => manifest;

    /// <summary>Spoils the account before it is opened.</summary>
    public Func<ChannelAccount, ChannelAccount> With { get; init; } = account => account;

    /// <summary>Spoils what the channel gets from its host.</summary>
    public Action<MistakenHost> Around { get; init; } = _ => { };
}
