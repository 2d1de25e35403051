using System.Text.Json.Serialization;

namespace Router.Abstractions;

/// <summary>Asks for the bill of one day.</summary>
/// <param name="Date">The day, in the channel's own zone.</param>
public sealed record BillRequest(DateOnly Date);

/// <summary>Whether there is a bill.</summary>
public enum BillStatus
{
    /// <summary>The download failed or could not be read.</summary>
    Unknown = 0,

    /// <summary>The lines follow; there may be none.</summary>
    Ready,

    /// <summary>The channel has not made it yet.</summary>
    NotReady,

    /// <summary>This channel has no bills.</summary>
    Unsupported,
}

/// <summary>The answer to <see cref="IChannel.BillAsync"/>.</summary>
public sealed record BillResult
{
    /// <summary>Whether there is a bill.</summary>
    public required BillStatus Status { get; init; }

    /// <summary>
    /// The lines, streamed once, for Ready. Reading may throw: then the bill counts as not downloaded and none of its lines is used.
    /// </summary>
    [JsonIgnore]
    public IAsyncEnumerable<BillLine>? Lines { get; init; }

    /// <summary>When to ask again, for NotReady.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Why; required for Unknown.</summary>
    public ChannelFault? Fault { get; init; }
}

/// <summary>What a bill line books.</summary>
public enum BillLineKind
{
    /// <summary>Money in for an attempt.</summary>
    Payment,

    /// <summary>Money back, by refund or reverse.</summary>
    Refund,

    /// <summary>Anything else: fees, withdrawals, adjustments.</summary>
    Other,
}

/// <summary>One line of a channel's bill.</summary>
public sealed record BillLine
{
    /// <summary>What it books.</summary>
    public required BillLineKind Kind { get; init; }

    /// <summary>The attempt's number; empty where the line has none.</summary>
    public required string AttemptNumber { get; init; }

    /// <summary>The refund's number, for refunds made under one.</summary>
    public string? RefundNumber { get; init; }

    /// <summary>The channel's id of the payment.</summary>
    public required string ChannelTransactionId { get; init; }

    /// <summary>The amount, never negative: the kind says the direction.</summary>
    public required Money Amount { get; init; }

    /// <summary>The channel's fee; negative where the channel gives it back.</summary>
    public Money? Fee { get; init; }

    /// <summary>When it was booked.</summary>
    public required DateTimeOffset BookedAt { get; init; }

    /// <summary>The channel's own status text.</summary>
    public string? RawStatus { get; init; }
}
