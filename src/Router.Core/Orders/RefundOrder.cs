using System.Text.Json.Serialization;
using Router.Abstractions;

namespace Router.Core.Orders;

/// <summary>A refund order (退款单): a life of its own, at the account that captured. Immutable; committed by compare-and-set.</summary>
public sealed record RefundOrder
{
    public required string Id { get; init; }
    public long Version { get; init; }
    public required string PaymentId { get; init; }
    public required string Merchant { get; init; }

    /// <summary>The merchant's number, unique within the merchant; "orphan:&lt;attempt&gt;" for a refund of our own.</summary>
    public required string MerchantRefundNo { get; init; }

    /// <summary>The number that the channel sees; every repeat uses it.</summary>
    public required string RefundNumber { get; init; }
    public required RefundState State { get; init; }
    public string? ReasonCode { get; init; }
    public string? ReasonText { get; init; }

    /// <summary>What the merchant asked to give back.</summary>
    public required Money Amount { get; init; }

    /// <summary>What the channel is asked to give back: differs only under the one-cent switch.</summary>
    public required Money SentAmount { get; init; }

    /// <summary>Why, as the buyer may read it.</summary>
    public string? Reason { get; init; }
    public required string AttemptNumber { get; init; }
    public required string AccountId { get; init; }
    public required string ChannelId { get; init; }
    public required DateTimeOffset RequestTime { get; init; }
    public required ChannelState ChannelState { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the call under way is cancelled; null: it was never sent.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>True from the commit before a call until its answer is stored.</summary>
    public bool IsSending { get; init; }
    public int SendCount { get; init; }

    /// <summary>True where the channel has asked for a repeat or does not know the number: the next step sends it again.</summary>
    public bool MustResend { get; init; }

    /// <summary>True where a query has proved that the first send did not arrive: it is sent again at once, and after that by schedule.</summary>
    public bool NeverArrived { get; init; }

    /// <summary>Where the channel was told to send its notifications.</summary>
    public required Uri NotifyUrl { get; init; }
    public int QueryCount { get; init; }
    public string? ChannelRefundId { get; init; }
    public DateTimeOffset? RefundedAt { get; init; }
    public ChannelFault? Fault { get; init; }
    public OrderLease? Lease { get; init; }
    public long Fence { get; init; }
    public DateTimeOffset? DueAt { get; init; }

    [JsonIgnore]
    public bool IsOrphanRefund => MerchantRefundNo.StartsWith("orphan:", StringComparison.Ordinal);

    [JsonIgnore]
    public bool IsFinal => State is RefundState.Succeeded or RefundState.Failed or RefundState.Closed;

    /// <summary>When its money went back, in whole seconds; null where it has not.</summary>
    [JsonIgnore]
    public DateTimeOffset? CountsAsRefundedAt => State == RefundState.Succeeded && (RefundedAt ?? CreatedAt).ToUniversalTime() is var at
        ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond))
        : null;

    /// <summary>True while the amount is held against what was captured.</summary>
    [JsonIgnore]
    public bool HoldsAmount => State is not (RefundState.Failed or RefundState.Closed);
}
