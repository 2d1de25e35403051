using System.Collections.Concurrent;
using Router.Abstractions;

namespace Router.TestKit.Tests.Planting;

/// <summary>A host whose parts can be replaced.</summary>
internal sealed class MistakenHost(IChannelHost host, ConcurrentDictionary<string, object> shared) : IChannelHost
{
    public HttpClient Http { get; set; } = host.Http;

    public TimeProvider Time { get; set; } = host.Time;

    public Func<string, string> Secret { get; set; } = host.GetSecret;

    /// <summary>What all accounts share, as a static would be.</summary>
    public ConcurrentDictionary<string, object> Shared => shared;

    public void FillRandom(Span<byte> buffer) => host.FillRandom(buffer);

    public string GetSecret(string name) => Secret(name);

    public void Log(ChannelLogLevel level, string message, Exception? exception = null) => host.Log(level, message, exception);
}
