using Router.Core.Health;
using Router.Core.Notifications;
using Router.Core.Recovery;

namespace Router.Host.Demo;

/// <summary>What the service does in the background, on the virtual clock: recovery, messages, health.</summary>
internal sealed class DueWork(DemoHouse house, TimeProvider time)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_health = TimeSpan.FromSeconds(5);
    private bool _stopped;

    public Task RunAsync() => Task.WhenAll(
        RepeatAsync(s_pause, async () => await house.Get<RecoveryLoop>().RunOnceAsync() == RecoveryLoop.BatchSize),
        RepeatAsync(s_pause, async () => await house.Get<OutboxDispatcher>().RunOnceAsync() == OutboxDispatcher.BatchSize),
        RepeatAsync(s_health, () =>
        {
            house.Get<HealthModel>().Tick();
            return Task.FromResult(false);
        }));

    public void Stop() => _stopped = true;

    private async Task RepeatAsync(TimeSpan pause, Func<Task<bool>> work)
    {
        while (!_stopped)
        {
            if (!await work()) await Task.Delay(pause, time);
        }
    }
}
