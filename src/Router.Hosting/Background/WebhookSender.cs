using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Router.Core.Notifications;
using Router.Core.Orders;
using Router.Hosting.Channels;
using Router.Hosting.Configuration;

namespace Router.Hosting.Background;

/// <summary>
/// Posts messages to merchants as Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature = "v1," + base64 of
/// HMAC-SHA256(key, id.timestamp.body). Any 2xx within ten seconds counts as taken.
/// </summary>
internal sealed class WebhookSender : IMessageSender, IDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);
    private readonly GeneratedKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger<WebhookSender> _log;
    private readonly HttpClient _http;

    public WebhookSender(GeneratedKeys keys, TimeProvider time, IChannelHttp http, ILogger<WebhookSender> log)
    {
        (_keys, _time, _log) = (keys, time, log);
        _http = new(http.CreateHandler(), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<string?> SendAsync(OutboxRecord message)
    {
        if (message.Url is not { } url) return null;
        using var limit = new CancellationTokenSource(s_timeout, _time);
        try
        {
            using var request = Request(message, url);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return response.IsSuccessStatusCode ? null : Failed(url, $"the receiver answered {(int)response.StatusCode}");
        }
        catch (OperationCanceledException)
        {
            return Failed(url, $"no answer within {s_timeout.TotalSeconds:0} s");
        }
        catch (Exception exception)
        {
            return Failed(url, exception.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(OutboxRecord message, Uri url)
    {
        var body = Encoding.UTF8.GetBytes(message.Body);
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = HMACSHA256.HashData(_keys.WebhookKey, Encoding.UTF8.GetBytes($"{message.Id}.{timestamp}.{message.Body}"));
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(signed));
        return request;
    }

    private string Failed(Uri url, string error)
    {
        HostLog.NotDelivered(_log, url.GetLeftPart(UriPartial.Path), error);
        return error.Length <= 256 ? error : error[..256];
    }
}
