using Router.Abstractions;

namespace Router.Channel.Simulator.Ledgers;

// Writes money movements and refusals. Only inside Ledger.Use.
internal sealed class Till(Ledger ledger, Draws draws, long feePpm)
{
    internal void Capture(ChannelOrder order, DateTimeOffset at, string? key = null) => ledger.Append(Line(LedgerKind.Capture, order, at) with
    {
        Amount = order.Amount.Minor,
        Currency = order.Amount.Currency.Code,
        Txn = "SIM" + draws.Id("txn", order.Number),
        Fee = (long)((((Int128)order.Amount.Minor * feePpm) + 500_000) / 1_000_000),
        Key = key,
    });

    internal void Reverse(ChannelOrder order, DateTimeOffset at) => ledger.Append(Line(LedgerKind.Reverse, order, at) with
    {
        Amount = order.Amount.Minor,
        Currency = order.Amount.Currency.Code,
        Txn = order.Txn,
    });

    internal void Refund(string number, string attempt, Money amount, DateTimeOffset at) => ledger.Append(new LedgerEvent
    {
        At = at,
        Kind = LedgerKind.Refund,
        Attempt = attempt,
        Refund = number,
        Amount = amount.Minor,
        Currency = amount.Currency.Code,
        Txn = "SIMR" + draws.Id("refund", number),
    });

    internal void Mark(string kind, ChannelOrder order, DateTimeOffset at) => ledger.Append(Line(kind, order, at));

    internal void Refuse(string kind, ChannelOrder order, DateTimeOffset at, ChannelFault why) => ledger.Append(Line(kind, order, at) with
    {
        Blame = why.Blame.ToString(),
        Code = why.RawCode,
        Text = why.RawMessage,
        RetryAfterMs = (long?)why.RetryAfter?.TotalMilliseconds,
    });

    private static LedgerEvent Line(string kind, ChannelOrder order, DateTimeOffset at) =>
        new() { At = at, Kind = kind, Attempt = order.Number };
}
