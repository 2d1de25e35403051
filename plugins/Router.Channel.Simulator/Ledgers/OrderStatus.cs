namespace Router.Channel.Simulator.Ledgers;

internal enum OrderStatus
{
    /// <summary>A local link that nobody opened: the channel does not know it.</summary>
    Unborn,
    Payable,
    Approved,
    Paid,
    Declined,
    Closed,
    Reversed,
}
