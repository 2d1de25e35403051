using System.Text.Json.Serialization;
using Router.Abstractions;

namespace Router.Core.Orders;

/// <summary>One order at one merchant account (渠道流水). Immutable; stored inside its order.</summary>
public sealed record Attempt
{
    /// <summary>The merchant order number that the channel sees.</summary>
    public required string Number { get; init; }
    public required string AccountId { get; init; }
    public required string ChannelId { get; init; }
    public required string Method { get; init; }
    public required AttemptState State { get; init; }

    /// <summary>What the channel was asked for: the order's amount, or one minor unit under the one-cent switch.</summary>
    public required Money SentAmount { get; init; }

    /// <summary>Whole seconds, UTC; the request time on the wire for ever.</summary>
    public required DateTimeOffset RequestTime { get; init; }

    /// <summary>A call not begun by then is not begun.</summary>
    public required DateTimeOffset SendBy { get; init; }

    /// <summary>When the call is cancelled.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>When the attempt must stop being payable, as the channel was told.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
    public required ChannelState ChannelState { get; init; }

    /// <summary>Where the channel was told to send its notifications.</summary>
    public required Uri NotifyUrl { get; init; }
    public long FeeMinor { get; init; }
    public ChannelFault? Fault { get; init; }
    public PayAction? Action { get; init; }
    public DateTimeOffset? PayableUntil { get; init; }

    /// <summary>Refused and payable until it is closed; of a closed one: that it was closed for having been refused.</summary>
    public bool MustClose { get; init; }
    public bool ReadyToContinue { get; init; }
    public Continuation? Continuation { get; init; }
    public string? ChannelTransactionId { get; init; }
    public Money? Captured { get; init; }
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>How often the channel was queried since the last change; places the next query on the schedule.</summary>
    public int QueryCount { get; init; }
    public DateTimeOffset? NextQueryAt { get; init; }

    /// <summary>When the channel was last asked to close it; null: never.</summary>
    public DateTimeOffset? CloseAskedAt { get; init; }
    public int CloseCount { get; init; }

    /// <summary>True from the commit before a close is sent until the channel has answered it: it may still arrive and reverse what is paid.</summary>
    public bool CloseUnanswered { get; init; }
    public DateTimeOffset? NextCloseAt { get; init; }

    /// <summary>True where a close was answered with "already paid": neither bills nor people call it unpaid before the channel itself does.</summary>
    public bool ToldPaid { get; init; }

    /// <summary>True where a capture has become known that its order cannot use: it is confirmed and refunded.</summary>
    public bool IsOrphan { get; init; }

    /// <summary>True once a query of our own has confirmed an orphan capture.</summary>
    public bool OrphanConfirmed { get; init; }

    /// <summary>True where two operators decided that nothing is left to give back: settled outside of the engine, or never taken.</summary>
    public bool OrphanSettled { get; init; }

    /// <summary>The refund order that gives an orphan capture back.</summary>
    public string? OrphanRefundId { get; init; }

    /// <summary>The day of its account's limits that it was stored under, by its request time; null where the account had none.</summary>
    public DateOnly? LimitDay { get; init; }

    /// <summary>True while it takes a place of its account's day: until it is proved that no money moved. What goes back later gives none back.</summary>
    [JsonIgnore]
    public bool HoldsLimit => LimitDay is not null && (IsLive || State is AttemptState.Captured or AttemptState.Reversed);

    /// <summary>True while a call that may move money can be under way: it is not closed then.</summary>
    [JsonIgnore]
    public bool IsInFlight => State == AttemptState.Sending || (IsLive && Continuation is { IsSending: true });

    /// <summary>True for an orphan capture that nobody has begun to give back.</summary>
    [JsonIgnore]
    public bool IsOrphanToGoBack => IsOrphan && !OrphanSettled && OrphanRefundId is null && State == AttemptState.Captured;

    /// <summary>Whether open money hangs on the attempt's account, also where its order is final.</summary>
    public bool Needs(PaymentOrder order) => !order.IsFinal || IsLive || IsOrphanToGoBack || order.Cases.Any(c => c.ResolvedAt is null && IsAbout(c, order));

    /// <summary>The channel's transaction that paid it, which pays no other payment; null where nothing was captured or the channel named none.</summary>
    [JsonIgnore]
    public string? PaidBy => State is AttemptState.Captured or AttemptState.Reversed && ChannelTransactionId is { Length: > 0 } ? ChannelTransactionId : null;

    /// <summary>From when its refund window runs; null where nothing was captured.</summary>
    [JsonIgnore]
    public DateTimeOffset? CountsAsCapturedAt => State == AttemptState.Captured ? PaidAt ?? RequestTime : null;

    // A case under a number that is no attempt's is about a refund, and refunds are made where the money was captured.
    private bool IsAbout(SuspenseCase question, PaymentOrder order) =>
        question.AttemptNumber == Number || (Captured is not null && order.FindAttempt(question.AttemptNumber) is null);

    [JsonIgnore]
    public bool IsLive => State is AttemptState.Sending or AttemptState.Pending or AttemptState.Unknown;
}

/// <summary>The second step of an attempt, stored before it is taken.</summary>
/// <param name="Key">Stable: the same when the step is asked again.</param>
/// <param name="Deadline">When its call is cancelled.</param>
/// <param name="IsSending">True from the commit before the call until its answer is stored.</param>
/// <param name="Code">What the buyer entered.</param>
/// <param name="IsAnswered">True once the channel has answered it; until then the same step may only be asked again under its key.</param>
/// <param name="Repeats">True where an earlier step of the attempt went unanswered for ever: a refusal of this one proves nothing of that one.</param>
public sealed record Continuation(
    string Key, DateTimeOffset Deadline, bool IsSending, string? Code, bool IsAnswered = false, bool Repeats = false);
