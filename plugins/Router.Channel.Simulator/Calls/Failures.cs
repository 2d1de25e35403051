using Router.Abstractions;

namespace Router.Channel.Simulator.Calls;

// How one kind of answer says that a call failed.
internal sealed record Failures<T>(Func<string, string, T> NotSent, Func<string, string, T> Unknown, Func<TimeSpan, T> TooFrequent);

internal static class Failures
{
    internal static readonly Failures<ChannelResult> OfPay = new(
        (code, text) => ChannelResult.NotSent(FaultBlame.Network, code, text),
        (code, text) => ChannelResult.Unknown(FaultStage.AfterSend, code, text),
        rest => ChannelResult.Declined(FaultBlame.Channel, "TOO_FREQUENT", "Too many requests.", rest));

    internal static readonly Failures<QueryResult> OfQuery = new(
        QueryResult.Unknown,
        QueryResult.Unknown,
        rest => new() { Status = AttemptStatus.Unknown, Fault = TooFrequent(rest) });

    internal static readonly Failures<CloseResult> OfClose = new(
        CloseResult.Unknown,
        CloseResult.Unknown,
        rest => new() { Outcome = CloseOutcome.TooEarly, RetryAfter = rest, Fault = TooFrequent(rest) });

    internal static readonly Failures<RefundResult> OfRefund = new(
        (code, text) => RefundResult.Of(RefundOutcome.NotSent, NotSent(code, text)),
        RefundResult.Unknown,
        rest => RefundResult.Of(RefundOutcome.RetryLater, TooFrequent(rest)));

    internal static readonly Failures<RefundResult> OfRefundQuery = new(
        RefundResult.Unknown,
        RefundResult.Unknown,
        rest => RefundResult.Of(RefundOutcome.Unknown, TooFrequent(rest)));

    internal static readonly Failures<BillResult> OfBill = new(
        (code, text) => new() { Status = BillStatus.Unknown, Fault = NotSent(code, text) },
        (code, text) => new() { Status = BillStatus.Unknown, Fault = new(FaultStage.AfterSend, FaultBlame.Channel, code, text) },
        rest => new() { Status = BillStatus.NotReady, RetryAfter = rest, Fault = TooFrequent(rest) });

    internal static readonly Failures<ChannelFault?> OfProbe = new(
        NotSent,
        (code, text) => new(FaultStage.AfterSend, FaultBlame.Channel, code, text),
        TooFrequent);

    private static ChannelFault NotSent(string code, string text) => new(FaultStage.BeforeSend, FaultBlame.Network, code, text);

    private static ChannelFault TooFrequent(TimeSpan rest) =>
        new(FaultStage.Answered, FaultBlame.Channel, "TOO_FREQUENT", "Too many requests.", rest);
}
