namespace Router.Simulation.World;

/// <summary>
/// One thread, one time, one seed. What is ready runs in a seeded order; where nothing is ready, time moves to the next event. Work that
/// belongs to a dead place is dropped where it stands: nothing of it unwinds.
/// </summary>
internal sealed class SimWorld
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Work, (long At, long Order)> _later = new();
    private readonly List<Work> _ready = [];
    private readonly Draw _order;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _now = Start.UtcTicks;
    private long _set;
    private int _foreignPosts;

    public SimWorld(Draw order, Trace trace)
    {
        _order = order;
        Trace = trace;
        Outside = new(this, "outside");
        Clock = new(Outside);
    }

    public Trace Trace { get; }

    /// <summary>Where channels, buyers and merchants live; it never dies.</summary>
    public Place Outside { get; }

    /// <summary>The true time.</summary>
    public PlaceClock Clock { get; }

    public DateTimeOffset Now => new(_now, TimeSpan.Zero);

    public long Steps { get; private set; }

    /// <summary>How often another thread came in: a run with any cannot be repeated and has failed.</summary>
    public int ForeignPosts => Volatile.Read(ref _foreignPosts);

    public void Post(Place place, SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread) Interlocked.Increment(ref _foreignPosts);
        else _ready.Add(new(place, callback, state));
    }

    public void At(TimeSpan delay, Place place, SendOrPostCallback callback, object? state) =>
        _later.Enqueue(new(place, callback, state), (_now + Math.Max(0, delay.Ticks), ++_set));

    /// <summary>Something outside happens after a while.</summary>
    public void After(TimeSpan delay, Action happens) => At(delay, Outside, static state => ((Action)state!)(), happens);

    public void Note(string what, string subject, string detail = "") => Trace.Note(Now, what, subject, detail);

    /// <summary>Runs until the task has ended.</summary>
    public void Run(Func<Task> main, long stepsMax)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(Outside);
        try
        {
            var running = main();
            while (!running.IsCompleted)
            {
                if (Steps >= stepsMax) throw new InvalidOperationException($"The world has not come to rest after {stepsMax} steps.");
                Step();
            }

            running.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private void Step()
    {
        if (_ready.Count == 0) Move();
        var at = _ready.Count == 1 ? 0 : _order.Below(_ready.Count);
        var work = _ready[at];
        _ready[at] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        var place = work.Place;
        if (!place.Enters()) return;
        if (place.PausedUntil > Now)
        {
            _later.Enqueue(work, (place.PausedUntil.UtcTicks, ++_set));
            return;
        }

        Steps++;
        Trace.Fold(((ulong)_now << 4) ^ place.Tag);
        SynchronizationContext.SetSynchronizationContext(place);
        work.Callback(work.State);
    }

    private void Move()
    {
        while (_later.TryPeek(out var next, out _) && next.IsOff) _later.Dequeue();
        if (!_later.TryPeek(out _, out var first)) throw new InvalidOperationException("Nothing is left to happen and the run has not ended: a wait without an end.");
        if (first.At > _now) _now = first.At;
        while (_later.TryPeek(out var next, out var due) && due.At <= _now)
        {
            _later.Dequeue();
            if (!next.IsOff) _ready.Add(next);
        }
    }

    private readonly record struct Work(Place Place, SendOrPostCallback Callback, object? State)
    {
        public bool IsOff => State is Alarm { IsOff: true };
    }
}
