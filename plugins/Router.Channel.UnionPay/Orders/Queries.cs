using Router.Abstractions;
using Router.Channel.UnionPay.Settings;
using Router.Channel.UnionPay.Wire;

namespace Router.Channel.UnionPay.Orders;

/// <summary>Asks what a payment is, by its number and its own txnTime.</summary>
internal sealed class Queries(UnionPaySettings settings, UnionPayWire wire, TimeProvider time)
{
    /// <summary>
    /// How long after payTimeout a refusal is believed to be the last word. UnionPay calls a query's answer final from payTimeout on; a
    /// bank's page that was opened in time may end a little later.
    /// </summary>
    public static readonly TimeSpan SettlesAfter = TimeSpan.FromMinutes(5);

    /// <summary>How far back a query is trusted to find what there is, as in plugin.json: "no such transaction" of an older one proves nothing.</summary>
    public static readonly TimeSpan ReachesBack = TimeSpan.FromDays(31);

    public async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        var state = OrderState.Read(request.State, request.RequestTime, request.Original?.ExpiresAt);
        var (answer, fault) = await wire.PostAsync(wire.QueryTrans, RequestFields.Query(settings, request.AttemptNumber, state.TxnTime), cancellationToken);
        if (answer is null) return Unknown(fault!);
        if (!answer.IsAbout(settings.MerchantId, request.AttemptNumber, state.TxnTime))
            return QueryResult.Unknown("other-order", "The answer is about another payment.");
        return answer.Code switch
        {
            ErrorTable.Success => Read(answer, state),
            ErrorTable.NotFound when time.GetUtcNow() <= request.RequestTime + ReachesBack =>
                new() { Status = AttemptStatus.NotFound, Fault = ErrorTable.Fault(answer.Code, answer.Message) },
            _ => Unknown(ErrorTable.Fault(answer.Code, answer.Message)),
        };
    }

    private QueryResult Read(Answer answer, OrderState state)
    {
        var (code, message) = (answer["origRespCode"], answer["origRespMsg"]);
        if (answer["txnType"] is not ("01" or "00" or "")) return QueryResult.Unknown("other-kind", "The answer is about no payment.");
        var until = BeijingTime.Parse(state.PayTimeout);
        switch (StatusTable.OfPayment(code))
        {
            case TransactionStatus.Succeeded:
                return Paid(answer, state);
            case TransactionStatus.Open:
                return new() { Status = AttemptStatus.Pending, PayableUntil = until };
            case TransactionStatus.Refused when until is { } end && time.GetUtcNow() >= end + SettlesAfter:
                return new() { Status = AttemptStatus.Declined, Fault = ErrorTable.Fault(code, message) };
            case TransactionStatus.Refused:
                return new() { Status = AttemptStatus.Pending, MustClose = true, PayableUntil = until, Fault = ErrorTable.Fault(code, message) };
            default:
                return Unknown(ErrorTable.Fault(code, message));
        }
    }

    /// <summary>Money moved, as a query or a notification tells it; Unknown where it does not say how much or under which id.</summary>
    public static QueryResult Paid(Answer answer, OrderState? state)
    {
        if (answer["queryId"] is not { Length: > 0 } queryId || Amounts.Read(answer["txnAmt"], answer["currencyCode"]) is not { } amount)
            return new()
            {
                Status = AttemptStatus.Unknown,
                Fault = new(FaultStage.Answered, FaultBlame.Channel, "incomplete", "A success without a queryId or an amount in CNY."),
            };
        return new()
        {
            Status = AttemptStatus.Paid,
            ChannelTransactionId = queryId,
            Captured = amount,
            PaidAt = TracedAt(answer),
            State = (state is null ? null : state with { QueryId = queryId })?.Write(),
        };
    }

    /// <summary>traceTime: when UnionPay passed the transaction on; without a year, which the txnTime gives.</summary>
    public static DateTimeOffset? TracedAt(Answer answer) =>
        BeijingTime.Parse(answer["txnTime"]) is { } near ? BeijingTime.ParseWithoutYear(answer["traceTime"], near) : null;

    private static QueryResult Unknown(ChannelFault fault) => new() { Status = AttemptStatus.Unknown, Fault = fault };
}
