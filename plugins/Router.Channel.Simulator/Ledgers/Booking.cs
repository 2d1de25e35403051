using Router.Abstractions;

namespace Router.Channel.Simulator.Ledgers;

// Money that moved: what the bill is made of.
internal sealed record Booking(
    BillLineKind Kind, string Attempt, string? Refund, string PaymentTxn, Money Amount, Money? Fee, DateTimeOffset At, string Status);
