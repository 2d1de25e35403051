using Microsoft.Extensions.Logging.Abstractions;
using Router.Core.Alarms;
using Router.Core.Telemetry;
using Router.Hosting.Alarms;
using Router.TestKit;

namespace Router.Hosting.Tests.Alarms;

public sealed class SinkQueueTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly RouterMeter _meter = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task A_notice_is_taken_once()
    {
        var sink = new ScriptedSink((_, _) => Task.CompletedTask);
        var taken = new TaskCompletionSource();
        Run(sink).Add(Notice("a"), taken.SetResult);

        await Soon(taken.Task);
        sink.Calls.Should().Be(1);
    }

    [Fact]
    public async Task A_sink_that_throws_is_asked_again_after_growing_pauses_and_given_up_in_the_end()
    {
        var sink = new ScriptedSink((_, _) => throw new InvalidOperationException("no"));
        var taken = new TaskCompletionSource();
        Run(sink).Add(Notice("a"), taken.SetResult);

        foreach (var pause in SinkQueue.Pauses)
        {
            await UntilTimerAsync(pause);
            _clock.Advance(pause);
        }

        await Soon(taken.Task);
        sink.Calls.Should().Be(1 + SinkQueue.Pauses.Count);
    }

    [Fact]
    public async Task A_sink_that_hangs_and_ignores_its_end_is_left_behind_and_called_no_more()
    {
        var entered = new TaskCompletionSource();
        using var release = new ManualResetEventSlim();
        var sink = new ScriptedSink((_, _) =>
        {
            entered.TrySetResult();
            release.Wait(CancellationToken.None);
            return Task.CompletedTask;
        });
        var taken = new TaskCompletionSource();
        Run(sink).Add(Notice("a"), taken.SetResult);
        await Soon(entered.Task);

        _clock.Advance(Timeout);
        foreach (var pause in SinkQueue.Pauses)
        {
            await UntilTimerAsync(pause);
            _clock.Advance(pause);
        }

        await Soon(taken.Task);
        sink.Calls.Should().Be(1);
        release.Set();
    }

    [Fact]
    public async Task A_sink_that_hangs_holds_up_no_other_and_no_more_than_its_queue()
    {
        var never = new TaskCompletionSource();
        var ill = Run(new ScriptedSink((_, _) => never.Task));
        var wellTaken = new TaskCompletionSource();
        var well = Run(new ScriptedSink((_, _) => Task.CompletedTask));
        var dropped = 0;
        for (var i = 0; i < SinkQueue.Length * 3; i++) ill.Add(Notice($"a{i}"), () => Interlocked.Increment(ref dropped));
        well.Add(Notice("b"), wellTaken.SetResult);

        await Soon(wellTaken.Task);
        dropped.Should().BeInRange((SinkQueue.Length * 2) - 1, SinkQueue.Length * 2);
        never.SetResult();
    }

    private SinkQueue Run(IAlarmSink sink)
    {
        var queue = new SinkQueue(sink, Timeout, _clock, _meter, NullLogger.Instance);
        _ = Task.Run(() => queue.RunAsync(_stop.Token));
        return queue;
    }

    private static Task Soon(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30));

    private Task UntilTimerAsync(TimeSpan due)
    {
        var at = _clock.GetUtcNow() + due;
        return Soon(Task.Run(async () =>
        {
            while (_clock.NextTimerAt != at) await Task.Yield();
        }));
    }

    private static AlarmNotice Notice(string subject) => new("n1", AlarmNews.Raised, default, new()
    {
        Id = "alm_1",
        Kind = AlarmKinds.AllDown,
        Subject = subject,
        Reason = "x",
        FirstSeen = default,
        LastSeen = default,
        Count = 1,
        Runbook = "docs/runbooks/all-down.md",
    });

    private sealed class ScriptedSink(Func<AlarmNotice, CancellationToken, Task> send) : IAlarmSink
    {
        private int _calls;

        public int Calls => _calls;

        public string Name => "scripted";

        public Task SendAsync(AlarmNotice notice, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            return send(notice, cancellationToken);
        }
    }
}
