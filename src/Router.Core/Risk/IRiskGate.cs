using Router.Core.Orders;

namespace Router.Core.Risk;

/// <summary>
/// Decides before anything is sent whether a payment may go on. Thread-safe. A gate that throws, answers nothing or is too slow stops the
/// payment.
/// </summary>
public interface IRiskGate
{
    /// <param name="order">The stored order.</param>
    /// <param name="challengeAnswer">What the buyer or reviewer answered to an earlier challenge; null the first time.</param>
    /// <param name="cancellationToken">The gate's time limit.</param>
    Task<RiskDecision> CheckAsync(PaymentOrder order, string? challengeAnswer, CancellationToken cancellationToken);
}

public enum RiskVerdict
{
    Block = 0,
    Allow,

    /// <summary>The buyer must prove himself first.</summary>
    Challenge,

    /// <summary>A person must look first.</summary>
    Review,
}

/// <param name="Verdict">What may happen.</param>
/// <param name="ReasonCode">A stable code for the order.</param>
/// <param name="ReasonText">What the caller may read.</param>
public sealed record RiskDecision(RiskVerdict Verdict, string ReasonCode, string ReasonText);

/// <summary>Lets every payment pass. It must be chosen by name: there is no default gate.</summary>
public sealed class AllowAllRiskGate : IRiskGate
{
    public Task<RiskDecision> CheckAsync(PaymentOrder order, string? challengeAnswer, CancellationToken cancellationToken) =>
        Task.FromResult(new RiskDecision(RiskVerdict.Allow, "", ""));
}
