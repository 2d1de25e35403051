using System.Collections.Concurrent;
using Router.Abstractions;

namespace Router.Channel.Alipay.Tests.Bench;

/// <summary>A host with secrets in memory. Its client follows no redirects.</summary>
internal sealed class TestHost(TimeProvider time, HttpMessageHandler? handler = null) : IChannelHost, IDisposable
{
    public Dictionary<string, string> Secrets { get; } = [];

    public ConcurrentQueue<string> Lines { get; } = new();

    public HttpClient Http { get; } = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    public TimeProvider Time { get; } = time;

    public void FillRandom(Span<byte> buffer) => buffer.Fill(7);

    public string GetSecret(string name) => Secrets.TryGetValue(name, out var secret) ? secret : throw new KeyNotFoundException($"there is no secret {name}.");

    public void Log(ChannelLogLevel level, string message, Exception? exception = null) => Lines.Enqueue($"{level} {message}");

    public void Dispose() => Http.Dispose();
}
