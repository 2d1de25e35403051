namespace Router.Channel.Simulator.Ledgers;

// One line of the ledger. Only the members that its kind needs are written; docs/simulator.md lists them.
internal sealed record LedgerEvent
{
    public required DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public int? Instance { get; init; }

    public string? Attempt { get; init; }

    public string? Method { get; init; }

    public string? Refund { get; init; }

    public long? Amount { get; init; }

    public string? Currency { get; init; }

    public string? Txn { get; init; }

    public long? Fee { get; init; }

    public DateTimeOffset? PayableUntil { get; init; }

    public string? NotifyUrl { get; init; }

    public string? Plan { get; init; }

    public DateTimeOffset? OpenAt { get; init; }

    public DateTimeOffset? PlanAt { get; init; }

    public string? Key { get; init; }

    public string? Blame { get; init; }

    public string? Code { get; init; }

    public string? Text { get; init; }

    public long? RetryAfterMs { get; init; }

    public string? Message { get; init; }

    public string? What { get; init; }

    public int? Try { get; init; }

    public int? Status { get; init; }
}
