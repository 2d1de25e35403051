using Router.Abstractions;
using Router.Channel.Simulator.Buyers;
using Router.Channel.Simulator.Calls;
using Router.Channel.Simulator.Ledgers;
using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator.Orders;

// Takes orders and captures approved ones.
internal sealed class PayDesk(Desk desk, Till till, BuyerMind mind, Actions actions, FaultDraw faults, ChannelManifest manifest)
{
    internal ChannelResult Pay(PayRequest request, DrawnRefusal? drawn) => desk.Decide(now =>
    {
        if (desk.Book.Orders.TryGetValue(request.AttemptNumber, out var known))
        {
            return known.Amount == request.Amount && known.Method == request.Method
                ? Say(known, now)
                : ChannelResult.Unknown(FaultStage.Answered, "NUMBER_USED", "The number stands for another order; use a new one.", FaultBlame.Request);
        }

        var refusal = Refuse(request, now) ?? drawn;
        if (refusal is not null)
        {
            var refused = Write(request, now, new(BuyerPlan.Never, null, null));
            till.Refuse(LedgerKind.Decline, refused, now, refusal.Why);
            return Say(refused, now);
        }

        var plan = mind.Decide(request.AttemptNumber, request.Method, now);
        var order = Write(request, now, plan);
        if (plan.Does == BuyerPlan.AtOnce) till.Capture(order, now);
        var answer = Say(order, now);
        if (faults.Strikes(Fault.NotificationForged, order.Number, order.Method) is not null) Forge(order, now);
        if (PaysBeforeAnswer(request)) desk.Acts.PayNow(order, now);
        return answer;
    });

    internal ChannelResult Continue(ContinueRequest request, DrawnRefusal? drawn) => desk.Decide(now =>
    {
        if (!desk.Book.Orders.TryGetValue(request.Original.AttemptNumber, out var order))
            return ChannelResult.Unknown(FaultStage.Answered, "ORDER_NOT_FOUND", "There is no such order.", FaultBlame.Request);
        if (order.Status == OrderStatus.Paid && order.ContinuationKey != request.ContinuationKey)
            return ChannelResult.Unknown(FaultStage.Answered, "ALREADY_PAID", "The order was captured under another key; query it.", FaultBlame.Request);
        if (order.Status == OrderStatus.Approved && order.Payable(now))
        {
            if (drawn is not null) till.Refuse(LedgerKind.Decline, order, now, drawn.Why);
            else till.Capture(order, now, request.ContinuationKey);
        }

        return Say(order, now);
    });

    // True where this order's notification has to arrive before the answer does.
    internal bool PaysBeforeAnswer(PayRequest request) =>
        request.Method is not (Method.Card or Method.Redirect)
        && faults.Strikes(Fault.NotificationBeforeAnswer, Operation.Pay, request.Method, null, request.AttemptNumber) is not null;

    private DrawnRefusal? Refuse(PayRequest request, DateTimeOffset now)
    {
        var method = manifest.Methods.First(m => m.Name == request.Method);
        if (!method.Currencies.Contains(request.Amount.Currency))
            return DrawnRefusal.Because(FaultBlame.Request, "CURRENCY", $"{request.Method} does not take {request.Amount.Currency}.");
        if (request.Amount.Minor < method.MinAmount || request.Amount.Minor > method.MaxAmount)
            return DrawnRefusal.Because(FaultBlame.Request, "AMOUNT", "The amount is out of the method's limits.");
        if (now >= request.ExpiresAt) return DrawnRefusal.Because(FaultBlame.Request, "EXPIRED", "The order has expired.");
        if (request.Method == Method.Barcode && string.IsNullOrEmpty(request.AuthCode))
            return DrawnRefusal.Because(FaultBlame.Request, "AUTH_CODE_MISSING", "A barcode payment needs the code read from the buyer's phone.");
        return request.Method != Method.Redirect && faults.IsOut(request.Instrument?.CardBank)
            ? DrawnRefusal.Because(FaultBlame.Channel, "BANK_UNAVAILABLE", "The card's bank is out of service.")
            : null;
    }

    private ChannelOrder Write(PayRequest request, DateTimeOffset now, BuyerPlan plan)
    {
        desk.Append(new LedgerEvent
        {
            At = now,
            Kind = request.Method == Method.Redirect ? LedgerKind.Link : LedgerKind.Order,
            Attempt = request.AttemptNumber,
            Method = request.Method,
            Amount = request.Amount.Minor,
            Currency = request.Amount.Currency.Code,
            PayableUntil = request.ExpiresAt,
            NotifyUrl = request.NotifyUrl.AbsoluteUri,
            Plan = plan.Does,
            OpenAt = plan.OpenAt,
            PlanAt = plan.ActAt,
        });
        return desk.Book.Orders[request.AttemptNumber];
    }

    private ChannelResult Say(ChannelOrder order, DateTimeOffset now)
    {
        switch (order.Status)
        {
            case OrderStatus.Paid:
                return ChannelResult.Succeeded(order.Txn!, order.Amount, order.PaidAt);
            case OrderStatus.Declined:
                return new() { Outcome = PayOutcome.Declined, Fault = order.Refusal };
            case OrderStatus.Closed:
            case OrderStatus.Reversed:
            case OrderStatus.Payable or OrderStatus.Approved or OrderStatus.Unborn when now >= order.PayableUntil:
                return ChannelResult.Unknown(FaultStage.Answered, "ALREADY_CLOSED", "The order is closed.", FaultBlame.Request);
            default:
                return ChannelResult.Pending(actions.For(order), order.PayableUntil) with { ReadyToContinue = order.Status == OrderStatus.Approved };
        }
    }

    // Somebody else's message, not the channel's: it stands in no ledger until it was tried.
    private void Forge(ChannelOrder order, DateTimeOffset now)
    {
        var forged = new Delivery($"{Delivery.Forged}-{order.Number}", Delivery.Forged, order.Number, now + TimeSpan.FromMilliseconds(500));
        if (desk.Book.Deliveries.TryAdd(forged.Message, forged)) desk.Book.Mail.Add(DueKind.Deliver, forged.Message, forged.Due);
    }
}
