using System.Net.Http.Headers;
using Router.Abstractions;
using Router.Channel.WeChatPay.Settings;
using Router.Channel.WeChatPay.Signing;

namespace Router.Channel.WeChatPay.Wire;

/// <summary>Signs a request and sends it once. Believes nothing of the answer.</summary>
internal sealed class RequestSender(AccountSettings settings, KeyRing keys, IChannelHost host)
{
    private const int AnswerMax = 1024 * 1024;
    private readonly Nonces _nonces = new(host);

    /// <param name="method">GET or POST.</param>
    /// <param name="target">Path and query, percent-encoded.</param>
    /// <param name="body">The exact body; empty for GET.</param>
    /// <param name="cancellationToken">The call's deadline.</param>
    public async Task<RawAnswer> SendAsync(HttpMethod method, string target, byte[] body, CancellationToken cancellationToken)
    {
        using var request = Sign(method, new Uri(settings.ApiBase, target), body);
        try
        {
            using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await ReadBoundedAsync(content, cancellationToken) is { } bytes
                ? new((int)response.StatusCode, Headers(response), bytes)
                : RawAnswer.Failed(Reply.Lost("ANSWER_TOO_LONG", $"The answer is longer than {AnswerMax} bytes."));
        }
        catch (HttpRequestException e) when (IsBeforeSend(e))
        {
            return RawAnswer.Failed(Reply.NotSent(FaultBlame.Network, "NO_CONNECTION", $"No connection to {settings.ApiBase.Host}: {e.HttpRequestError}."));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return RawAnswer.Failed(Reply.Lost("CONNECTION_LOST", "The connection broke after the request was sent.", FaultBlame.Network));
        }
    }

    /// <summary>Signs a request; for downloads, whose answer is read as a stream.</summary>
    public HttpRequestMessage Sign(HttpMethod method, Uri address, byte[] body)
    {
        var request = new HttpRequestMessage(method, address);
        var (seconds, nonce) = (host.Time.GetUtcNow().ToUnixTimeSeconds(), _nonces.Next());
        var signature = settings.Key.Sign(RequestSignature.Canonical(method.Method, address.PathAndQuery, seconds, nonce, body));
        request.Headers.TryAddWithoutValidation(
            "Authorization", RequestSignature.Header(settings.Merchant.MerchantId, nonce, seconds, settings.Key.Serial, signature));
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "Router-WeChatPay/0.1");
        // Asks for an answer signed with this key; during a migration WeChat Pay still sends notifications under either.
        if (keys.AskFor is { } publicKey) request.Headers.TryAddWithoutValidation("Wechatpay-Serial", publicKey);
        if (method == HttpMethod.Get) return request;
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    private static bool IsBeforeSend(HttpRequestException e) => e.HttpRequestError is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static Dictionary<string, string> Headers(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var header in response.Headers.NonValidated)
            headers[header.Key.ToLowerInvariant()] = header.Value.Count == 1 ? header.Value.ToString() : "";

        return headers;
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBoundedAsync(Stream content, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (kept.Length + read > AnswerMax) return null;
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
