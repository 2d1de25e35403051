using System.Text.Json;
using Router.Abstractions;
using Router.Channel.UnionPay.Settings;

namespace Router.Channel.UnionPay;

/// <summary>UnionPay 全渠道 5.1.0: the gateway page and the app control.</summary>
public sealed class UnionPayPlugin : IChannelPlugin
{
    public ChannelManifest Manifest { get; } = ReadManifest();

    public IChannel Open(ChannelAccount account, IChannelHost host)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(host);
        return new UnionPayChannel(SettingsReader.Read(account, host), host);
    }

    private static ChannelManifest ReadManifest()
    {
        using var text = typeof(UnionPayPlugin).Assembly.GetManifestResourceStream("plugin.json")!;
        return JsonSerializer.Deserialize(text, ContractJson.Default.ChannelManifest)!;
    }
}
