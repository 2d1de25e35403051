using Router.Hosting;

namespace Router.Host.Demo.World;

/// <summary>
/// One thread, one clock, one seed: what is ready runs in a seeded order, and where nothing is ready the clock jumps to the next timer. A
/// run with the same seed is the same run.
/// </summary>
internal sealed class VirtualWorld : VirtualContext
{
    private readonly Lock _lock = new();
    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly SeededRandom _order;
    private int _thread;

    public VirtualWorld(DateTimeOffset start, ulong seed)
    {
        _order = new(seed);
        Clock = new(start, Enqueue);
    }

    public VirtualClock Clock { get; }

    /// <summary>How often another thread came in: a run with any cannot be repeated.</summary>
    public int ForeignPosts { get; private set; }

    /// <summary>Runs until the task has ended.</summary>
    /// <param name="main">What happens in the world.</param>
    /// <param name="beforeJump">Told where the clock goes next; it may take its time.</param>
    /// <param name="cancellationToken">Leaves the world as it stands.</param>
    public void Run(Func<Task> main, Action<DateTimeOffset> beforeJump, CancellationToken cancellationToken)
    {
        _thread = Environment.CurrentManagedThreadId;
        var outside = Current;
        SetSynchronizationContext(this);
        try
        {
            var running = main();
            while (!running.IsCompleted)
            {
                if (TryTake(out var step))
                {
                    step.Callback(step.State);
                    continue;
                }

                cancellationToken.ThrowIfCancellationRequested();
                var next = Clock.Next ?? throw new InvalidOperationException("Nothing is ready and no timer is set: the demo waits for ever.");
                beforeJump(next);
                Clock.Jump();
            }

            running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(outside);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => Enqueue(d, state);

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing in the world may wait for another thread.");

    public override SynchronizationContext CreateCopy() => this;

    private void Enqueue(SendOrPostCallback callback, object? state)
    {
        lock (_lock)
        {
            if (_thread != 0 && Environment.CurrentManagedThreadId != _thread) ForeignPosts++;
            _ready.Add((callback, state));
        }
    }

    private bool TryTake(out (SendOrPostCallback Callback, object? State) step)
    {
        lock (_lock)
        {
            step = default;
            if (_ready.Count == 0) return false;
            var at = _ready.Count == 1 ? 0 : _order.Below(_ready.Count);
            step = _ready[at];
            _ready[at] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            return true;
        }
    }
}
