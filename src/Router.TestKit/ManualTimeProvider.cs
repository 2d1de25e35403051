namespace Router.TestKit;

/// <summary>
/// A clock that stands still until it is told to move. Timers fire inside <see cref="Advance"/>, on the caller's thread, in the order of
/// their due times and, at the same time, in the order in which they were set; while a callback runs, the clock shows its due time.
/// Works with <c>Task.Delay(delay, provider)</c>, <c>new CancellationTokenSource(delay, provider)</c> and <c>PeriodicTimer</c>.
/// Thread-safe; callbacks run outside the lock.
/// </summary>
/// <param name="start">What the clock shows first.</param>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly SortedSet<ManualTimer> _waiting = new(ByDueThenSet.Instance);
    private DateTimeOffset _now = start.ToUniversalTime();
    private long _lastSet;

    /// <summary>A clock that shows 2026-01-01T00:00:00Z.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>UTC, so that a test means the same on every machine.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>100 nanoseconds a step.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the earliest timer fires; null where none is set. A test that pumps a world advances to it.</summary>
    public DateTimeOffset? NextTimerAt
    {
        get
        {
            lock (_lock) return _waiting.Min?.DueAt;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock forward and fires every timer that comes due on the way, those that callbacks set included.</summary>
    /// <param name="by">How far; zero fires what is due already.</param>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative: this clock never goes back.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Moves the clock forward to a time and fires every timer that comes due on the way.</summary>
    /// <param name="time">Where to; the present fires what is due already.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time has passed: this clock never goes back.</exception>
    public void AdvanceTo(DateTimeOffset time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, GetUtcNow());
        while (TakeDue(time) is { } timer) timer.Fire();
        lock (_lock)
        {
            if (_now < time) _now = time.ToUniversalTime();
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (_lock)
        {
            if (_waiting.Min is not { } timer || timer.DueAt > until) return null;
            _waiting.Remove(timer);
            if (_now < timer.DueAt) _now = timer.DueAt;
            if (timer.Period > TimeSpan.Zero) Set_NeedsLock(timer, timer.Period);
            return timer;
        }
    }

    private bool Change(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (timer.IsDisposed) return false;
            _waiting.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan) Set_NeedsLock(timer, dueTime);
            return true;
        }
    }

    private void Set_NeedsLock(ManualTimer timer, TimeSpan dueTime)
    {
        timer.DueAt = _now + dueTime;
        timer.SetOrder = ++_lastSet;
        _waiting.Add(timer);
    }

    private void Remove(ManualTimer timer)
    {
        lock (_lock)
        {
            timer.IsDisposed = true;
            _waiting.Remove(timer);
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }
        public TimeSpan Period { get; set; }
        public long SetOrder { get; set; }
        public bool IsDisposed { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Change(this, dueTime, period);

        public void Fire() => callback(state);

        public void Dispose() => clock.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class ByDueThenSet : IComparer<ManualTimer>
    {
        public static readonly ByDueThenSet Instance = new();

        public int Compare(ManualTimer? x, ManualTimer? y)
        {
            var byDue = x!.DueAt.CompareTo(y!.DueAt);
            return byDue != 0 ? byDue : x.SetOrder.CompareTo(y.SetOrder);
        }
    }
}
