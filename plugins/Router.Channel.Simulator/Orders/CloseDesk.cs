using Router.Abstractions;
using Router.Channel.Simulator.Ledgers;
using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator.Orders;

// Ends orders; a barcode order that was paid is reversed.
internal sealed class CloseDesk(Desk desk, Till till, FaultDraw faults)
{
    internal CloseResult Close(CloseRequest request) => desk.Decide(now =>
    {
        if (!desk.Book.Orders.TryGetValue(request.AttemptNumber, out var order) || order.Status == OrderStatus.Unborn)
            return CloseResult.Of(CloseOutcome.NotFound);

        if (order.Status is OrderStatus.Payable or OrderStatus.Approved && TooEarly(order, now) is { } wait)
            return new() { Outcome = CloseOutcome.TooEarly, RetryAfter = wait };
        if (order.Method != Method.Card
            && faults.Strikes(Fault.CloseRefusedBecausePaid, Operation.Close, order.Method, null, order.Number) is not null)
            desk.Acts.PayNow(order, now);

        switch (order.Status)
        {
            case OrderStatus.Paid when order.Method != Method.Barcode || order.RefundedMinor > 0:
                return CloseResult.Of(CloseOutcome.AlreadyPaid);
            case OrderStatus.Paid:
                till.Reverse(order, now);
                return Reversed(order);
            case OrderStatus.Reversed:
                return Reversed(order);
            case OrderStatus.Payable or OrderStatus.Approved:
                till.Mark(LedgerKind.Close, order, now);
                return CloseResult.Of(CloseOutcome.Closed);
            default:
                return CloseResult.Of(CloseOutcome.Closed);
        }
    });

    private TimeSpan? TooEarly(ChannelOrder order, DateTimeOffset now)
    {
        if (faults.Strikes(Fault.CloseTooEarly, Operation.Close, order.Method, null, order.Number) is not { } rule) return null;
        var wait = order.CreatedAt + rule.Delay - now;
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static CloseResult Reversed(ChannelOrder order) =>
        new() { Outcome = CloseOutcome.Reversed, ChannelTransactionId = order.Txn, Reversed = order.Amount };
}
