namespace Router.Simulation.World;

/// <summary>The clock of one place. What it shows can jump; its timers run on true time, as they do on a machine whose clock is set.</summary>
internal sealed class PlaceClock(Place place) : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => place.World.Now + Offset;

    public override long GetTimestamp() => place.World.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new PlaceTimer(place, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class PlaceTimer(Place place, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private Alarm? _next;
        private bool _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_isDisposed) return false;
            CallOff();
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan) Set(dueTime);
            return true;
        }

        public void Dispose()
        {
            _isDisposed = true;
            CallOff();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void CallOff()
        {
            if (_next is { } next) next.IsOff = true;
        }

        private void Set(TimeSpan dueTime)
        {
            _next = new(Fire);
            place.World.At(dueTime, place, Alarm.Ring, _next);
        }

        private void Fire()
        {
            if (_period > TimeSpan.Zero) Set(_period);
            callback(state);
        }
    }
}
