using System.Security.Cryptography;
using System.Text;
using Router.Abstractions;
using Router.TestKit;

namespace Router.Channel.Alipay.Tests.Bench;

/// <summary>An account whose every answer is one that the test wrote, signed with Alipay's key or however the test wants.</summary>
internal sealed class Canned : IDisposable
{
    // Made once: a key takes long.
    private static readonly RSAParameters[] s_keys = [.. Enumerable.Range(0, 3).Select(_ => Make())];
    private readonly RSA _app = RSA.Create(s_keys[0]);

    public RSA Alipay { get; } = RSA.Create(s_keys[1]);

    public RSA Older { get; } = RSA.Create(s_keys[2]);

    public Dictionary<string, object> Settings => new()
    {
        ["appId"] = "2021000000000001",
        ["appPrivateKey"] = "app-key",
        ["alipayPublicKeys"] = new[] { "older-key", "alipay-key" },
        ["apiBase"] = "http://127.0.0.1:1/gateway.do",
    };

    public IChannel Open(HttpMessageHandler handler) => Open(new TestHost(new ManualTimeProvider(Asks.Now), handler));

    public IChannel Open(TestHost host)
    {
        host.Secrets["app-key"] = _app.ExportPkcs8PrivateKeyPem();
        host.Secrets["alipay-key"] = Convert.ToBase64String(Alipay.ExportSubjectPublicKeyInfo());
        host.Secrets["older-key"] = Older.ExportSubjectPublicKeyInfoPem();
        return new AlipayPlugin().Open(AlipayFixture.Open("alipay-main", AccountMode.Direct, "2088000000000001", Settings), host);
    }

    public IChannel Answering(string method, string inner) => Open(FixedAnswers.Of(Signed(method, inner)));

    public byte[] Signed(string method, string inner, RSA? key = null) =>
        Encoding.UTF8.GetBytes($"{{\"{method.Replace('.', '_')}_response\":{inner},\"sign\":\"{Sign(inner, key)}\"}}");

    public string Sign(string text, RSA? key = null) =>
        Convert.ToBase64String((key ?? Alipay).SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Refusal(string code, string subCode) => $$"""{"code":"{{code}}","msg":"no","sub_code":"{{subCode}}","sub_msg":"拒绝"}""";

    private static RSAParameters Make()
    {
        using var key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    }

    public void Dispose()
    {
        _app.Dispose();
        Alipay.Dispose();
        Older.Dispose();
    }
}
