namespace Router.Host.Demo.World;

/// <summary>
/// The clock of a virtual world: it stands still while anything runs and then jumps to the next timer. A timer's callback is handed to the
/// world, never run inline. Timers may be set from another thread while the world waits for it.
/// </summary>
internal sealed class VirtualClock(DateTimeOffset start, Action<SendOrPostCallback, object?> enqueue) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<(VirtualTimer Timer, long Setting), (long DueAt, long Setting)> _queue = new();
    private long _now = start.UtcTicks;
    private long _settings;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _now), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <summary>When the next timer fires; null where none is set.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_lock)
            {
                Clean_NeedsLock();
                return _queue.TryPeek(out _, out var due) ? new DateTimeOffset(due.DueAt, TimeSpan.Zero) : null;
            }
        }
    }

    /// <summary>Jumps to the next timer and hands over everything due then, in the order in which it was set.</summary>
    public void Jump()
    {
        lock (_lock)
        {
            Clean_NeedsLock();
            if (!_queue.TryPeek(out _, out var first)) return;
            if (first.DueAt > _now) _now = first.DueAt;
            while (_queue.TryPeek(out var next, out var due) && due.DueAt <= _now)
            {
                _queue.Dequeue();
                var (timer, setting) = next;
                if (timer.Setting != setting) continue;
                timer.Setting = 0;
                if (timer.Period > TimeSpan.Zero) Set_NeedsLock(timer, timer.Period);
                enqueue(static state => ((VirtualTimer)state!).Fire(), timer);
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private bool Change(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (timer.IsDisposed) return false;
            timer.Setting = 0;
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan) Set_NeedsLock(timer, dueTime);
            return true;
        }
    }

    private void Set_NeedsLock(VirtualTimer timer, TimeSpan dueTime)
    {
        timer.Setting = ++_settings;
        _queue.Enqueue((timer, timer.Setting), (_now + dueTime.Ticks, timer.Setting));
    }

    private void Clean_NeedsLock()
    {
        while (_queue.TryPeek(out var next, out _) && next.Timer.Setting != next.Setting) _queue.Dequeue();
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        /// <summary>Which setting of the timer counts; 0: none.</summary>
        public long Setting { get; set; }
        public TimeSpan Period { get; set; }
        public bool IsDisposed { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Change(this, dueTime, period);

        public void Fire()
        {
            if (!IsDisposed) callback(state);
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                IsDisposed = true;
                Setting = 0;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
