using Router.Abstractions;
using Router.TestKit;

namespace Router.Channel.UnionPay.Tests.Support;

/// <summary>A host whose network is a function.</summary>
internal sealed class TestHost : IChannelHost
{
    public Dictionary<string, string> Secrets { get; } = new()
    {
        ["up-pfx"] = TestKeys.Pfx(TestKeys.MerchantCertificate),
        ["up-password"] = TestKeys.Password,
        ["up-key"] = TestKeys.KeyPem(TestKeys.MerchantCertificate),
    };

    public List<string> Lines { get; } = [];

    public ManualTimeProvider Clock { get; } = new(TestKeys.Start);

    public ScriptedNetwork Network { get; } = new();

    public HttpClient Http => new(Network, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public TimeProvider Time => Clock;

    public void FillRandom(Span<byte> buffer) => buffer.Fill(7);

    public string GetSecret(string name) => Secrets.TryGetValue(name, out var secret)
        ? secret
        : throw new KeyNotFoundException($"There is no secret '{name}' in this test.");

    public void Log(ChannelLogLevel level, string message, Exception? exception = null) => Lines.Add($"{message} {exception}");
}
