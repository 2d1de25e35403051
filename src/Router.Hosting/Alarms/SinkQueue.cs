using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Router.Core.Telemetry;

namespace Router.Hosting.Alarms;

/// <summary>
/// Takes notices to one sink: a bounded queue, one call at a time, growing pauses after a failure. A call that ignores its end is left
/// behind, and no other is made before it has returned.
/// </summary>
internal sealed class SinkQueue
{
    /// <summary>Beyond it the oldest is dropped: what is still open is told again by and by.</summary>
    public const int Length = 256;

    public static readonly IReadOnlyList<TimeSpan> Pauses =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    private readonly IAlarmSink _sink;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly RouterMeter _meter;
    private readonly ILogger _log;
    private readonly Channel<(AlarmNotice Notice, Action Taken)> _waiting;
    private Task _left = Task.CompletedTask;

    public SinkQueue(IAlarmSink sink, TimeSpan timeout, TimeProvider time, RouterMeter meter, ILogger log)
    {
        (_sink, _timeout, _time, _meter, _log) = (sink, timeout, time, meter, log);
        _waiting = Channel.CreateBounded<(AlarmNotice Notice, Action Taken)>(
            new BoundedChannelOptions(Length) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest },
            dropped => Lose(dropped.Notice, dropped.Taken, "its queue is full"));
    }

    public void Add(AlarmNotice notice, Action taken) => _waiting.Writer.TryWrite((notice, taken));

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var (notice, taken) = await _waiting.Reader.ReadAsync(stopping).ConfigureAwait(false);
                await DeliverAsync(notice, taken, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is not taken yet is told again after the next start.
        }
    }

    private async Task DeliverAsync(AlarmNotice notice, Action taken, CancellationToken stopping)
    {
        var why = "";
        for (var tries = 0; tries <= Pauses.Count; tries++)
        {
            if (tries > 0) await Task.Delay(Pauses[tries - 1], _time, stopping).ConfigureAwait(false);
            if (await TryAsync(notice, stopping).ConfigureAwait(false) is not { } failed)
            {
                taken();
                return;
            }

            why = failed;
            HostLog.AlarmNotTaken(_log, _sink.Name, notice.Alarm.Kind.Name, notice.Alarm.Subject, why);
        }

        Lose(notice, taken, why);
    }

    /// <returns>Null where it was taken, otherwise why not.</returns>
    private async Task<string?> TryAsync(AlarmNotice notice, CancellationToken stopping)
    {
        if (!_left.IsCompleted) return "the call before this one has not returned";
        using var limit = new CancellationTokenSource(_timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        var call = Task.Run(() => _sink.SendAsync(notice, both.Token), CancellationToken.None);
        try
        {
            await call.WaitAsync(both.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            _left = call.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return $"no answer within {_timeout.TotalSeconds:0} s";
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }

    private void Lose(AlarmNotice notice, Action taken, string why)
    {
        _meter.AlarmLost("not-taken");
        HostLog.AlarmLost(_log, _sink.Name, notice.Alarm.Kind.Name, notice.Alarm.Subject, why);
        taken();
    }
}
