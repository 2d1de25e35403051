namespace Router.AspNetCore.Bodies;

/// <param name="MerchantRefundNo">The merchant's number of the refund.</param>
/// <param name="Amount">Minor units of the payment's currency.</param>
/// <param name="Reason">What the buyer may read.</param>
internal sealed record RefundBody(string? MerchantRefundNo, long? Amount, string? Reason);
