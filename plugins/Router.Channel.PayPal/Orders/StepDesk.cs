using Router.Abstractions;
using Router.Channel.PayPal.Http;

namespace Router.Channel.PayPal.Orders;

/// <summary>
/// The second step, after the buyer approved: captures the order, or authorises one that was made for that. The engine's key is the
/// PayPal-Request-Id, so the same step asked twice is one.
/// </summary>
internal sealed class StepDesk(ChannelAccount account, PayPalApi api)
{
    public async Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken)
    {
        var attempt = request.Original;
        if (Methods.IntentOf(attempt.Method) is not { } intent) return ChannelResult.Unsupported();
        if (OrderState.Read(request.State) is not { OrderId: { } orderId } state)
            return ChannelResult.NotSent(FaultBlame.Us, "no-order-id", "PayPal has told no order id yet; a query asks for it.");
        var step = intent == "CAPTURE" ? "capture" : "authorize";
        var call = ApiRequest.Post($"/v2/checkout/orders/{ApiRequest.Part(orderId)}/{step}", OrderBody.Nothing, request.ContinuationKey);
        var answer = await api.SendAsync(call, cancellationToken);
        if (answer.IsNotSent) return new() { Outcome = PayOutcome.NotSent, Fault = answer.Trouble };
        if (answer.Trouble is { } trouble) return new() { Outcome = PayOutcome.Unknown, Fault = trouble };
        if (!answer.IsOk) return Refused(answer);
        if (OrderView.Read(answer.Body) is not { } order)
            return ChannelResult.Unknown(FaultStage.AfterSend, "no-order", "The answer shows no order.");
        if (order.Differs(attempt.AttemptNumber, orderId, account.MerchantId) is { } difference)
            return ChannelResult.Unknown(FaultStage.AfterSend, "other-order", $"The answer is about {difference}.");
        return order.HasPayments
            ? OrderReading.AsPaid(OrderReading.Read(order, attempt.Method, state, attempt.RequestTime))
            : ChannelResult.Unknown(FaultStage.Answered, order.Status, "The answer shows no payment; a query has to tell.");
    }

    /// <summary>What a refused capture or authorisation is; also that of what is held.</summary>
    public static ChannelResult Refused(Exchange answer)
    {
        var refusal = Refusal.Of(answer);
        var row = ErrorTable.Find(answer, refusal, r => r.Take);
        var fault = new ChannelFault(FaultStage.Answered, row?.Blame ?? FaultBlame.Channel, refusal.Code, refusal.Message, answer.RetryAfter);
        return row?.Take switch
        {
            Verdict.StillPayable => ChannelResult.RefusedButPayable(fault),
            Verdict.BuyerActs => new() { Outcome = PayOutcome.Pending, Fault = fault, Action = BuyerAction(answer) },
            _ => new() { Outcome = PayOutcome.Unknown, Fault = fault },
        };
    }

    // PAYER_ACTION_REQUIRED names where the buyer has to go.
    private static PayAction? BuyerAction(Exchange answer)
    {
        var link = answer.Body.Items("links").FirstOrDefault(l => l.Text("rel") == "payer-action").Text("href");
        return Uri.TryCreate(link, UriKind.Absolute, out var url) && url.Scheme == "https" ? new(PayActionKind.Redirect, url.AbsoluteUri) : null;
    }
}
