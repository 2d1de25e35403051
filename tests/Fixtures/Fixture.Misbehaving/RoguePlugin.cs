using System.Text.Json;
using Router.Abstractions;

namespace Fixture;

/// <summary>Misbehaves in the way that a payment's description names: "pay=hang query=null". What is not named is done well.</summary>
public sealed class RoguePlugin : IChannelPlugin
{
    public ChannelManifest Manifest { get; } = ReadManifest();

    public IChannel Open(ChannelAccount account, IChannelHost host) => new RogueChannel(host);

    private static ChannelManifest ReadManifest()
    {
        using var text = typeof(RoguePlugin).Assembly.GetManifestResourceStream("plugin.json")!;
        return JsonSerializer.Deserialize(text, ContractJson.Default.ChannelManifest)!;
    }
}
