using Router.Abstractions;
using Router.Channel.PayPal.Http;
using Router.Channel.PayPal.Orders;

namespace Router.Channel.PayPal.Refunds;

/// <summary>
/// Refunds a capture: POST /v2/payments/captures/{id}/refund, the refund's number as PayPal-Request-Id, which Payments v2 keeps for 45
/// days. A query goes by PayPal's refund id; where that was never told, by the order, which lists its refunds with our numbers.
/// </summary>
internal sealed class RefundDesk(ChannelAccount account, PayPalApi api, QueryDesk orders, TimeProvider time)
{
    // PayPal forgets the number after 45 days; then a repeat could be a second refund.
    public static readonly TimeSpan NumberKept = TimeSpan.FromDays(44);

    // What a refund that went through makes PayPal say to its own repeat, should it not know the number again.
    private static readonly string[] s_maybeOurs = ["CAPTURE_FULLY_REFUNDED", "REFUND_AMOUNT_EXCEEDED", "MAX_NUMBER_OF_REFUNDS_EXCEEDED"];

    public async Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        if (Methods.IntentOf(request.Method) is null) return RefundResult.Of(RefundOutcome.Unsupported);
        if (CurrencyTable.Write(request.Amount) is not { } value)
            return NotSent("amount", $"PayPal cannot give back exactly {request.Amount}.");
        if (time.GetUtcNow() >= request.RequestTime + NumberKept)
            return NotSent("number-forgotten", "PayPal no longer knows this refund's number; sending it again could refund twice.");
        var path = $"/v2/payments/captures/{ApiRequest.Part(request.ChannelTransactionId)}/refund";
        var answer = await api.SendAsync(ApiRequest.Post(path, OrderBody.Refund(request, value), request.RefundNumber), cancellationToken);
        if (answer.IsNotSent) return RefundResult.Of(RefundOutcome.NotSent, answer.Trouble);
        if (answer.Trouble is { } trouble) return RefundResult.Of(RefundOutcome.Unknown, trouble);
        if (answer.IsOk) return Read(request, PaymentPart.Read(answer.Body), null);
        var refused = Refused(answer);
        if (refused.Outcome != RefundOutcome.Failed || !Refusal.Of(answer).Codes.Any(s_maybeOurs.Contains)) return refused;
        var found = await FindAsync(request, cancellationToken);
        return found.Outcome switch
        {
            RefundOutcome.NotFound => refused,
            RefundOutcome.Unknown => refused with { Outcome = RefundOutcome.Unknown },
            _ => found,
        };
    }

    public async Task<RefundResult> QueryAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        if (Methods.IntentOf(request.Method) is null) return RefundResult.Of(RefundOutcome.Unsupported);
        if (RefundState.Read(request.State) is not { } state) return RefundResult.Unknown("state", "The refund's state is of another version.");
        if (state.RefundId is null) return await FindAsync(request, cancellationToken);
        var answer = await api.SendAsync(ApiRequest.Get("/v2/payments/refunds/" + ApiRequest.Part(state.RefundId)), cancellationToken);
        if (answer.Trouble is { } trouble) return RefundResult.Of(RefundOutcome.Unknown, trouble);
        if (answer.IsOk) return Read(request, PaymentPart.Read(answer.Body), state.RefundId);
        var refusal = Refusal.Of(answer);
        var row = ErrorTable.Find(answer, refusal, r => r.Refund);

        // A refund that PayPal has named does not go away: "not found" of it proves nothing.
        return RefundResult.Of(RefundOutcome.Unknown, Fault(answer, refusal, row));
    }

    private async Task<RefundResult> FindAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        if (OrderState.Read(request.PaymentState) is not { OrderId: { } orderId })
            return RefundResult.Unknown("no-order-id", "Neither the refund's id nor the order's is known.");
        var (order, lost) = await orders.FetchAsync(request.AttemptNumber, orderId, cancellationToken);
        if (order is null) return RefundResult.Of(RefundOutcome.Unknown, lost!.Fault ?? new(FaultStage.Answered, FaultBlame.Channel, "order-not-found", "PayPal does not show the order."));
        if (order.Captures.All(c => c.Id != request.ChannelTransactionId)) return RefundResult.Unknown("other-capture", "The order does not show the capture.");
        var found = order.Refunds.Where(r => r.InvoiceId == request.RefundNumber).ToList();
        return found.Count switch
        {
            0 => RefundResult.Of(RefundOutcome.NotFound),
            1 => Read(request, found[0], null),
            _ => RefundResult.Unknown("two-refunds", $"PayPal shows {found[0].Id} and {found[1].Id} under one number."),
        };
    }

    private RefundResult Read(RefundRequest request, PaymentPart? refund, string? refundId)
    {
        if (refund is null) return RefundResult.Unknown("no-refund", "The answer shows no refund.");
        if (Differs(request, refund, refundId) is { } difference) return RefundResult.Unknown("other-refund", $"The answer is about {difference}.");
        return Of(refund);
    }

    /// <summary>What an authentic refund is.</summary>
    public static RefundResult Of(PaymentPart refund)
    {
        var outcome = StatusTable.Refunds.GetValueOrDefault(refund.Status);
        if (outcome == RefundOutcome.Succeeded && refund.Amount is not { Minor: > 0 }) outcome = RefundOutcome.Unknown;
        var isBad = outcome is RefundOutcome.Unknown or RefundOutcome.Failed;
        return new()
        {
            Outcome = outcome,
            ChannelRefundId = refund.Id,
            Refunded = outcome == RefundOutcome.Succeeded ? refund.Amount : null,
            RefundedAt = outcome == RefundOutcome.Succeeded ? refund.At : null,
            State = new RefundState(refund.Id).Write(),
            Fault = isBad ? new(FaultStage.Answered, FaultBlame.Channel, refund.Status, "What PayPal says of the refund.") : null,
        };
    }

    private string? Differs(RefundRequest request, PaymentPart refund, string? refundId) => refund switch
    {
        _ when refundId is not null && refund.Id != refundId => "another refund",
        { InvoiceId: { } invoice } when invoice != request.RefundNumber => "another number",
        { CustomId: { } custom } when custom != request.AttemptNumber => "another payment's number",
        { ParentId: { } parent } when parent != request.ChannelTransactionId => "another capture",
        { PayeeId: { } payee } when payee != account.MerchantId => "another merchant",
        _ => null,
    };

    private static RefundResult Refused(Exchange answer)
    {
        var refusal = Refusal.Of(answer);
        var row = ErrorTable.Find(answer, refusal, r => r.Refund);
        var outcome = row?.Refund switch
        {
            Verdict.Refused => RefundOutcome.Failed,
            Verdict.Later => RefundOutcome.RetryLater,
            _ => RefundOutcome.Unknown,
        };
        return RefundResult.Of(outcome, Fault(answer, refusal, row));
    }

    private static ChannelFault Fault(Exchange answer, Refusal refusal, ErrorRow? row) =>
        new(FaultStage.Answered, row?.Blame ?? FaultBlame.Channel, refusal.Code, refusal.Message, answer.RetryAfter);

    private static RefundResult NotSent(string code, string message) =>
        RefundResult.Of(RefundOutcome.NotSent, new(FaultStage.BeforeSend, FaultBlame.Request, code, message));
}
