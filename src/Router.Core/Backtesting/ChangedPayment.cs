namespace Router.Core.Backtesting;

/// <summary>An example of what changes.</summary>
/// <param name="Number">Its place among the payments, from 1.</param>
/// <param name="OrderNo">The merchant's order number.</param>
/// <param name="From">What the old rules gave: an account, or in brackets what it came to.</param>
/// <param name="FromRule">The old rule.</param>
/// <param name="To">What the new rules give.</param>
/// <param name="ToRule">The new rule.</param>
/// <param name="Reason">Why the new rules do not route it; null where they do.</param>
public sealed record ChangedPayment(long Number, string OrderNo, string From, string FromRule, string To, string ToRule, string? Reason);
