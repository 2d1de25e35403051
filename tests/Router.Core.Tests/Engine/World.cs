using System.Runtime.ExceptionServices;
using Router.TestKit;

namespace Router.Core.Tests.Engine;

/// One thread and one clock: everything posted runs in order; when nothing is left to run, time moves to the next timer.
internal sealed class World : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public ManualTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread) throw new InvalidOperationException("Work was posted from another thread: the test cannot be replayed.");
        _ready.Enqueue((d, state));
    }

    public static void Run(Func<TestEngine, Task> test, Action<EngineOptions>? configure = null)
    {
        var world = new World();
        var before = Current;
        SetSynchronizationContext(world);
        try
        {
            var options = new EngineOptions();
            configure?.Invoke(options);
            var engine = new TestEngine(world.Clock, options);
            var main = test(engine);
            while (!main.IsCompleted) world.Step();
            if (main.Exception is { } failed) ExceptionDispatchInfo.Capture(failed.InnerException!).Throw();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private void Step()
    {
        if (_ready.TryDequeue(out var next)) next.Callback(next.State);
        else if (Clock.NextTimerAt is { } at) Clock.AdvanceTo(at > Clock.GetUtcNow() ? at : Clock.GetUtcNow());
        else throw new InvalidOperationException("Nothing is left to run and the test has not ended: a wait without an end.");
    }
}
