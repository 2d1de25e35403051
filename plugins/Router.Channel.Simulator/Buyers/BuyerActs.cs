using Router.Abstractions;
using Router.Channel.Simulator.Ledgers;
using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator.Buyers;

// Carries out what buyers planned and refunds were promised. Only inside Ledger.Use.
internal sealed class BuyerActs(Book book, Till till, FaultDraw faults)
{
    // Everything whose time has come happens now, dated as planned: a buyer's deed is the same whether a timer or a later call found it.
    internal void CatchUp(DateTimeOffset now)
    {
        while (book.Plans.TryTake(now, out var due))
        {
            switch (due.Kind)
            {
                case DueKind.Open:
                    Open(book.Orders[due.Key], due.At);
                    break;
                case DueKind.Act:
                    Act(book.Orders[due.Key], due.At);
                    break;
                case DueKind.Refund when book.Refunds[due.Key] is { Outcome: RefundOutcome.Processing } refund:
                    till.Refund(refund.Number, refund.Attempt, refund.Amount, due.At);
                    break;
            }
        }
    }

    // The buyer pays at this moment, whatever he had planned.
    internal void PayNow(ChannelOrder order, DateTimeOffset at)
    {
        if (order.Status == OrderStatus.Payable && at < order.PayableUntil) till.Capture(order, at);
    }

    private void Open(ChannelOrder order, DateTimeOffset at)
    {
        if (order.Status == OrderStatus.Unborn && at < order.PayableUntil) till.Mark(LedgerKind.Open, order, at);
    }

    private void Act(ChannelOrder order, DateTimeOffset at)
    {
        if (order.Acted || order.Status == OrderStatus.Unborn) return;
        var ended = order.Status != OrderStatus.Payable;
        var late = at >= order.PayableUntil;
        if (ended || (late && faults.Strikes(Fault.AcceptLate, order.Number, order.Method) is null))
            till.Refuse(LedgerKind.Refuse, order, at, new(FaultStage.Answered, FaultBlame.Payer, ended ? "ORDER_ENDED" : "EXPIRED", "The order cannot be paid any more."));
        else if (order.Plan == BuyerPlan.Refused && order.Method == Method.Barcode)
            till.Refuse(LedgerKind.Decline, order, at, new(FaultStage.Answered, FaultBlame.Payer, "BALANCE_LOW", "The buyer's balance is too low."));
        else if (order.Plan == BuyerPlan.Refused)
            till.Refuse(LedgerKind.Refuse, order, at, new(FaultStage.Answered, FaultBlame.Payer, "BALANCE_LOW", "The buyer's balance is too low."));
        else if (order.Plan == BuyerPlan.Abandon)
            till.Refuse(LedgerKind.Decline, order, at, new(FaultStage.Answered, FaultBlame.Payer, "USER_CANCELLED", "The buyer cancelled."));
        else if (order.Method == Method.Card)
            till.Mark(LedgerKind.Approve, order, at);
        else
            till.Capture(order, at);
    }
}
