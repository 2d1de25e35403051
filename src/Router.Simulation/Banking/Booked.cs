using Router.Abstractions;

namespace Router.Simulation.Banking;

/// <summary>Money that moved in a channel's books: what its bills are made of.</summary>
internal sealed record Booked(string Account, string Channel, BillLineKind Kind, string Attempt, string? Refund, string TransactionId, long Minor, DateTimeOffset At)
{
    // Some are booked a day late, whichever they are.
    private const char Late = '7';

    // Nodes whose clocks are wrong may have booked it on the day before; two days late would be late indeed.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    /// <summary>The day whose bill has it, in the channel's zone and by its cut-off.</summary>
    public DateOnly Day => (Refund ?? Attempt)[^1] == Late ? DayOf(At - s_skew).AddDays(1) : DayOf(At);

    private DateOnly DayOf(DateTimeOffset at)
    {
        var local = at.UtcDateTime + Methods.ZoneOf(Channel);
        return DateOnly.FromDateTime(local).AddDays(TimeOnly.FromDateTime(local) >= Methods.CutOffOf(Channel) ? 1 : 0);
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
