namespace Router.Hosting.Alarms;

/// <summary>An alarm as it is kept.</summary>
internal sealed record AlarmEntry
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required string Subject { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset FirstSeen { get; init; }
    public required DateTimeOffset LastSeen { get; init; }
    public long Count { get; init; } = 1;

    /// <summary>When it was last told; null: not yet.</summary>
    public DateTimeOffset? ToldAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }
    public string? AcknowledgedBy { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>What was handed to the sinks and not taken by all of them yet: told again after a restart.</summary>
    public AlarmNews? Untaken { get; init; }

    /// <summary>Counts the notices, so that each has an id of its own.</summary>
    public int Notices { get; init; }
}
