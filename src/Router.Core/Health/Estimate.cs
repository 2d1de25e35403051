namespace Router.Core.Health;

/// <summary>Decaying counts of good and of all observations.</summary>
internal sealed class Estimate(HealthSettings settings, TimeSpan halfLife, DateTimeOffset now)
{
    private readonly double _keep = 1 - (1 / settings.Memory);

    // The logarithm of what an observation of the beginning would still weigh; the difference of two marks is the weight of the later.
    private double _log;

    public double Good { get; private set; }
    public double All { get; private set; }
    public DateTimeOffset At { get; private set; } = now;

    public void Restore(double good, double all, DateTimeOffset at)
    {
        All = Math.Clamp(all, 0, settings.Memory);
        Good = Math.Clamp(good, 0, All);
        At = at;
    }

    /// <summary>Counts one observation; the answer is what <see cref="TakeBack"/> wants.</summary>
    /// <param name="now">When.</param>
    /// <param name="worth">x: 1 good, 0 bad, and between for what was good and late.</param>
    public double Add(DateTimeOffset now, double worth)
    {
        Decay(now);
        Good = (Good * _keep) + worth;
        All = (All * _keep) + 1;
        _log += Math.Log(_keep);
        return _log;
    }

    /// <summary>Removes what is left of a bad observation.</summary>
    public void TakeBack(DateTimeOffset now, double mark)
    {
        Decay(now);
        All = Math.Max(Good, All - Math.Exp(_log - mark));
    }

    public void Keep(DateTimeOffset now, double part)
    {
        Decay(now);
        Good *= part;
        All *= part;
        _log += part > 0 ? Math.Log(part) : -1000;
    }

    public double Value(DateTimeOffset now, double prior)
    {
        Decay(now);
        return (Good + (settings.PriorWeight * prior)) / (All + settings.PriorWeight);
    }

    /// <summary>For a clock that was set back: it fades from now on.</summary>
    public void Bound(DateTimeOffset now)
    {
        if (At > now) At = now;
    }

    public void Decay(DateTimeOffset now)
    {
        if (now <= At) return;
        var halves = (now - At) / halfLife;
        var part = Math.Pow(2, -halves);
        Good *= part;
        All *= part;
        _log -= halves * Math.Log(2);
        At = now;
    }
}
