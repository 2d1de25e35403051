using System.Text.Json;
using Router.Abstractions;
using Router.Channel.PayPal.Settings;

namespace Router.Channel.PayPal;

/// <summary>PayPal: Orders v2 with a second step after the buyer's approval, Payments v2 for what was authorised.</summary>
public sealed class PayPalPlugin : IChannelPlugin
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = ReadManifest();

    /// <inheritdoc/>
    public IChannel Open(ChannelAccount account, IChannelHost host)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(host);
        return new PayPalChannel(account, SettingsReader.Read(account, host), host);
    }

    private static ChannelManifest ReadManifest()
    {
        using var text = typeof(PayPalPlugin).Assembly.GetManifestResourceStream("plugin.json")!;
        return JsonSerializer.Deserialize(text, ContractJson.Default.ChannelManifest)!;
    }
}
