namespace Router.Abstractions;

/// <summary>Gives back all or part of a captured payment at the account that captured it.</summary>
public sealed record RefundRequest
{
    /// <summary>The refund's own number at the channel: 6–32 of [0-9A-Za-z]. A repeat uses the same number and is one refund.</summary>
    public required string RefundNumber { get; init; }

    /// <summary>The number of the attempt that captured.</summary>
    public required string AttemptNumber { get; init; }

    /// <summary>The channel's id of the captured payment.</summary>
    public required string ChannelTransactionId { get; init; }

    /// <summary>The method the payment was sent with.</summary>
    public required string Method { get; init; }

    /// <summary>How much to give back, above zero, in the captured currency.</summary>
    public required Money Amount { get; init; }

    /// <summary>How much was captured.</summary>
    public required Money Captured { get; init; }

    /// <summary>The time of the original refund request, whole seconds, UTC.</summary>
    public required DateTimeOffset RequestTime { get; init; }

    /// <summary>The time the payment itself was requested.</summary>
    public required DateTimeOffset PaymentRequestTime { get; init; }

    /// <summary>The attempt's state.</summary>
    public required ChannelState PaymentState { get; init; }

    /// <summary>What <see cref="IChannel.PrepareRefund"/> gave, or what the last result replaced it with.</summary>
    public required ChannelState State { get; init; }

    /// <summary>Why, as the buyer may read it; at most 80 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the channel shall send its notifications for this account.</summary>
    public required Uri NotifyUrl { get; init; }
}

/// <summary>What has become of a refund.</summary>
public enum RefundOutcome
{
    /// <summary>Nothing is proved. The engine queries, and repeats only under the same number.</summary>
    Unknown = 0,

    /// <summary>Authenticated: the money is on its way back.</summary>
    Succeeded,

    /// <summary>Authenticated: accepted, not final.</summary>
    Processing,

    /// <summary>Authenticated: not now, but the same number may succeed later ("merchant balance too low", "too frequent").</summary>
    RetryLater,

    /// <summary>Authenticated: refused; no money goes back and none ever will under this number.</summary>
    Failed,

    /// <summary>Authenticated: ended by the channel without money going back.</summary>
    Closed,

    /// <summary>No byte of the request can have reached the channel.</summary>
    NotSent,

    /// <summary>The channel does not know the number (an answer to a query only).</summary>
    NotFound,

    /// <summary>Not this channel's operation; nothing was sent.</summary>
    Unsupported,
}

/// <summary>The answer to <see cref="IChannel.RefundAsync"/> and <see cref="IChannel.QueryRefundAsync"/>.</summary>
public sealed record RefundResult
{
    /// <summary>What has become of it.</summary>
    public required RefundOutcome Outcome { get; init; }

    /// <summary>Why; required for Unknown, RetryLater, Failed and NotSent.</summary>
    public ChannelFault? Fault { get; init; }

    /// <summary>The channel's own id of the refund.</summary>
    public string? ChannelRefundId { get; init; }

    /// <summary>How much went back; required for Succeeded.</summary>
    public Money? Refunded { get; init; }

    /// <summary>When the channel says that the money went back.</summary>
    public DateTimeOffset? RefundedAt { get; init; }

    /// <summary>When the channel asks to be queried again.</summary>
    public DateTimeOffset? NextQueryAt { get; init; }

    /// <summary>Replaces the refund's state; null keeps it.</summary>
    public ChannelState? State { get; init; }

    /// <summary>The money goes back.</summary>
    /// <param name="channelRefundId">The channel's id of the refund.</param>
    /// <param name="refunded">How much.</param>
    /// <param name="refundedAt">When.</param>
    public static RefundResult Succeeded(string? channelRefundId, Money refunded, DateTimeOffset? refundedAt = null) =>
        new() { Outcome = RefundOutcome.Succeeded, ChannelRefundId = channelRefundId, Refunded = refunded, RefundedAt = refundedAt };

    /// <summary>Any other answer with its cause.</summary>
    /// <param name="outcome">What has become of it.</param>
    /// <param name="fault">Why.</param>
    public static RefundResult Of(RefundOutcome outcome, ChannelFault? fault = null) => new() { Outcome = outcome, Fault = fault };

    /// <summary>Nothing is proved.</summary>
    /// <param name="rawCode">A short code of the cause, or the channel's code.</param>
    /// <param name="rawMessage">What happened.</param>
    public static RefundResult Unknown(string rawCode, string rawMessage) =>
        Of(RefundOutcome.Unknown, new(FaultStage.AfterSend, FaultBlame.Channel, rawCode, rawMessage));
}

/// <summary>Asks what has become of one refund.</summary>
public sealed record RefundQueryRequest
{
    /// <summary>The refund, as it was sent.</summary>
    public required RefundRequest Refund { get; init; }
}
