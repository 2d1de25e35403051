using Router.Abstractions;

namespace Router.Core.Store;

/// <summary>How much of an account's day is taken, in one currency.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Count">Attempts that hold a place: see <see cref="Orders.Attempt.HoldsLimit"/>.</param>
/// <param name="AmountMinor">The sum that they were sent with.</param>
public sealed record DayUse(Currency Currency, long Count, long AmountMinor);
