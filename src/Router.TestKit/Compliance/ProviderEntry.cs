using Router.Abstractions;

namespace Router.TestKit.Compliance;

/// <summary>Money that moved, as the provider's own book has it.</summary>
/// <param name="MerchantId">Whose account.</param>
/// <param name="AttemptNumber">The payment's number at the provider.</param>
/// <param name="RefundNumber">The refund's number; null for a capture, empty for a reverse.</param>
/// <param name="TransactionId">The provider's id of the payment.</param>
/// <param name="Amount">How much, above zero.</param>
/// <param name="At">When.</param>
public sealed record ProviderEntry(
    string MerchantId, string AttemptNumber, string? RefundNumber, string TransactionId, Money Amount, DateTimeOffset At)
{
    /// <summary>True for money in.</summary>
    public bool IsCapture => RefundNumber is null;
}
