namespace Router.Abstractions;

/// <summary>How a pay or a continuation ended, as far as the channel's answer proves.</summary>
public enum PayOutcome
{
    /// <summary>Anything that no other value proves. The engine queries and never moves to another channel.</summary>
    Unknown = 0,

    /// <summary>Authenticated answer: money moved.</summary>
    Succeeded,

    /// <summary>Authenticated answer: the attempt is payable or processing.</summary>
    Pending,

    /// <summary>Authenticated answer: no money moved and none ever can under this attempt number.</summary>
    Declined,

    /// <summary>No byte of the request can have reached the channel.</summary>
    NotSent,

    /// <summary>Not this channel's operation; nothing was sent.</summary>
    Unsupported,
}

/// <summary>
/// The answer to <see cref="IChannel.PayAsync"/> and <see cref="IContinuation.ContinueAsync"/>. Make one with the factories: they set
/// what each outcome must carry. An answer that breaks a rule of its outcome is treated as <see cref="PayOutcome.Unknown"/>.
/// </summary>
public sealed record ChannelResult
{
    /// <summary>How it ended.</summary>
    public required PayOutcome Outcome { get; init; }

    /// <summary>Why; required for Declined, NotSent and Unknown.</summary>
    public ChannelFault? Fault { get; init; }

    /// <summary>The channel's own id of the payment, which no other payment of the account ever has; required for Succeeded.</summary>
    public string? ChannelTransactionId { get; init; }

    /// <summary>What was captured; required for Succeeded.</summary>
    public Money? Captured { get; init; }

    /// <summary>When the channel says that the money moved.</summary>
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>What the buyer has to do, for Pending.</summary>
    public PayAction? Action { get; init; }

    /// <summary>Until when the attempt can be paid, for Pending; null where the channel cannot say.</summary>
    public DateTimeOffset? PayableUntil { get; init; }

    /// <summary>When the channel asks to be queried; null: by the manifest's schedule.</summary>
    public DateTimeOffset? NextQueryAt { get; init; }

    /// <summary>
    /// For Pending: this attempt was refused but can still be paid, so it must be closed before anything else is tried.
    /// </summary>
    public bool MustClose { get; init; }

    /// <summary>For Pending: the buyer has approved and the engine shall continue (capture) at once.</summary>
    public bool ReadyToContinue { get; init; }

    /// <summary>Replaces the attempt's state; null keeps it.</summary>
    public ChannelState? State { get; init; }

    /// <summary>Money moved.</summary>
    /// <param name="channelTransactionId">The channel's own id of the payment.</param>
    /// <param name="captured">What was captured.</param>
    /// <param name="paidAt">When.</param>
    /// <param name="state">The new state, or null.</param>
    public static ChannelResult Succeeded(string channelTransactionId, Money captured, DateTimeOffset? paidAt = null, ChannelState? state = null) =>
        new() { Outcome = PayOutcome.Succeeded, ChannelTransactionId = channelTransactionId, Captured = captured, PaidAt = paidAt, State = state };

    /// <summary>Payable or processing.</summary>
    /// <param name="action">What the buyer has to do; null while the channel works by itself.</param>
    /// <param name="payableUntil">Until when it can be paid.</param>
    /// <param name="state">The new state, or null.</param>
    public static ChannelResult Pending(PayAction? action = null, DateTimeOffset? payableUntil = null, ChannelState? state = null) =>
        new() { Outcome = PayOutcome.Pending, Action = action, PayableUntil = payableUntil ?? action?.ExpiresAt, State = state };

    /// <summary>Refused, though the attempt can still be paid: it must be closed first.</summary>
    /// <param name="fault">Why it was refused.</param>
    /// <param name="payableUntil">Until when it can still be paid.</param>
    /// <param name="state">The new state, or null.</param>
    public static ChannelResult RefusedButPayable(ChannelFault fault, DateTimeOffset? payableUntil = null, ChannelState? state = null) =>
        new() { Outcome = PayOutcome.Pending, MustClose = true, Fault = fault, PayableUntil = payableUntil, State = state };

    /// <summary>Authenticated refusal; no money moved and none ever can under this number.</summary>
    /// <param name="blame">Whose doing.</param>
    /// <param name="rawCode">The channel's code.</param>
    /// <param name="rawMessage">The channel's message.</param>
    /// <param name="retryAfter">How long the account shall rest, where the channel said so.</param>
    public static ChannelResult Declined(FaultBlame blame, string rawCode, string rawMessage, TimeSpan? retryAfter = null) =>
        new() { Outcome = PayOutcome.Declined, Fault = new(FaultStage.Answered, blame, rawCode, rawMessage, retryAfter) };

    /// <summary>Nothing can have reached the channel.</summary>
    /// <param name="blame">Network, Channel or Us.</param>
    /// <param name="rawCode">A short code of the cause.</param>
    /// <param name="rawMessage">What happened.</param>
    public static ChannelResult NotSent(FaultBlame blame, string rawCode, string rawMessage) =>
        new() { Outcome = PayOutcome.NotSent, Fault = new(FaultStage.BeforeSend, blame, rawCode, rawMessage) };

    /// <summary>The outcome cannot be told.</summary>
    /// <param name="stage">AfterSend for no or no believable answer; Answered for an answer whose code proves nothing.</param>
    /// <param name="rawCode">A short code of the cause, or the channel's code.</param>
    /// <param name="rawMessage">What happened.</param>
    /// <param name="blame">Whose doing, as far as can be told.</param>
    public static ChannelResult Unknown(FaultStage stage, string rawCode, string rawMessage, FaultBlame blame = FaultBlame.Channel) =>
        new() { Outcome = PayOutcome.Unknown, Fault = new(stage, blame, rawCode, rawMessage) };

    /// <summary>Not this channel's operation.</summary>
    public static ChannelResult Unsupported() => new() { Outcome = PayOutcome.Unsupported };
}
