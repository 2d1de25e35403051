namespace Router.Core.Health;

/// <summary>
/// The permission for one pay or continue call. Complete it exactly once with what was seen; disposing an incomplete one reports that
/// nothing was. However it ends, a probe's slot is free again.
/// </summary>
public sealed class CallTicket : IDisposable
{
    private readonly HealthModel _model;
    private int _completed;

    internal CallTicket(HealthModel model, AccountMethod line, Segment? bank, DateTimeOffset startedAt)
    {
        _model = model;
        Line = line;
        Bank = bank;
        StartedAt = startedAt;
        PendingAt = startedAt + line.PendingThreshold;
    }

    public string AccountId => Line.AccountId;
    public string Method => Line.Method;
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>True where the call is the one that tries an account whose breaker is open, or that is misconfigured.</summary>
    public bool IsProbe => ProbesWhole || ProbesBank || ProbesAccount;

    internal AccountMethod Line { get; }
    internal Segment? Bank { get; }
    internal DateTimeOffset PendingAt { get; private set; }
    internal bool ProbesWhole { get; init; }
    internal bool ProbesBank { get; init; }
    internal bool ProbesAccount { get; init; }

    /// <summary>Whether it was counted as x = 0 because no answer had come.</summary>
    internal bool IsCounted { get; set; }
    internal bool IsPostponed { get; private set; }
    internal double? WholeMark { get; set; }
    internal double? BankMark { get; set; }

    internal bool IsOverdue(DateTimeOffset now) => !IsCounted && PendingAt <= now;

    /// <summary>Lets it be missed later, once.</summary>
    internal void Postpone(DateTimeOffset until) => (PendingAt, IsPostponed) = (until, true);

    /// <summary>For a clock that was set back: it is missed no later than if it began now.</summary>
    internal void Bound(DateTimeOffset now)
    {
        if (StartedAt > now) StartedAt = now;
        var latest = now + Line.PendingThreshold;
        if (PendingAt > latest) PendingAt = latest;
    }

    /// <param name="observation">What the call tells.</param>
    /// <param name="approval">What the payment's end tells, where it has ended.</param>
    /// <param name="retryAfter">How long the channel asks to be left alone.</param>
    /// <exception cref="InvalidOperationException">It was completed before.</exception>
    public void Complete(Observation observation, Approval approval = Approval.None, TimeSpan? retryAfter = null)
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
            throw new InvalidOperationException($"The call to {AccountId} begun at {StartedAt:O} was completed twice; complete a ticket once.");
        _model.Complete(this, observation, approval, retryAfter);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _completed, 1) == 0) _model.Complete(this, Observation.NotObserved, Approval.None, null);
    }
}
