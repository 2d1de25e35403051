using Router.Abstractions;
using Router.Channel.PayPal.Http;

namespace Router.Channel.PayPal.Orders;

/// <summary>Takes what an authorisation holds: POST /v2/payments/authorizations/{id}/capture, the capture's number as PayPal-Request-Id.</summary>
internal sealed class HoldDesk(ChannelAccount account, PayPalApi api)
{
    public async Task<ChannelResult> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken)
    {
        if (request.Original.Method != Methods.Authorize) return ChannelResult.Unsupported();
        if (CurrencyTable.Write(request.Amount) is not { } value)
            return ChannelResult.NotSent(FaultBlame.Request, "amount", $"PayPal cannot take exactly {request.Amount}.");
        if (OrderState.Read(request.State) is not { AuthorizationId: { } authorization })
            return ChannelResult.NotSent(FaultBlame.Request, "not-authorised", "Nothing is held: the second step has not been taken, or its answer is not known yet.");
        var path = $"/v2/payments/authorizations/{ApiRequest.Part(authorization)}/capture";
        var answer = await api.SendAsync(ApiRequest.Post(path, OrderBody.CaptureHeld(request.Amount, value), request.CaptureNumber), cancellationToken);
        if (answer.IsNotSent) return new() { Outcome = PayOutcome.NotSent, Fault = answer.Trouble };
        if (answer.Trouble is { } trouble) return new() { Outcome = PayOutcome.Unknown, Fault = trouble };
        if (!answer.IsOk) return StepDesk.Refused(answer);
        if (PaymentPart.Read(answer.Body) is not { } capture)
            return ChannelResult.Unknown(FaultStage.AfterSend, "no-capture", "The answer shows no capture.");
        if ((capture.CustomId ?? request.Original.AttemptNumber) != request.Original.AttemptNumber || (capture.PayeeId ?? account.MerchantId) != account.MerchantId
            || (capture.ParentId ?? authorization) != authorization)
            return ChannelResult.Unknown(FaultStage.AfterSend, "other-order", "The answer is about another payment.");
        return StatusTable.Captures.GetValueOrDefault(capture.Status) switch
        {
            AttemptStatus.Paid when capture.Amount is { Minor: > 0 } amount => ChannelResult.Succeeded(capture.Id, amount, capture.At),
            AttemptStatus.Pending => ChannelResult.Pending(),
            AttemptStatus.Declined =>
                ChannelResult.RefusedButPayable(new(FaultStage.Answered, FaultBlame.Payer, capture.Status, "The capture was refused.")),
            _ => ChannelResult.Unknown(FaultStage.Answered, capture.Status, "A capture without amount, or in a state that is not known."),
        };
    }
}
