using Router.Abstractions;

namespace Router.Channel.Stripe.Tests.Bench;

/// <summary>What the plugin borrows: a client over any handler, a clock, secrets, a log that keeps everything.</summary>
internal sealed class StripeHost(HttpMessageHandler handler, TimeProvider time, IReadOnlyDictionary<string, string> secrets) : IChannelHost
{
    public HttpClient Http { get; } = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    public TimeProvider Time => time;

    public List<string> Lines { get; } = [];

    public void FillRandom(Span<byte> buffer) => buffer.Clear();

    public string GetSecret(string name) => secrets.TryGetValue(name, out var secret) ? secret : throw new KeyNotFoundException($"There is no secret '{name}' in this test.");

    public void Log(ChannelLogLevel level, string message, Exception? exception = null) => Lines.Add($"{level} {message} {exception}");
}
