namespace Router.Core.Orders;

/// <summary>What an account with daily limits had left when a plan was made, in the payment's currency.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Count">Payments; null: any number.</param>
/// <param name="AmountMinor">Minor units; null: any sum.</param>
public sealed record PlanLimit(string AccountId, long? Count, long? AmountMinor);
