using Router.Core.Alarms;

namespace Router.Hosting.Alarms;

/// <summary>One alarm: what a kind says of a subject.</summary>
public sealed record Alarm
{
    /// <summary>Names it in the operations API: "alm_…".</summary>
    public required string Id { get; init; }

    /// <summary>What it is about; the name of a page in docs/runbooks.</summary>
    public required AlarmKind Kind { get; init; }

    /// <summary>The account, payment, merchant or plugin.</summary>
    public required string Subject { get; init; }

    /// <summary>What was seen last.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last seen to be so.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>How often it happened since then.</summary>
    public required long Count { get; init; }

    /// <summary>When it was over; null: open. What comes back soon enough was never over.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Which operator has seen it; null: none. It is repeated no more.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Where it is written what to do.</summary>
    public required string Runbook { get; init; }
}
