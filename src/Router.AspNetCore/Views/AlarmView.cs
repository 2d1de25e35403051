using Router.Hosting.Alarms;

namespace Router.AspNetCore.Views;

/// <summary>One alarm.</summary>
internal sealed record AlarmView
{
    public required string Id { get; init; }

    /// <summary>What it is about; the runbook has its name.</summary>
    public required string Kind { get; init; }
    public required string AlarmCode { get; init; }
    public required string Severity { get; init; }
    public required string Subject { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset FirstSeen { get; init; }
    public required DateTimeOffset LastSeen { get; init; }
    public required long Count { get; init; }

    /// <summary>Absent: open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }
    public string? AcknowledgedBy { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public required string Runbook { get; init; }

    public static AlarmView Of(Alarm alarm) => new()
    {
        Id = alarm.Id,
        Kind = alarm.Kind.Name,
        AlarmCode = alarm.Kind.Code,
        Severity = Words.Lower(alarm.Kind.Severity),
        Subject = alarm.Subject,
        Reason = alarm.Reason,
        FirstSeen = alarm.FirstSeen,
        LastSeen = alarm.LastSeen,
        Count = alarm.Count,
        ResolvedAt = alarm.ResolvedAt,
        AcknowledgedBy = alarm.AcknowledgedBy,
        AcknowledgedAt = alarm.AcknowledgedAt,
        Runbook = alarm.Runbook,
    };
}
