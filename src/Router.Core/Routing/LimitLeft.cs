namespace Router.Core.Routing;

/// <summary>What an account may still take on a day, in one currency.</summary>
/// <param name="Count">Payments; null: any number.</param>
/// <param name="AmountMinor">Minor units; null: any sum. Below zero where a late capture went over the limit.</param>
public readonly record struct LimitLeft(long? Count, long? AmountMinor);
