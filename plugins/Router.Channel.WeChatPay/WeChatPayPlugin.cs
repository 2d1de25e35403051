using System.Text.Json;
using Router.Abstractions;
using Router.Channel.WeChatPay.Settings;

namespace Router.Channel.WeChatPay;

/// <summary>WeChat Pay, API v3: merchants of their own and sub-merchants of a partner.</summary>
public sealed class WeChatPayPlugin : IChannelPlugin
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = ReadManifest();

    /// <inheritdoc/>
    public IChannel Open(ChannelAccount account, IChannelHost host)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(host);
        return new WeChatPayChannel(SettingsReader.Read(account, host), host);
    }

    private static ChannelManifest ReadManifest()
    {
        using var text = typeof(WeChatPayPlugin).Assembly.GetManifestResourceStream("plugin.json")!;
        return JsonSerializer.Deserialize(text, ContractJson.Default.ChannelManifest)!;
    }
}
