using Router.Abstractions;
using Router.Channel.PayPal.Http;

namespace Router.Channel.PayPal.Orders;

/// <summary>
/// Asks for the order by PayPal's id. An attempt whose creation was never answered has none: then the creation is asked again, byte for
/// byte, under its own number, as long as PayPal keeps that (6 hours). Nothing here captures.
/// </summary>
internal sealed class QueryDesk(ChannelAccount account, PayPalApi api, CreateDesk create, TimeProvider time)
{
    public static readonly TimeSpan ReplayWindow = TimeSpan.FromHours(6);

    public async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        if (Methods.IntentOf(request.Method) is null) return new() { Status = AttemptStatus.Unsupported };
        if (OrderState.Read(request.State) is not { } state) return QueryResult.Unknown("state", "The attempt's state is of another version.");
        if (state.OrderId is null) return await ReplayAsync(request, cancellationToken);
        var (order, lost) = await FetchAsync(request.AttemptNumber, state.OrderId, cancellationToken);
        return order is null ? lost! : OrderReading.Read(order, request.Method, state, time.GetUtcNow());
    }

    /// <summary>
    /// Creates the order. Once PayPal has named it, it is only asked about: a creation that is sent again could make a second order in its
    /// place, and its refusal would say nothing of a capture that was never answered.
    /// </summary>
    public async Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken)
    {
        if (OrderState.Read(request.State) is not { } state) return ChannelResult.Unknown(FaultStage.AfterSend, "state", "The attempt's state is of another version.");
        if (state.OrderId is null) return await create.CreateAsync(request, cancellationToken);
        var (order, lost) = await FetchAsync(request.AttemptNumber, state.OrderId, cancellationToken);
        if (order is not null) return OrderReading.AsPaid(OrderReading.Read(order, request.Method, state, time.GetUtcNow()));
        return new() { Outcome = PayOutcome.Unknown, Fault = lost!.Fault ?? new(FaultStage.Answered, FaultBlame.Channel, "order-not-found", "PayPal does not show the order.") };
    }

    /// <returns>The order, or what to answer without it.</returns>
    public async Task<(OrderView? Order, QueryResult? Lost)> FetchAsync(string attemptNumber, string orderId, CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(ApiRequest.Get("/v2/checkout/orders/" + ApiRequest.Part(orderId)), cancellationToken);
        if (answer.Trouble is { } trouble) return (null, new() { Status = AttemptStatus.Unknown, Fault = trouble });
        if (!answer.IsOk)
        {
            var refusal = Refusal.Of(answer);
            if (answer.Status == 404 && (refusal.Name == "RESOURCE_NOT_FOUND" || refusal.Code == "INVALID_RESOURCE_ID"))
                return (null, new() { Status = AttemptStatus.NotFound });
            var blame = ErrorTable.Find(answer, refusal, r => r.Take)?.Blame ?? FaultBlame.Channel;
            var fault = new ChannelFault(FaultStage.Answered, blame, refusal.Code, refusal.Message, answer.RetryAfter);
            return (null, new() { Status = AttemptStatus.Unknown, Fault = fault, NextQueryAt = time.GetUtcNow() + answer.RetryAfter });
        }

        if (OrderView.Read(answer.Body) is not { } order) return (null, QueryResult.Unknown("no-order", "The answer shows no order."));
        return order.Differs(attemptNumber, orderId, account.MerchantId) is { } difference
            ? (null, QueryResult.Unknown("other-order", $"The answer is about {difference}."))
            : (order, null);
    }

    // A refusal of the repeat says nothing of the first send, which may have made the order.
    private async Task<QueryResult> ReplayAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        if (request.Original is not { } original) return QueryResult.Unknown("no-order-id", "PayPal has told no order id, and the request is not at hand.");
        if (time.GetUtcNow() >= request.RequestTime + ReplayWindow)
            return QueryResult.Unknown("replay-over", "PayPal has told no order id, and the request is too old to be asked again.");
        var created = await create.CreateAsync(original, cancellationToken);
        return created.Outcome switch
        {
            PayOutcome.Pending => new()
            {
                Status = AttemptStatus.Pending,
                Fault = created.Fault,
                Action = created.Action,
                PayableUntil = created.PayableUntil,
                MustClose = created.MustClose,
                ReadyToContinue = created.ReadyToContinue,
                State = created.State,
            },
            PayOutcome.Succeeded => new()
            {
                Status = AttemptStatus.Paid,
                ChannelTransactionId = created.ChannelTransactionId,
                Captured = created.Captured,
                PaidAt = created.PaidAt,
                State = created.State,
            },
            _ => new() { Status = AttemptStatus.Unknown, Fault = created.Fault, State = created.State },
        };
    }
}
