using Router.Abstractions;
using Router.Channel.Alipay.Settings;

namespace Router.Channel.Alipay;

/// <summary>Alipay's OpenAPI: page, wap, app, QR and barcode payments, in key or certificate mode.</summary>
public sealed class AlipayPlugin : IChannelPlugin
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = PluginManifest.Read();

    /// <inheritdoc/>
    public IChannel Open(ChannelAccount account, IChannelHost host)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(host);
        return new AlipayChannel(SettingsReader.Read(account, host), host);
    }
}
