using System.Collections.Concurrent;
using Router.Abstractions;

namespace Router.Channel.PayPal.Tests.Support;

/// <summary>What a test lends to the plugin; keeps every log line.</summary>
internal sealed class PluginHost(TimeProvider time, IReadOnlyDictionary<string, string> secrets, HttpMessageHandler handler) : IChannelHost, IDisposable
{
    public HttpClient Http { get; } = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    public TimeProvider Time => time;

    public ConcurrentQueue<string> Lines { get; } = new();

    public void FillRandom(Span<byte> buffer) => buffer.Clear();

    public string GetSecret(string name) => secrets.TryGetValue(name, out var secret) ? secret : throw new KeyNotFoundException($"There is no secret '{name}' here.");

    public void Log(ChannelLogLevel level, string message, Exception? exception = null) => Lines.Enqueue($"{level} {message} {exception}");

    public void Dispose() => Http.Dispose();
}
