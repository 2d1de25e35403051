using Router.Abstractions;

namespace Router.Channel.Simulator.Tests.Support;

internal sealed class FakeHost(TimeProvider time, PostBox box) : IChannelHost
{
    internal Dictionary<string, string> Secrets { get; } = [];

    internal List<string> Lines { get; } = [];

    public HttpClient Http { get; } = new(box) { Timeout = Timeout.InfiniteTimeSpan };

    public TimeProvider Time => time;

    public void FillRandom(Span<byte> buffer) => buffer.Fill(7);

    public string GetSecret(string name) => Secrets.TryGetValue(name, out var secret)
        ? secret
        : throw new KeyNotFoundException($"There is no secret '{name}'.");

    public void Log(ChannelLogLevel level, string message, Exception? exception = null) => Lines.Add($"{level} {message} {exception?.Message}");
}
