using System.Collections.Concurrent;
using Router.Abstractions;

namespace Router.TestKit.Tests.Planting;

/// <summary>The good plugin with one mistake around it.</summary>
internal sealed class MistakenPlugin(IChannelPlugin good, Mistake mistake) : IChannelPlugin
{
    private readonly ConcurrentDictionary<string, object> _shared = new();

    public ChannelManifest Manifest => mistake.Of(good.Manifest);

    public IChannel Open(ChannelAccount account, IChannelHost host)
    {
        var around = new MistakenHost(host, _shared);
        mistake.Around(around);
        var channel = new MistakenChannel(good.Open(mistake.With(account), around), account, host, _shared);
        mistake.In(channel);
        return channel;
    }
}
