using Router.Abstractions;
using Router.Channel.PayPal.Http;

namespace Router.Channel.PayPal.Orders;

/// <summary>
/// PayPal cannot void an order that is not paid yet. What it can: replace the order's intent while it is CREATED or APPROVED (PATCH, public
/// documentation), and it refuses to capture an order of the other intent (ACTION_DOES_NOT_MATCH_INTENT). So a close turns the intent
/// round, reads the order again, and says Closed only where PayPal shows it turned and without a payment: a capture that is still on its
/// way is then refused by PayPal, whatever this side remembers of it. A capture that PayPal had begun before the turn might still end: an
/// order that was approved is Closed only half a minute later, by a second close that looks again.
/// </summary>
internal sealed class CloseDesk(PayPalApi api, QueryDesk query, TimeProvider time)
{
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(30);

    public async Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken)
    {
        if (Methods.IntentOf(request.Method) is null) return CloseResult.Of(CloseOutcome.Unsupported);
        if (OrderState.Read(request.State) is not { } state) return CloseResult.Unknown("state", "The attempt's state is of another version.");
        if (state.AuthorizationId is { } authorization) return await LetGoAsync(authorization, state, request, cancellationToken);
        if (state.OrderId is null) return CloseResult.Unknown("no-order-id", "PayPal has told no order id yet; a query asks for it.");
        var turn = new ApiRequest(
            HttpMethod.Patch, "/v2/checkout/orders/" + ApiRequest.Part(state.OrderId), OrderBody.Intent(Methods.OtherIntent(request.Method)),
            request.AttemptNumber + "-close");
        var answer = await api.SendAsync(turn, cancellationToken);
        if (answer.Trouble is { } trouble) return new() { Outcome = CloseOutcome.Unknown, Fault = trouble };

        // Whatever the answer was, what the order now is decides.
        var (order, lost) = await query.FetchAsync(request.AttemptNumber, state.OrderId, cancellationToken);
        if (order is null)
            return lost!.Status == AttemptStatus.NotFound ? CloseResult.Of(CloseOutcome.NotFound) : new() { Outcome = CloseOutcome.Unknown, Fault = lost.Fault };
        var now = time.GetUtcNow();
        if (order.Intent == Methods.OtherIntent(request.Method) && !order.HasPayments)
            state = state with { ClosedFrom = state.ClosedFrom ?? (order.Status == "APPROVED" ? now + s_settle : now) };
        var read = OrderReading.Read(order, request.Method, state, now);
        if (read.Status == AttemptStatus.Pending && state.ClosedFrom > now) return TooEarly(null, read.State) with { RetryAfter = state.ClosedFrom - now };

        // It was authorised, and the answer to that was lost: what is held is let go.
        if (read is { Status: AttemptStatus.Pending, MustClose: false } && order.Captures.Count == 0 && order.Authorizations is [.., var held])
            return await LetGoAsync(held.Id, state, request, cancellationToken) with { State = read.State };
        return read.Status switch
        {
            AttemptStatus.Closed or AttemptStatus.Declined => CloseResult.Of(CloseOutcome.Closed) with { State = read.State },
            AttemptStatus.Paid => CloseResult.Of(CloseOutcome.AlreadyPaid) with { State = read.State },
            AttemptStatus.Pending when order.HasPayments => TooEarly(null, read.State),
            AttemptStatus.Pending when answer.Status == 429 => TooEarly(answer, read.State),
            AttemptStatus.Pending when Why(answer) is { } why => new() { Outcome = CloseOutcome.Unknown, Fault = why, State = read.State },
            _ => new() { Outcome = CloseOutcome.Unknown, Fault = read.Fault ?? new(FaultStage.Answered, FaultBlame.Channel, "not-closed", "The order stays as it was."), State = read.State },
        };
    }

    // PayPal also voids what is left of a hold that was taken in part, in its console or by a call that was never answered.
    private async Task<CloseResult> LetGoAsync(string authorizationId, OrderState state, CloseRequest request, CancellationToken cancellationToken)
    {
        var gone = await VoidAsync(authorizationId, request.AttemptNumber, cancellationToken);
        if (gone.Outcome != CloseOutcome.Closed) return gone;
        if (state.OrderId is null) return CloseResult.Unknown("no-order-id", "The hold is let go; whether something of it was taken, only its order tells.");
        var (order, lost) = await query.FetchAsync(request.AttemptNumber, state.OrderId, cancellationToken);
        if (order is null) return new() { Outcome = CloseOutcome.Unknown, Fault = lost!.Fault ?? new(FaultStage.Answered, FaultBlame.Channel, "order-not-found", "PayPal does not show the order.") };
        if (order.Captures.Count == 0) return gone;
        var read = OrderReading.Read(order, request.Method, state, time.GetUtcNow());
        return read.Status switch
        {
            AttemptStatus.Paid => CloseResult.Of(CloseOutcome.AlreadyPaid) with { State = read.State },
            AttemptStatus.Pending when !read.MustClose => TooEarly(null, read.State),
            AttemptStatus.Pending or AttemptStatus.Declined => gone with { State = read.State },
            _ => new() { Outcome = CloseOutcome.Unknown, Fault = read.Fault, State = read.State },
        };
    }

    /// <summary>Lets go of what is held: POST /v2/payments/authorizations/{id}/void.</summary>
    private async Task<CloseResult> VoidAsync(string authorizationId, string attemptNumber, CancellationToken cancellationToken)
    {
        var path = $"/v2/payments/authorizations/{ApiRequest.Part(authorizationId)}/void";
        var answer = await api.SendAsync(ApiRequest.Post(path, OrderBody.Nothing, attemptNumber + "-void"), cancellationToken);
        if (answer.Trouble is { } trouble) return new() { Outcome = CloseOutcome.Unknown, Fault = trouble };
        if (answer.IsOk)
        {
            // 204, or with "return=representation" the authorisation.
            if (answer.Status == 204) return CloseResult.Of(CloseOutcome.Closed);
            return PaymentPart.Read(answer.Body) is { Status: "VOIDED" } part && part.Id == authorizationId
                ? CloseResult.Of(CloseOutcome.Closed)
                : CloseResult.Unknown("not-voided", "The answer shows no voided authorisation.");
        }

        var refusal = Refusal.Of(answer);
        return refusal.Code switch
        {
            "PREVIOUSLY_VOIDED" or "AUTHORIZATION_VOIDED" => CloseResult.Of(CloseOutcome.Closed),
            "PREVIOUSLY_CAPTURED" or "AUTHORIZATION_ALREADY_CAPTURED" => CloseResult.Of(CloseOutcome.AlreadyPaid),
            "RESOURCE_NOT_FOUND" or "INVALID_RESOURCE_ID" => CloseResult.Of(CloseOutcome.NotFound),
            _ => new() { Outcome = CloseOutcome.Unknown, Fault = Why(answer) },
        };
    }

    private static CloseResult TooEarly(Exchange? refused, ChannelState? state) => new()
    {
        Outcome = CloseOutcome.TooEarly,
        RetryAfter = refused?.RetryAfter ?? s_again,
        Fault = refused is null ? null : Why(refused),
        State = state,
    };

    private static ChannelFault? Why(Exchange answer)
    {
        if (answer.IsOk) return null;
        var refusal = Refusal.Of(answer);
        var blame = ErrorTable.Find(answer, refusal, r => r.Take)?.Blame ?? FaultBlame.Channel;
        return new(FaultStage.Answered, blame, refusal.Code, refusal.Message, answer.RetryAfter);
    }
}
