using Router.Abstractions;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>Where something was learned.</summary>
public enum EvidenceSource
{
    PayAnswer,
    ContinueAnswer,
    Query,
    CloseAnswer,
    Notification,

    /// <summary>The process that was sending has gone; nothing is known of its call.</summary>
    Abandoned,

    /// <summary>Two operators, by an approved decision about a case.</summary>
    Operator,

    /// <summary>A channel's bill: a line, or that complete bills have none.</summary>
    Bill,
}

/// <summary>What was learned of one attempt.</summary>
public enum EvidenceKind
{
    /// <summary>Nothing is proved.</summary>
    Unknown,
    Captured,
    Pending,
    Declined,
    NotSent,

    /// <summary>A confirmed close.</summary>
    Closed,
    Reversed,

    /// <summary>The channel does not know the number, and it is too early for that to prove anything.</summary>
    NotFound,

    /// <summary>A close that did not confirm; see <see cref="Evidence.RetryAt"/>.</summary>
    NotClosed,
}

/// <summary>One thing learned of one attempt, by whichever door. Only the merge table turns it into state.</summary>
public sealed record Evidence
{
    public required string AttemptNumber { get; init; }
    public required EvidenceSource Source { get; init; }
    public required EvidenceKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>When the question left: the answer speaks of no later moment, however late it is read. Null: nobody asked, or it does not matter.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>For ContinueAnswer: the step that was taken.</summary>
    public Continuation? Step { get; init; }
    public ChannelFault? Fault { get; init; }
    public Money? Amount { get; init; }
    public string? TransactionId { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
    public PayAction? Action { get; init; }
    public DateTimeOffset? PayableUntil { get; init; }
    public DateTimeOffset? NextQueryAt { get; init; }
    public bool MustClose { get; init; }
    public bool ReadyToContinue { get; init; }
    public ChannelState? State { get; init; }

    /// <summary>For NotClosed: true where the channel has answered, so that this close is not on its way any more.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>For NotClosed: true where the channel says that it is paid already.</summary>
    public bool ToldPaid { get; init; }

    /// <summary>What a case says that this answers; null: that the channel did.</summary>
    public string? Resolution { get; init; }

    /// <summary>For NotClosed: when to ask again; null: the channel has no close.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
