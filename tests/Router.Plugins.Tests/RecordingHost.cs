using System.Collections.Concurrent;
using Router.Abstractions;

namespace Router.Plugins.Tests;

internal sealed class RecordingHost : IChannelHost, IDisposable
{
    public required ConcurrentQueue<string> Lines { get; init; }

    public HttpClient Http { get; } = new();

    public TimeProvider Time => TimeProvider.System;

    public void FillRandom(Span<byte> buffer) => buffer.Clear();

    public string GetSecret(string name) => throw new KeyNotFoundException(name);

    public void Log(ChannelLogLevel level, string message, Exception? exception = null) => Lines.Enqueue(message);

    public void Dispose()
    {
        Http.Dispose();
        Lines.Enqueue("host disposed");
    }
}
