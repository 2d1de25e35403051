namespace Router.Abstractions;

/// <summary>Asks the channel to end one attempt so that it can never be paid.</summary>
public sealed record CloseRequest
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
}

/// <summary>What a close achieved.</summary>
public enum CloseOutcome
{
    /// <summary>Nothing is proved.</summary>
    Unknown = 0,

    /// <summary>Authenticated: it can never be paid.</summary>
    Closed,

    /// <summary>Authenticated: it had been paid and the money goes back; it can never be paid again.</summary>
    Reversed,

    /// <summary>Authenticated: it is paid and stays paid. The engine asks by a query for the amount and id.</summary>
    AlreadyPaid,

    /// <summary>The channel does not know the number. By itself this proves nothing.</summary>
    NotFound,

    /// <summary>The channel closes only later; see <see cref="CloseResult.RetryAfter"/>.</summary>
    TooEarly,

    /// <summary>The channel has no close for this method; it ends at its own expiry.</summary>
    Unsupported,
}

/// <summary>The answer to <see cref="IChannel.CloseAsync"/>.</summary>
public sealed record CloseResult
{
    /// <summary>What was achieved.</summary>
    public required CloseOutcome Outcome { get; init; }

    /// <summary>Why; required for Unknown.</summary>
    public ChannelFault? Fault { get; init; }

    /// <summary>How long to wait; required for TooEarly.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The channel's id of the payment, for Reversed.</summary>
    public string? ChannelTransactionId { get; init; }

    /// <summary>The amount that had been captured and goes back; required for Reversed.</summary>
    public Money? Reversed { get; init; }

    /// <summary>Replaces the attempt's state; null keeps it.</summary>
    public ChannelState? State { get; init; }

    /// <summary>A plain answer.</summary>
    /// <param name="outcome">What was achieved; not Unknown, Reversed or TooEarly, which carry more.</param>
    public static CloseResult Of(CloseOutcome outcome) => new() { Outcome = outcome };

    /// <summary>Nothing is proved.</summary>
    /// <param name="rawCode">A short code of the cause, or the channel's code.</param>
    /// <param name="rawMessage">What happened.</param>
    public static CloseResult Unknown(string rawCode, string rawMessage) =>
        new() { Outcome = CloseOutcome.Unknown, Fault = new(FaultStage.AfterSend, FaultBlame.Channel, rawCode, rawMessage) };
}
