using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Acme;

/// <summary>The example of a channel with everything that most providers have. Copy it and change what differs.</summary>
public sealed class AcmePlugin : IChannelPlugin
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = ReadManifest();

    /// <inheritdoc/>
    public IChannel Open(ChannelAccount account, IChannelHost host)
    {
        var settings = AcmeSettings.Read(account, host);
        return new AcmeChannel(new AcmeWire(settings, host), new AcmeNotifications(settings, host.Time));
    }

    private static ChannelManifest ReadManifest()
    {
        using var text = typeof(AcmePlugin).Assembly.GetManifestResourceStream("plugin.json")!;
        return JsonSerializer.Deserialize(text, ContractJson.Default.ChannelManifest)!;
    }
}
