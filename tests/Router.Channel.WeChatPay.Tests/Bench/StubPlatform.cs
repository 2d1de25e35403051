using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Router.Abstractions;

namespace Router.Channel.WeChatPay.Tests.Bench;

/// <summary>WeChat Pay as a function from request to answer, signed with one public key.</summary>
internal sealed class StubPlatform(TimeProvider time) : HttpMessageHandler
{
    public const string KeyId = "PUB_KEY_ID_0114232134912410000000000000";
    private static readonly RSA s_key = RSA.Create(2048);

    /// <summary>What is answered to a request; the next one each time, the last one for ever.</summary>
    public Queue<Func<HttpRequestMessage, HttpResponseMessage>> Answers { get; } = new();

    public List<(string Method, string Target, byte[] Body, string Authorization)> Requests { get; } = [];

    public static string KeyPem => s_key.ExportSubjectPublicKeyInfoPem();

    public void Answer(int status, string body, bool signed = true) => Answers.Enqueue(_ => Response(status, Encoding.UTF8.GetBytes(body), signed));

    public void Throw(Exception exception) => Answers.Enqueue(_ => throw exception);

    public HttpResponseMessage Response(int status, byte[] body, bool signed, Action<Dictionary<string, string>>? spoil = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        if (!signed) return response;
        var headers = Headers(body);
        spoil?.Invoke(headers);
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    public Dictionary<string, string> Headers(byte[] body, DateTimeOffset? at = null)
    {
        var timestamp = (at ?? time.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        const string Nonce = "c5ac7061fccab6bf3e254dcf98995b8c";
        byte[] message = [.. Encoding.UTF8.GetBytes($"{timestamp}\n{Nonce}\n"), .. body, (byte)'\n'];
        return new()
        {
            ["wechatpay-timestamp"] = timestamp,
            ["wechatpay-nonce"] = Nonce,
            ["wechatpay-serial"] = KeyId,
            ["wechatpay-signature"] = Convert.ToBase64String(s_key.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        };
    }

    /// <summary>A notification of the content, encrypted with the APIv3 key.</summary>
    public InboundNotification Notification(string content, string apiV3Key, string eventType = "TRANSACTION.SUCCESS", DateTimeOffset? at = null)
    {
        var plain = Encoding.UTF8.GetBytes(content);
        var cipher = new byte[plain.Length + 16];
        using (var aes = new AesGcm(Encoding.ASCII.GetBytes(apiV3Key), 16))
            aes.Encrypt("fdasflkja484"u8, plain, cipher.AsSpan(0, plain.Length), cipher.AsSpan(plain.Length), "transaction"u8);
        var body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["id"] = "EV-2018022511223320873",
            ["event_type"] = eventType,
            ["resource_type"] = "encrypt-resource",
            ["resource"] = new JsonObject
            {
                ["algorithm"] = "AEAD_AES_256_GCM",
                ["ciphertext"] = Convert.ToBase64String(cipher),
                ["associated_data"] = "transaction",
                ["nonce"] = "fdasflkja484",
            },
        }.ToJsonString());
        return new(body, Headers(body, at), "");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Requests.Add((request.Method.Method, request.RequestUri!.PathAndQuery, body, request.Headers.GetValues("Authorization").Single()));
        return (Answers.Count > 1 ? Answers.Dequeue() : Answers.Peek())(request);
    }
}
