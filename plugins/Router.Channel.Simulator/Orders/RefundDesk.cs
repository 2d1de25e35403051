using Router.Abstractions;
using Router.Channel.Simulator.Calls;
using Router.Channel.Simulator.Ledgers;
using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator.Orders;

// Gives money back.
internal sealed class RefundDesk(Desk desk, Till till, FaultDraw faults)
{
    internal RefundResult Refund(RefundRequest request, DrawnRefusal? drawn) => desk.Decide(now =>
    {
        if (desk.Book.Refunds.TryGetValue(request.RefundNumber, out var known))
        {
            return known.Amount == request.Amount && known.Attempt == request.AttemptNumber
                ? Say(known)
                : RefundResult.Unknown("NUMBER_USED", "The number stands for another refund; use a new one.");
        }

        var refusal = Refuse(request);
        if (refusal is null && drawn is { ForNow: true }) return RefundResult.Of(RefundOutcome.RetryLater, drawn.Why);
        refusal ??= drawn?.Why;
        if (refusal is not null) Fail(request, refusal, now);
        else if (Strikes(Fault.RefundProcessing, request)) Accept(request, now);
        else till.Refund(request.RefundNumber, request.AttemptNumber, request.Amount, now);

        // The refund is made, its answer is lost: the engine must find it by asking.
        return Strikes(Fault.RefundUnknown, request)
            ? RefundResult.Unknown("SYSTEM_ERROR", "The channel does not say what became of the refund.")
            : Say(desk.Book.Refunds[request.RefundNumber]);
    });

    internal RefundResult Query(RefundQueryRequest request) => desk.Decide(_ =>
        desk.Book.Refunds.TryGetValue(request.Refund.RefundNumber, out var refund) ? Say(refund) : RefundResult.Of(RefundOutcome.NotFound));

    internal static RefundResult Say(ChannelRefund refund) => refund.Outcome switch
    {
        RefundOutcome.Succeeded => RefundResult.Succeeded(refund.Txn, refund.Amount, refund.DoneAt),
        RefundOutcome.Failed => RefundResult.Of(RefundOutcome.Failed, refund.Failure),
        _ => new() { Outcome = RefundOutcome.Processing, NextQueryAt = refund.DueAt },
    };

    private ChannelFault? Refuse(RefundRequest request)
    {
        if (!desk.Book.Orders.TryGetValue(request.AttemptNumber, out var order) || order.Status != OrderStatus.Paid)
            return Why(FaultBlame.Request, "NOT_PAID", "There is no paid order of this number.");
        if (request.Amount.Currency != order.Amount.Currency || request.Amount.Minor <= 0)
            return Why(FaultBlame.Request, "AMOUNT", "The amount is not above zero in the captured currency.");
        if (request.Amount.Minor > order.Amount.Minor - order.RefundedMinor)
            return Why(FaultBlame.Request, "EXCEEDS_CAPTURED", "More would go back than was captured.");
        return Strikes(Fault.RefundFailed, request) ? Why(FaultBlame.Channel, "REFUND_REFUSED", "The channel refuses this refund.") : null;
    }

    private void Accept(RefundRequest request, DateTimeOffset now) =>
        desk.Append(Line(LedgerKind.RefundAccept, request, now) with { PlanAt = now + faults.DelayOf(Fault.RefundProcessing) });

    private void Fail(RefundRequest request, ChannelFault why, DateTimeOffset now) =>
        desk.Append(Line(LedgerKind.RefundFail, request, now) with { Blame = why.Blame.ToString(), Code = why.RawCode, Text = why.RawMessage });

    private static LedgerEvent Line(string kind, RefundRequest request, DateTimeOffset now) => new()
    {
        At = now,
        Kind = kind,
        Attempt = request.AttemptNumber,
        Refund = request.RefundNumber,
        Amount = request.Amount.Minor,
        Currency = request.Amount.Currency.Code,
    };

    private bool Strikes(string fault, RefundRequest request) =>
        faults.Strikes(fault, Operation.Refund, request.Method, null, request.RefundNumber) is not null;

    private static ChannelFault Why(FaultBlame blame, string code, string text) => new(FaultStage.Answered, blame, code, text);
}
