using System.Text.Json.Serialization;

namespace Router.Core.Orders;

/// <summary>Health of one account and method for one plan. Its defaults are those of an account of which nothing is known.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Method">The method.</param>
/// <param name="Health">h.</param>
/// <param name="Estimate">s.</param>
/// <param name="Approval">The approval estimate.</param>
/// <param name="Breaker">closed, open, or probe for a due probe.</param>
/// <param name="FailuresNotSent">True where nothing of the failures that opened the breaker reached the channel.</param>
/// <param name="Blocked">Why no new payment might use the account; null: it might.</param>
[JsonConverter(typeof(PlanReadingConverter))]
public readonly record struct PlanReading(
    string AccountId, string Method, double Health = 1, double Estimate = 0.97, double Approval = 0.97, string Breaker = "closed",
    bool FailuresNotSent = true, string? Blocked = null);
