using System.Text.Json;

namespace Router.Abstractions;

/// <summary>How a merchant account stands to the channel.</summary>
public enum AccountMode
{
    /// <summary>Our own contract.</summary>
    Direct,

    /// <summary>We act for sub-merchants (服务商).</summary>
    Partner,

    /// <summary>One merchant under a partner.</summary>
    SubMerchant,
}

/// <summary>One merchant account at a channel, as a plugin sees it. Immutable; a change of settings opens a new instance.</summary>
public sealed record ChannelAccount
{
    /// <summary>Our name of the account: "wechat-main".</summary>
    public required string Id { get; init; }

    /// <summary>How it stands to the channel.</summary>
    public required AccountMode Mode { get; init; }

    /// <summary>The channel's merchant id (mch_id, seller_id, merId, …).</summary>
    public required string MerchantId { get; init; }

    /// <summary>True where real money moves.</summary>
    public required bool IsProduction { get; init; }

    /// <summary>The settings, already checked against <see cref="ChannelManifest.SettingsSchema"/>; secrets are names for <see cref="IChannelHost.GetSecret"/>.</summary>
    public required JsonElement Settings { get; init; }
}
