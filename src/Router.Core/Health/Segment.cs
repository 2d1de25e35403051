namespace Router.Core.Health;

/// <summary>The health of an account and method, or of one card bank within it. The model's lock guards it.</summary>
internal sealed class Segment(HealthSettings settings, DateTimeOffset now, string name)
{
    private DateTimeOffset _slewedAt = now;
    private DateTimeOffset _fellAt = DateTimeOffset.MinValue;
    private TimeSpan _climbTime = settings.ClimbTime;
    private (double Health, DateTimeOffset FellAt, TimeSpan ClimbTime) _beforeOpening = (1, DateTimeOffset.MinValue, settings.ClimbTime);

    /// <summary>"wechat.native" or "card.quick/ICBC".</summary>
    public string Name { get; } = name;
    public Estimate Estimate { get; } = new(settings, settings.HalfLife, now);
    public Breaker Breaker { get; } = new(settings);
    public double Health { get; set; } = 1;

    /// <summary>s as last computed.</summary>
    public double Value { get; set; } = settings.PriorEstimate;
    public string? LastReason { get; set; }

    /// <summary>h goes down to its target at once and up by the clock.</summary>
    public void Slew(DateTimeOffset now, double relative, double cap)
    {
        var elapsed = now > _slewedAt ? now - _slewedAt : TimeSpan.Zero;
        _slewedAt = now;
        var before = Health;
        Health = Breaker.IsOpen ? settings.MinHealth : Climbed(elapsed, relative, cap);
        if (before >= settings.DemoteBelow && Health < settings.DemoteBelow) Fell(now);
    }

    private double Climbed(TimeSpan elapsed, double relative, double cap)
    {
        var part = Math.Clamp((relative - settings.RelativeFloor) / settings.RelativeSpan, 0, 1);
        var target = Math.Min(cap, Math.Max(settings.MinHealth, part * part));
        return Math.Max(settings.MinHealth, Math.Min(target, Health + (elapsed / _climbTime)));
    }

    // What falls again soon after it was back is trusted more slowly.
    private void Fell(DateTimeOffset now)
    {
        _climbTime = now - _fellAt < settings.FallMemory ? settings.ClimbTimeAgain : settings.ClimbTime;
        _fellAt = now;
    }

    /// <summary>Its breaker has just opened.</summary>
    public void Opened() => _beforeOpening = (Health, _fellAt, _climbTime);

    /// <summary>Its breaker should not have.</summary>
    public void TakeBackOpening() => (Health, _fellAt, _climbTime) = _beforeOpening;

    /// <summary>For a clock that was set back: nothing is held longer than if it began now.</summary>
    public void Bound(DateTimeOffset now)
    {
        Estimate.Bound(now);
        Breaker.Bound(now);
        if (_slewedAt > now) _slewedAt = now;
        if (_fellAt > now) _fellAt = now;
    }

    public void Close(DateTimeOffset now)
    {
        Estimate.Keep(now, settings.KeepOnClose);
        Health = settings.MinHealth;
        _slewedAt = now;
    }

    public void Restore(double health, DateTimeOffset at)
    {
        Health = double.IsFinite(health) ? Math.Clamp(health, settings.MinHealth, 1) : settings.MinHealth;
        _slewedAt = at;
    }
}
