using System.Runtime.CompilerServices;
using Router.Abstractions;
using Router.Channel.Simulator.Ledgers;
using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator.Orders;

// Makes a day's bill from the ledger, UTC days.
internal sealed class BillDesk(Desk desk, FaultDraw faults, Draws draws, bool sameDay)
{
    internal BillResult Bill(BillRequest request) => desk.Decide(now =>
    {
        var day = new DateTimeOffset(request.Date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var readyAt = sameDay ? day : day.AddDays(1);
        if (now < readyAt) return new BillResult { Status = BillStatus.NotReady, RetryAfter = readyAt - now };
        var bookings = desk.Book.Bookings.Where(booking => booking.At >= day && booking.At < day.AddDays(1)).ToArray();
        return new BillResult { Status = BillStatus.Ready, Lines = Stream(bookings) };
    });

    private async IAsyncEnumerable<BillLine> Stream(Booking[] bookings, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var booking in bookings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var key = booking.Refund ?? $"{booking.Kind}-{booking.Attempt}";
            if (!Strikes(Fault.BillMissing, key)) yield return Strikes(Fault.BillAltered, key) ? Altered(booking) : Line(booking);
            if (Strikes(Fault.BillExtra, key)) yield return Extra(booking, key);
        }
    }

    private bool Strikes(string fault, string key) => faults.Strikes(fault, key) is not null;

    private static BillLine Line(Booking booking) => new()
    {
        Kind = booking.Kind,
        AttemptNumber = booking.Attempt,
        RefundNumber = booking.Refund,
        ChannelTransactionId = booking.PaymentTxn,
        Amount = booking.Amount,
        Fee = booking.Fee,
        BookedAt = booking.At,
        RawStatus = booking.Status,
    };

    private static BillLine Altered(Booking booking) =>
        Line(booking) with { Amount = booking.Amount with { Minor = booking.Amount.Minor + 1 } };

    private BillLine Extra(Booking booking, string key)
    {
        var id = draws.Id("extra", key);
        return Line(booking) with { Kind = BillLineKind.Payment, AttemptNumber = "X" + id, RefundNumber = null, ChannelTransactionId = "SIMX" + id };
    }
}
