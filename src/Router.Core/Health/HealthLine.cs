namespace Router.Core.Health;

/// <summary>The published health of one account and method, or of one card bank within it. Immutable.</summary>
public sealed record HealthLine
{
    public required string AccountId { get; init; }
    public required string Method { get; init; }

    /// <summary>Null: the account and method as a whole.</summary>
    public string? CardBank { get; init; }

    /// <summary>h, 0.01–1.</summary>
    public required double Health { get; init; }

    /// <summary>s, 0–1.</summary>
    public required double Estimate { get; init; }

    /// <summary>N: how much is known.</summary>
    public required double Observations { get; init; }

    /// <summary>The estimate of Succeeded / (Succeeded + Declined by payer).</summary>
    public required double Approval { get; init; }

    /// <summary>True while the breaker is open, whether or not a probe is due.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Until when no probe is due.</summary>
    public required DateTimeOffset BreakUntil { get; init; }
    public required bool ProbeInFlight { get; init; }

    /// <summary>True where nothing of the calls that opened the breaker, and of the probes since, reached the channel.</summary>
    public required bool FailuresNotSent { get; init; }
    public required TimeSpan P99 { get; init; }
    public required int InFlight { get; init; }

    /// <summary>The share of issued actions that ended paid, of the last full window; null: too few.</summary>
    public double? ActionShare { get; init; }

    /// <summary>Why it last changed.</summary>
    public string? LastReason { get; init; }

    /// <summary>Card banks that have a health of their own, in order of name.</summary>
    public IReadOnlyList<HealthLine> Banks { get; init; } = [];

    public BreakerState BreakerAt(DateTimeOffset now) =>
        !IsOpen ? BreakerState.Closed : ProbeInFlight || now < BreakUntil ? BreakerState.Open : BreakerState.ProbeDue;
}
