using Router.Abstractions;
using Router.Channel.Simulator.Ledgers;
using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator.Orders;

// Says what has become of orders.
internal sealed class QueryDesk(Desk desk, FaultDraw faults)
{
    internal QueryResult Query(QueryRequest request) => desk.Decide(now =>
    {
        if (!desk.Book.Orders.TryGetValue(request.AttemptNumber, out var order) || order.Status == OrderStatus.Unborn || Hides(order, now))
            return new QueryResult { Status = AttemptStatus.NotFound };
        return Say(order, now);
    });

    internal static QueryResult Say(ChannelOrder order, DateTimeOffset now)
    {
        switch (order.Status)
        {
            case OrderStatus.Paid:
                return Money(AttemptStatus.Paid, order);
            case OrderStatus.Reversed:
                return Money(AttemptStatus.Reversed, order);
            case OrderStatus.Declined:
                return new() { Status = AttemptStatus.Declined, Fault = order.Refusal };
            case OrderStatus.Payable or OrderStatus.Approved when now < order.PayableUntil:
                return new()
                {
                    Status = AttemptStatus.Pending,
                    PayableUntil = order.PayableUntil,
                    ReadyToContinue = order.Status == OrderStatus.Approved,
                    MustClose = order.Refusal is not null,
                    Fault = order.Refusal,
                };
            default:
                return new() { Status = AttemptStatus.Closed };
        }
    }

    private static QueryResult Money(AttemptStatus status, ChannelOrder order) =>
        new() { Status = status, ChannelTransactionId = order.Txn, Captured = order.Amount, PaidAt = order.PaidAt };

    private bool Hides(ChannelOrder order, DateTimeOffset now) =>
        faults.Strikes(Fault.NotFoundThenPaid, Operation.Query, order.Method, null, order.Number) is { } rule
        && now < order.CreatedAt + rule.Delay;
}
