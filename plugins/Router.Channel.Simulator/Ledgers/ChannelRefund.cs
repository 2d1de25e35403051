using Router.Abstractions;

namespace Router.Channel.Simulator.Ledgers;

// One refund as the ledger has it. Changed by Book alone.
internal sealed class ChannelRefund(string number, string attempt, Money amount)
{
    internal string Number { get; } = number;

    internal string Attempt { get; } = attempt;

    internal Money Amount { get; } = amount;

    // Processing, Succeeded or Failed.
    internal RefundOutcome Outcome { get; set; } = RefundOutcome.Processing;

    internal string? Txn { get; set; }

    internal DateTimeOffset? DoneAt { get; set; }

    internal ChannelFault? Failure { get; private set; }

    internal DateTimeOffset? DueAt { get; set; }

    internal void Fail(ChannelFault why)
    {
        Outcome = RefundOutcome.Failed;
        Failure = why;
    }
}
