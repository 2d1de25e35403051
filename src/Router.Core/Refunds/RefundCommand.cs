using Router.Core.Orders;
using Router.Core.Payments;

namespace Router.Core.Refunds;

/// <summary>Asks to give back all or part of a payment.</summary>
public sealed record RefundCommand
{
    public required string PaymentId { get; init; }

    /// <summary>The merchant's own number of the refund, unique within the merchant.</summary>
    public required string MerchantRefundNo { get; init; }

    /// <summary>Minor units of the payment's currency, above zero.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>What the buyer may read; at most 80 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>1–64 printable ASCII characters.</summary>
    public required string IdempotencyKey { get; init; }
}

/// <summary>What came of a call about a refund.</summary>
public sealed record RefundAnswer
{
    public RefundOrder? Refund { get; init; }
    public RouterError? Error { get; init; }
    public bool IsReplay { get; init; }

    public static RefundAnswer Of(RefundOrder refund, bool replay = false) => new() { Refund = refund, IsReplay = replay };

    public static RefundAnswer Refused(RouterError error) => new() { Error = error };
}

/// <summary>Gives money back. Thread-safe; an expected refusal is an answer, never an exception.</summary>
public interface IRefundRouter
{
    Task<RefundAnswer> RefundAsync(RefundCommand command, CancellationToken cancellationToken = default);

    /// <param name="refundId">The refund.</param>
    /// <param name="askChannel">True to ask the channel first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<RefundAnswer> QueryAsync(string refundId, bool askChannel = false, CancellationToken cancellationToken = default);
}
