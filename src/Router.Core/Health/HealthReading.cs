namespace Router.Core.Health;

/// <summary>What a plan needs to know of one account for one payment, with account, method, card bank and operators' orders put together.</summary>
/// <param name="Health">h that the weight is multiplied with.</param>
/// <param name="Estimate">s.</param>
/// <param name="Approval">The approval estimate.</param>
/// <param name="Breaker">The breaker.</param>
/// <param name="FailuresNotSent">True where nothing of the failures that opened it reached the channel.</param>
/// <param name="Blocked">Why no new payment may use the account; null: it may.</param>
public readonly record struct HealthReading(
    double Health, double Estimate, double Approval, BreakerState Breaker, bool FailuresNotSent, string? Blocked)
{
    /// <summary>Of an account that nothing is known of: healthy.</summary>
    public static HealthReading Unknown { get; } = new(
        1, HealthSettings.Default.PriorEstimate, HealthSettings.Default.PriorEstimate, BreakerState.Closed, true, null);
}
