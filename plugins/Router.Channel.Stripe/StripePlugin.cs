using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Stripe.Settings;

namespace Router.Channel.Stripe;

/// <summary>Cards through Stripe's payment intents.</summary>
public sealed class StripePlugin : IChannelPlugin
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = ReadManifest();

    /// <inheritdoc/>
    public IChannel Open(ChannelAccount account, IChannelHost host)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(host);
        return new StripeChannel(StripeSettings.Read(account, host), host);
    }

    private static ChannelManifest ReadManifest()
    {
        using var text = typeof(StripePlugin).Assembly.GetManifestResourceStream("plugin.json")!;
        return JsonSerializer.Deserialize(text, ContractJson.Default.ChannelManifest)!;
    }
}
