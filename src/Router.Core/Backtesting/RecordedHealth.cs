namespace Router.Core.Backtesting;

/// <summary>The health of one account and method as a plan saw it.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Method">The method.</param>
/// <param name="Health">h, 0–1.</param>
/// <param name="Estimate">s, 0–1: how likely a payment succeeds there.</param>
/// <param name="Breaker">closed, open or probe.</param>
/// <param name="Approval">The approval estimate, 0–1; null: not recorded, s stands for it.</param>
public sealed record RecordedHealth(string AccountId, string Method, double Health, double Estimate, string Breaker, double? Approval = null);
