namespace Router.Core.Health;

/// <summary>
/// Opens after a row of failures, lets one probe at a time through once its break has passed, closes after a row of good probes. Not
/// thread-safe: the health model's lock guards it.
/// </summary>
internal sealed class Breaker(HealthSettings settings)
{
    // While it is open the row stays until a probe has ended: what opened it may be taken back.
    private readonly List<Failure> _row = [];

    private sealed record Failure(DateTimeOffset At, string? Source, CallTicket? Call);

    public bool IsOpen { get; private set; }
    public DateTimeOffset BreakUntil { get; private set; }
    public bool ProbeInFlight { get; set; }

    /// <summary>How many probes have failed since it opened; places the break.</summary>
    public int FailedProbes { get; private set; }
    public int GoodProbes { get; private set; }

    /// <summary>True where nothing of the row, and of the probes since, reached the channel.</summary>
    public bool FailuresNotSent { get; private set; }

    private TimeSpan Break => settings.Breaks[Math.Min(FailedProbes, settings.Breaks.Count - 1)];

    public void Restore(bool isOpen, DateTimeOffset breakUntil, int failedProbes, int goodProbes, bool failuresNotSent)
    {
        IsOpen = isOpen;
        BreakUntil = breakUntil;
        FailedProbes = Math.Max(0, failedProbes);
        GoodProbes = Math.Max(0, goodProbes);
        FailuresNotSent = failuresNotSent;
    }

    /// <summary>A failure of a call that was no probe. True where it opens the breaker.</summary>
    /// <param name="now">When.</param>
    /// <param name="notSent">Nothing reached the channel.</param>
    /// <param name="source">A card bank that answers for itself: a row from one such bank alone opens nothing here.</param>
    /// <param name="call">The call; what <see cref="TakeBack"/> names.</param>
    public bool Fail(DateTimeOffset now, bool notSent, string? source = null, CallTicket? call = null)
    {
        if (settings.BreakerFailures == int.MaxValue) return false;
        var failure = new Failure(now, source, call);
        if (IsOpen)
        {
            FailuresNotSent &= notSent;
            if (_row.Count > 0) _row.Add(failure);
            return false;
        }

        FailuresNotSent = _row.Count == 0 ? notSent : FailuresNotSent && notSent;
        _row.Add(failure);
        _row.RemoveAll(f => now - f.At > settings.BreakerWindow);
        if (_row.Count < settings.BreakerFailures) return false;
        if (source is not null && _row.TrueForAll(f => f.Source == source))
        {
            _row.RemoveAt(0);
            return false;
        }

        IsOpen = true;
        FailedProbes = 0;
        GoodProbes = 0;
        BreakUntil = now + Break;
        return true;
    }

    /// <summary>A good answer to a call that was no probe.</summary>
    public void Succeed()
    {
        if (!IsOpen) _row.Clear();
    }

    /// <summary>The failure of that call did not happen after all. True where the breaker would not have opened without it: it closes.</summary>
    public bool TakeBack(CallTicket call)
    {
        var found = _row.FindIndex(f => f.Call == call);
        if (found < 0) return false;
        _row.RemoveAt(found);
        if (!IsOpen || _row.Count >= settings.BreakerFailures) return false;
        IsOpen = false;
        return true;
    }

    public void FailProbe(DateTimeOffset now, bool notSent)
    {
        FailuresNotSent &= notSent;
        FailedProbes++;
        GoodProbes = 0;
        BreakUntil = now + Break;
        _row.Clear();
    }

    /// <summary>For a clock that was set back: what it holds ends no later than if it began now.</summary>
    public void Bound(DateTimeOffset now)
    {
        Shorten(now + Break);
        for (var i = 0; i < _row.Count; i++)
            if (_row[i].At > now) _row[i] = _row[i] with { At = now };
    }

    /// <summary>Never lengthens it.</summary>
    public void Shorten(DateTimeOffset until)
    {
        if (BreakUntil > until) BreakUntil = until;
    }

    /// <summary>True where it closes the breaker; otherwise the next probe is due at once.</summary>
    public bool SucceedProbe(DateTimeOffset now)
    {
        if (!IsOpen) return false;
        BreakUntil = now;
        _row.Clear();
        if (++GoodProbes < settings.ProbesToClose) return false;
        IsOpen = false;
        return true;
    }
}
