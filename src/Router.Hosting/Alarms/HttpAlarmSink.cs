using System.Buffers;
using System.Text;
using System.Text.Json;
using Router.Hosting.Background;
using Router.Hosting.Channels;
using Router.Hosting.Configuration;

namespace Router.Hosting.Alarms;

/// <summary>Posts alarms to <see cref="AlarmSettings.Url"/> as Standard Webhooks, signed with a key of their own. Any 2xx counts as taken.</summary>
internal sealed class HttpAlarmSink : IAlarmSink, IDisposable
{
    private readonly Uri _url;
    private readonly GeneratedKeys _keys;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public HttpAlarmSink(Uri url, GeneratedKeys keys, TimeProvider time, IChannelHttp http)
    {
        (_url, _keys, _time) = (url, keys, time);
        _http = new(http.CreateHandler(), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public string Name => "http";

    public async Task SendAsync(AlarmNotice notice, CancellationToken cancellationToken)
    {
        using var request = SignedPost.Make(_url, notice.Id, Body(notice), _keys.AlarmKey, _time.GetUtcNow());
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"the receiver answered {(int)response.StatusCode}");
    }

    public void Dispose() => _http.Dispose();

    private static string Body(AlarmNotice notice)
    {
        var alarm = notice.Alarm;
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", $"alarm.{notice.News.ToString().ToLowerInvariant()}");
            writer.WriteString("timestamp", notice.At);
            writer.WriteStartObject("data");
            writer.WriteString("id", alarm.Id);
            writer.WriteString("kind", alarm.Kind.Name);
            writer.WriteString("code", alarm.Kind.Code);
            writer.WriteString("severity", AlarmDesk.Severity(alarm.Kind));
            writer.WriteString("subject", alarm.Subject);
            writer.WriteString("reason", alarm.Reason);
            writer.WriteString("firstSeen", alarm.FirstSeen);
            writer.WriteString("lastSeen", alarm.LastSeen);
            writer.WriteNumber("count", alarm.Count);
            if (alarm.ResolvedAt is { } over) writer.WriteString("resolvedAt", over);
            if (alarm.AcknowledgedBy is { } by) writer.WriteString("acknowledgedBy", by);
            writer.WriteString("runbook", alarm.Runbook);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
