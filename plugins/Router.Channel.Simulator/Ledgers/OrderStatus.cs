namespace Router.Channel.Simulator.Ledgers;

internal enum OrderStatus
{
    // A local link that nobody opened: the channel does not know it.
    Unborn,
    Payable,
    Approved,
    Paid,
    Declined,
    Closed,
    Reversed,
}
