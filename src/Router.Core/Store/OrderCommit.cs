using Router.Abstractions;
using Router.Core.Orders;

namespace Router.Core.Store;

/// <summary>What is written together: all of it or none.</summary>
public sealed record OrderCommit
{
    public PaymentWrite? Payment { get; init; }
    public RefundWrite? Refund { get; init; }

    /// <summary>Inserted; a row that is there already fails the commit.</summary>
    public IdempotencyRow? Idempotency { get; init; }

    /// <summary>Where set, the commit happens only if the new attempt fits into its account's day. Nothing else ever waits for a limit.</summary>
    public AttemptLimit? Limit { get; init; }

    /// <summary>Inserted where the id is new, replaced where it is not.</summary>
    public IReadOnlyList<OutboxRecord> Outbox { get; init; } = [];
}

/// <summary>An order to write. The stored version becomes <paramref name="ExpectedVersion"/> + 1.</summary>
/// <param name="Order">The new state.</param>
/// <param name="ExpectedVersion">The version it was read at; 0 inserts.</param>
/// <param name="RequiredFence">Where set, the stored order's fence must still be this.</param>
public sealed record PaymentWrite(PaymentOrder Order, long ExpectedVersion, long? RequiredFence = null);

/// <summary>A refund to write, with the same conditions.</summary>
/// <param name="Refund">The new state.</param>
/// <param name="ExpectedVersion">The version it was read at; 0 inserts.</param>
/// <param name="RequiredFence">Where set, the stored refund's fence must still be this.</param>
public sealed record RefundWrite(RefundOrder Refund, long ExpectedVersion, long? RequiredFence = null);

/// <summary>Which order a caller's key made. Names the order, never a process.</summary>
/// <param name="Merchant">The merchant.</param>
/// <param name="Key">The caller's key, with the operation before it: "pay:…".</param>
/// <param name="Fingerprint">Hash of what was asked.</param>
/// <param name="OrderId">The payment or refund it made.</param>
/// <param name="CreatedAt">When.</param>
public sealed record IdempotencyRow(string Merchant, string Key, string Fingerprint, string OrderId, DateTimeOffset CreatedAt);

public enum CommitResult
{
    Committed,

    /// <summary>The order or refund has another version or fence now: read it again.</summary>
    Conflict,

    /// <summary>The idempotency key is taken.</summary>
    DuplicateKey,

    /// <summary>The merchant's order number is taken by an order that blocks it.</summary>
    DuplicateOrderNo,

    /// <summary>The merchant's refund number, an attempt's number or an id is taken.</summary>
    DuplicateNumber,

    /// <summary>The new attempt does not fit into what its account takes in a day. Everything else of the commit would have held.</summary>
    LimitReached,
}

/// <summary>Which payments to list.</summary>
/// <param name="Merchant">Of this merchant.</param>
/// <param name="State">In this state.</param>
/// <param name="WithOpenCase">With a case that nobody has answered.</param>
/// <param name="Before">Only ids below this one: the last of the page before.</param>
/// <param name="Limit">1–500.</param>
/// <param name="After">Turns the list round: oldest first, only ids above this one; empty begins with the oldest.</param>
public sealed record PaymentFilter(
    string? Merchant = null, PaymentState? State = null, bool WithOpenCase = false, string? Before = null, int Limit = 50, string? After = null);

/// <summary>What hangs on an account.</summary>
public sealed record AccountUse(long OpenPayments, long OpenRefunds, long RefundableCaptures);

/// <summary>One redacted exchange with a channel.</summary>
/// <param name="Number">The attempt's or refund's number.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Operation">pay, query, close, refund, …</param>
/// <param name="At">When it began.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Answer">What came of it, as JSON without secrets.</param>
public sealed record ChannelExchange(
    string Number, string AccountId, string Operation, DateTimeOffset At, TimeSpan Elapsed, string Answer);
