namespace Router.Hosting.Operations;

/// <summary>What the removal of an account strands.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="OpenPayments">Payments that need it.</param>
/// <param name="OpenRefunds">Refunds that are not done.</param>
/// <param name="RefundableCaptures">Captures young enough to be refunded.</param>
/// <param name="RefundWindow">How long after a payment its channel refunds.</param>
/// <param name="PaymentIds">The first of the payments that need it.</param>
public sealed record StrandedMoney(
    string AccountId, long OpenPayments, long OpenRefunds, long RefundableCaptures, TimeSpan RefundWindow, IReadOnlyList<string> PaymentIds)
{
    /// <summary>True where nothing hangs on it.</summary>
    public bool IsNone => this is { OpenPayments: 0, OpenRefunds: 0, RefundableCaptures: 0 };
}
