namespace Router.Core.Store;

/// <summary>Money that moved at an account as the store has it: a capture that stands, or a refund that succeeded.</summary>
/// <param name="Number">The attempt's or the refund's number.</param>
/// <param name="OrderId">The payment's or the refund's id.</param>
/// <param name="At">When; of refunds in whole seconds.</param>
public sealed record Booking(string Number, string OrderId, DateTimeOffset At);

/// <summary>Which bookings to list, by time and then by number.</summary>
/// <param name="AccountId">At this account.</param>
/// <param name="Refunds">Refunds that succeeded instead of captures.</param>
/// <param name="From">From then on.</param>
/// <param name="To">Before this.</param>
/// <param name="After">Only what comes after this one: the last of the page before.</param>
/// <param name="Limit">1–500.</param>
public sealed record BookingFilter(string AccountId, bool Refunds, DateTimeOffset From, DateTimeOffset To, Booking? After = null, int Limit = 500);
