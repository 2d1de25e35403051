using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Acme;

/// <summary>Signs and sends requests, and believes an answer only where its exact bytes are signed.</summary>
internal sealed class AcmeWire(AcmeSettings settings, IChannelHost host)
{
    private const int AnswerBytesMax = 1 << 20;
    private const int BillBytesMax = 64 << 20;

    public string MerchantId => settings.MerchantId;

    public DateTimeOffset Now => host.Time.GetUtcNow();

    public Task<AcmeAnswer> GetAsync(string target, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, target, [], AnswerBytesMax, cancellationToken);

    public Task<AcmeAnswer> GetBillAsync(string target, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, target, [], BillBytesMax, cancellationToken);

    public Task<AcmeAnswer> PostAsync(string target, byte[] body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, target, body, AnswerBytesMax, cancellationToken);

    public SignatureTrace Trace(SignatureSample sample)
    {
        var time = sample.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = Encoding.UTF8.GetBytes(sample.Body);
        return new(
            "ACME-HMAC-SHA256",
            $"{sample.HttpMethod}\n{sample.Target}\n{time}\n{sample.Body}",
            AcmeSignature.Sign(settings.SigningKey, "FINGERPRINT", "", "", [])[..16],
            KeySerial: null,
            Convert.ToHexStringLower(SHA256.HashData(body)),
            AcmeSignature.Sign(settings.SigningKey, sample.HttpMethod, sample.Target, time, body));
    }

    private async Task<AcmeAnswer> SendAsync(HttpMethod method, string target, byte[] body, int bytesMax, CancellationToken cancellationToken)
    {
        using var request = Request(method, target, body);
        try
        {
            using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is >= 300 and < 400) return Silent("redirect", "Acme's address answered with a redirect, which is not followed.");
            var bytes = await ReadAsync(response, bytesMax, cancellationToken);
            if (bytes is null) return Silent("too_long", $"The answer has more than {bytesMax} bytes.");
            var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            if (!AcmeSignature.IsGenuine(settings, status, target, Header(response, AcmeSignature.TimeHeader), Header(response, AcmeSignature.SignatureHeader), bytes))
                return Silent("http_" + status, "The answer is not signed by Acme.");
            return Read(response, bytes);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new(AcmeReach.NotSent, e.HttpRequestError.ToString(), "No connection to Acme.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Silent("connection_lost", "The connection ended before the answer.");
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string target, byte[] body)
    {
        var time = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(method, new Uri(settings.ApiBase, target));
        request.Headers.Add("acme-merchant", settings.MerchantId);
        request.Headers.Add(AcmeSignature.TimeHeader, time);
        request.Headers.Add(AcmeSignature.SignatureHeader, AcmeSignature.Sign(settings.SigningKey, method.Method, target, time, body));
        if (method == HttpMethod.Post)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return request;
    }

    private AcmeAnswer Read(HttpResponseMessage response, byte[] bytes)
    {
        if (response.Content.Headers.ContentType?.MediaType == "text/csv") return new(AcmeReach.Answered, "", "", Body: bytes);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var answer = new AcmeAnswer(AcmeReach.Answered, "", "", document.RootElement.Clone());
            if (answer.Text("merchant") != settings.MerchantId) return Silent("other_merchant", "The answer is for another merchant.");
            return response.IsSuccessStatusCode
                ? answer
                : answer with { Reach = AcmeReach.Refused, Code = answer.Text("error") ?? "none", Message = answer.Text("message") ?? "", RetryAfter = response.Headers.RetryAfter?.Delta };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Silent("garbage", "The answer is no JSON object.");
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpResponseMessage response, int bytesMax, CancellationToken cancellationToken)
    {
        using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (bytes.Length + count > bytesMax) return null;
            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static AcmeAnswer Silent(string code, string message) => new(AcmeReach.Silent, code, message);
}
