namespace Router.Abstractions;

/// <summary>Asks what has become of one attempt.</summary>
public sealed record QueryRequest
{
    /// <summary>The attempt's number.</summary>
    public required string AttemptNumber { get; init; }

    /// <summary>The method it was sent with.</summary>
    public required string Method { get; init; }

    /// <summary>The amount that was sent.</summary>
    public required Money Amount { get; init; }

    /// <summary>The time of the original request.</summary>
    public required DateTimeOffset RequestTime { get; init; }

    /// <summary>The attempt's state.</summary>
    public required ChannelState State { get; init; }

    /// <summary>
    /// The attempt as it was sent. For methods with <see cref="ResolveBy.Replay"/> it is null: there the engine itself sends the attempt again
    /// where that is allowed, and a query asks without sending.
    /// </summary>
    public PayRequest? Original { get; init; }
}

/// <summary>What the channel says that an attempt is.</summary>
public enum AttemptStatus
{
    /// <summary>The query itself failed or proved nothing.</summary>
    Unknown = 0,

    /// <summary>Money moved. It stays Paid after refunds.</summary>
    Paid,

    /// <summary>Payable or processing.</summary>
    Pending,

    /// <summary>Refused; no money moved and none ever can under this number.</summary>
    Declined,

    /// <summary>Closed, expired or revoked unpaid; no money moved and none ever can under this number.</summary>
    Closed,

    /// <summary>It was paid and the whole payment was taken back (a reverse).</summary>
    Reversed,

    /// <summary>The channel does not know the number. By itself this proves nothing: a page may not have been opened yet.</summary>
    NotFound,

    /// <summary>The channel has no query for this method.</summary>
    Unsupported,
}

/// <summary>The answer to <see cref="IChannel.QueryAsync"/>.</summary>
public sealed record QueryResult
{
    /// <summary>What the attempt is.</summary>
    public required AttemptStatus Status { get; init; }

    /// <summary>Why; required for Unknown, wanted for Declined.</summary>
    public ChannelFault? Fault { get; init; }

    /// <summary>The channel's own id, which no other payment of the account ever has; required for Paid.</summary>
    public string? ChannelTransactionId { get; init; }

    /// <summary>The amount captured; required for Paid and Reversed.</summary>
    public Money? Captured { get; init; }

    /// <summary>When the money moved.</summary>
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>A newer action, for Pending; null keeps the old one.</summary>
    public PayAction? Action { get; init; }

    /// <summary>Until when it can be paid, for Pending.</summary>
    public DateTimeOffset? PayableUntil { get; init; }

    /// <summary>When the channel asks to be queried again.</summary>
    public DateTimeOffset? NextQueryAt { get; init; }

    /// <summary>For Pending: refused but still payable; must be closed.</summary>
    public bool MustClose { get; init; }

    /// <summary>For Pending: the buyer has approved; the engine shall continue (capture).</summary>
    public bool ReadyToContinue { get; init; }

    /// <summary>Replaces the attempt's state; null keeps it.</summary>
    public ChannelState? State { get; init; }

    /// <summary>A query that failed or proved nothing.</summary>
    /// <param name="rawCode">A short code of the cause, or the channel's code.</param>
    /// <param name="rawMessage">What happened.</param>
    public static QueryResult Unknown(string rawCode, string rawMessage) =>
        new() { Status = AttemptStatus.Unknown, Fault = new(FaultStage.AfterSend, FaultBlame.Channel, rawCode, rawMessage) };
}
