using System.Security.Cryptography;
using Router.Abstractions;

namespace Router.Channel.WeChatPay.Tests.Bench;

/// <summary>A host whose wire is a function.</summary>
internal sealed class TestHost(TimeProvider time, HttpMessageHandler wire, IReadOnlyDictionary<string, string> secrets) : IChannelHost
{
    public HttpClient Http { get; } = new(wire);

    public TimeProvider Time => time;

    public List<string> Logged { get; } = [];

    public void FillRandom(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);

    public string GetSecret(string name) => secrets.TryGetValue(name, out var secret) ? secret : throw new KeyNotFoundException($"Secret '{name}' is nowhere.");

    public void Log(ChannelLogLevel level, string message, Exception? exception = null) => Logged.Add(message + exception);
}
