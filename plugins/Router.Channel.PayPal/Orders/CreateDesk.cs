using Router.Abstractions;
using Router.Channel.PayPal.Http;

namespace Router.Channel.PayPal.Orders;

/// <summary>
/// Creates the order, under the attempt's number as PayPal-Request-Id: the same number asked again gives the same order in its current
/// state. Creating moves no money; only the second step does.
/// </summary>
internal sealed class CreateDesk(ChannelAccount account, PayPalApi api)
{
    // PayPal forgets an order that nobody approved about three hours after its creation. A payment that may live longer ends here before
    // that, so that it can still be closed.
    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(170);

    public async Task<ChannelResult> CreateAsync(PayRequest request, CancellationToken cancellationToken)
    {
        if (Methods.IntentOf(request.Method) is not { } intent) return ChannelResult.Unsupported();
        if (CurrencyTable.Write(request.Amount) is not { } value)
            return ChannelResult.NotSent(FaultBlame.Request, "amount", $"PayPal cannot take exactly {request.Amount}.");
        var body = OrderBody.Create(request, intent, value);
        var answer = await api.SendAsync(ApiRequest.Post("/v2/checkout/orders", body, request.AttemptNumber), cancellationToken);
        if (answer.IsNotSent) return new() { Outcome = PayOutcome.NotSent, Fault = answer.Trouble };
        if (answer.Trouble is { } trouble) return new() { Outcome = PayOutcome.Unknown, Fault = trouble };
        return answer.IsOk ? Created(request, answer) : Refused(answer);
    }

    private ChannelResult Created(PayRequest request, Exchange answer)
    {
        if (OrderView.Read(answer.Body) is not { } order)
            return ChannelResult.Unknown(FaultStage.AfterSend, "no-order", "The answer shows no order.");
        if (order.Differs(request.AttemptNumber, null, account.MerchantId) is { } difference)
            return ChannelResult.Unknown(FaultStage.AfterSend, "other-order", $"The answer is about {difference}.");
        if (order.Amount is { } amount && amount != request.Amount)
            return ChannelResult.Unknown(FaultStage.AfterSend, "other-amount", $"Sent {request.Amount}, the answer says {amount}.");
        var result = OrderReading.AsPaid(OrderReading.Read(order, request.Method, new(), request.RequestTime));
        if (result.Outcome != PayOutcome.Pending || order.HasPayments) return result;
        if (result is { Action: null, ReadyToContinue: false })
            return ChannelResult.Unknown(FaultStage.Answered, "no-link", "The order has no link for the buyer.") with { State = result.State };
        var end = request.RequestTime + s_kept;
        return end < request.ExpiresAt ? result with { PayableUntil = end } : result;
    }

    private static ChannelResult Refused(Exchange answer)
    {
        var refusal = Refusal.Of(answer);
        var row = ErrorTable.Find(answer, refusal, r => r.Create);
        return row is { Create: Verdict.Refused }
            ? ChannelResult.Declined(row.Blame, refusal.Code, refusal.Message, answer.RetryAfter)
            : ChannelResult.Unknown(FaultStage.Answered, refusal.Code, refusal.Message, row?.Blame ?? FaultBlame.Channel);
    }
}
