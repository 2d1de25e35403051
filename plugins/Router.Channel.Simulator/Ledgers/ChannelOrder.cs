using Router.Abstractions;

namespace Router.Channel.Simulator.Ledgers;

// One order as the ledger has it. Changed by Book alone.
internal sealed class ChannelOrder(string number, string method, Money amount, DateTimeOffset createdAt, DateTimeOffset payableUntil)
{
    internal string Number { get; } = number;

    internal string Method { get; } = method;

    internal Money Amount { get; } = amount;

    internal DateTimeOffset CreatedAt { get; } = createdAt;

    internal DateTimeOffset PayableUntil { get; } = payableUntil;

    internal string? NotifyUrl { get; init; }

    internal string Plan { get; init; } = "";

    internal DateTimeOffset? OpenAt { get; init; }

    internal DateTimeOffset? PlanAt { get; init; }

    internal OrderStatus Status { get; set; }

    // The buyer has carried out his plan, or has tried to.
    internal bool Acted { get; set; }

    // Why it was declined, or why the buyer's money was refused while the order stays payable.
    internal ChannelFault? Refusal { get; set; }

    internal string? Txn { get; set; }

    internal long Fee { get; set; }

    internal DateTimeOffset? PaidAt { get; set; }

    // What refunds have taken or hold, minor units.
    internal long RefundedMinor { get; set; }

    internal string? ContinuationKey { get; set; }

    internal bool Payable(DateTimeOffset now) => Status is OrderStatus.Payable or OrderStatus.Approved && now < PayableUntil;
}
