using Router.Abstractions;

namespace Router.Simulation.Banking;

/// <summary>Money that moved in a channel's books: what its bills are made of.</summary>
internal sealed record Booked(string Account, string Channel, BillLineKind Kind, string Attempt, string? Refund, string TransactionId, long Minor, DateTimeOffset At)
{
    // Some are booked a day late, whichever they are.
    private const char Late = '7';

    /// <summary>The day whose bill has it, in the channel's zone and by its cut-off.</summary>
    public DateOnly Day
    {
        get
        {
            var local = At.UtcDateTime + Methods.ZoneOf(Channel);
            var day = DateOnly.FromDateTime(local).AddDays(TimeOnly.FromDateTime(local) >= Methods.CutOffOf(Channel) ? 1 : 0);
            return (Refund ?? Attempt)[^1] == Late ? day.AddDays(1) : day;
        }
    }

    public BillLine Line() => new()
    {
        Kind = Kind,
        AttemptNumber = Attempt,
        RefundNumber = Refund,
        ChannelTransactionId = TransactionId,
        Amount = new Money(Minor, Currency.CNY),
        BookedAt = At,
    };
}
