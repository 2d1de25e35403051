using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>What came of a call about a payment: the order as it stands, an error, or both where the error is about that order.</summary>
public sealed record PaymentAnswer
{
    public PaymentOrder? Payment { get; init; }
    public RouterError? Error { get; init; }

    /// <summary>True where an earlier call with the same key made the order.</summary>
    public bool IsReplay { get; init; }

    /// <summary>True where the engine is still at work: the state will change without another call.</summary>
    public bool IsWorking => Error is null && Payment is { Lease: not null, IsFinal: false };

    public static PaymentAnswer Of(PaymentOrder payment, bool replay = false) => new() { Payment = payment, IsReplay = replay };

    public static PaymentAnswer Refused(RouterError error, PaymentOrder? payment = null) => new() { Error = error, Payment = payment };
}
