using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.NoOp;

/// <summary>The smallest plugin there can be: start from a copy of it.</summary>
public sealed class NoOpPlugin : IChannelPlugin
{
    public ChannelManifest Manifest { get; } = ReadManifest();

    public IChannel Open(ChannelAccount account, IChannelHost host) => new NoOpChannel();

    private static ChannelManifest ReadManifest()
    {
        using var text = typeof(NoOpPlugin).Assembly.GetManifestResourceStream("plugin.json")!;
        return JsonSerializer.Deserialize(text, ContractJson.Default.ChannelManifest)!;
    }
}
