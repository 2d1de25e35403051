using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Router.Abstractions;
using Router.Channel.UnionPay.Settings;
using Router.Channel.UnionPay.Signing;

namespace Router.Channel.UnionPay.Wire;

/// <summary>Signs, sends and verifies. It neither retries nor follows a redirect.</summary>
internal sealed class UnionPayWire(UnionPaySettings settings, IChannelHost host, MessageVerifier verifier)
{
    public const int AnswerMax = 1 << 20;
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Uri FrontTrans { get; } = Api(settings, "frontTransReq.do");

    public Uri AppTrans { get; } = Api(settings, "appTransReq.do");

    public Uri BackTrans { get; } = Api(settings, "backTransReq.do");

    public Uri QueryTrans { get; } = Api(settings, "queryTrans.do");

    public Uri Files { get; } = settings.FileBase;

    /// <summary>Adds certificate number and signature.</summary>
    public SortedDictionary<string, string> Sign(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            if (value.Length > 0) signed[name] = value;
        }

        signed["certId"] = settings.SigningKey.CertId;
        signed["signature"] = settings.SigningKey.Sign(Canonical.Of(signed));
        return signed;
    }

    public async Task<Exchange> PostAsync(
        Uri address, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellationToken, int answerMax = AnswerMax)
    {
        var body = Encoding.ASCII.GetBytes(FormText.Write(Sign(fields)));
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=UTF-8");
        try
        {
            using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
                return Exchange.Unproved($"http-{(int)response.StatusCode}", (int)response.StatusCode is >= 300 and < 400
                    ? "UnionPay's address answered with a redirect, which is not followed."
                    : "UnionPay answered with another HTTP status than 200.");
            return Read(await BytesAsync(response.Content, answerMax, cancellationToken));
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError
            is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return Exchange.NotSent("connection", $"No connection to {address.Host}: {exception.HttpRequestError}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Exchange.Unproved("network", $"The connection to {address.Host} broke before the answer was there.");
        }
    }

    private static Uri Api(UnionPaySettings settings, string call) => new($"{settings.ApiBase.AbsoluteUri.TrimEnd('/')}/gateway/api/{call}");

    private Exchange Read(byte[]? body)
    {
        if (body is null) return Exchange.Unproved("too-long", "The answer is longer than any answer of UnionPay's.");
        string text;
        try
        {
            text = s_strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return Exchange.Unproved("garbage", "The answer is not UTF-8.");
        }

        if (AnswerText.Parse(text) is not { } fields) return Exchange.Unproved("garbage", "The answer is not UnionPay's k=v text.");
        return verifier.Fault(fields) is { } fault
            ? Exchange.Unproved("signature", $"The answer cannot be believed: {fault}.")
            : new(new(fields), null);
    }

    private static async Task<byte[]?> BytesAsync(HttpContent content, int max, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > max) return null;
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        var buffer = new byte[16384];
        while (await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (read.Length + count > max) return null;
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }
}
