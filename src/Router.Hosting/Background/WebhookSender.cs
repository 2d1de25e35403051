using Microsoft.Extensions.Logging;
using Router.Core.Notifications;
using Router.Core.Orders;
using Router.Hosting.Channels;
using Router.Hosting.Configuration;

namespace Router.Hosting.Background;

/// <summary>
/// Posts messages to merchants as Standard Webhooks. Any 2xx within ten seconds counts as taken.
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
            using var request = SignedPost.Make(url, message.Id, message.Body, _keys.WebhookKey, _time.GetUtcNow());
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

    private string Failed(Uri url, string error)
    {
        HostLog.NotDelivered(_log, url.GetLeftPart(UriPartial.Path), error);
        return error.Length <= 256 ? error : error[..256];
    }
}
