using Router.Abstractions;
using Router.Channel.UnionPay.Orders;
using Router.Channel.UnionPay.Settings;
using Router.Channel.UnionPay.Wire;

namespace Router.Channel.UnionPay.Refunds;

/// <summary>
/// Refunds (04/00), on the day of the payment too: they may be partial and every bank takes them. The void (31/00) is not used; it is for
/// the same clearing day and the whole amount only, and not every bank takes it.
/// </summary>
internal sealed class RefundCalls(UnionPaySettings settings, UnionPayWire wire, TimeProvider time)
{
    /// <summary>How old a txnTime may be before 39 can mean the time itself. UnionPay names no limit.</summary>
    public static readonly TimeSpan TxnTimeHolds = TimeSpan.FromHours(1);

    public async Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        if (request.Method is not (Payments.Gateway or Payments.App)) return RefundResult.Of(RefundOutcome.Unsupported);
        if (Amounts.Write(request.Amount) is not { } amount)
            return NotSent("txnAmt", "UnionPay takes whole fen of CNY above zero, at most 12 digits.");
        if (request.Amount.Minor > request.Captured.Minor) return NotSent("txnAmt", "More than was captured cannot go back.");
        if (!RequestFields.IsOrderId(request.RefundNumber))
            return NotSent("orderId", "UnionPay takes numbers of 8 to 40 letters and digits.");
        var original = request.ChannelTransactionId.Length > 0
            ? request.ChannelTransactionId
            : OrderState.Read(request.PaymentState, request.PaymentRequestTime).QueryId;
        if (original is null) return NotSent("origQryId", "The payment's queryId is not known; query the payment first.");
        var state = OrderState.Read(request.State, request.RequestTime);
        var (answer, fault) = await wire.PostAsync(wire.BackTrans, Fields(request, state, original, amount), cancellationToken);
        if (answer is null) return RefundResult.Of(fault!.Stage == FaultStage.BeforeSend ? RefundOutcome.NotSent : RefundOutcome.Unknown, fault);
        if (!answer.IsAbout(settings.MerchantId, request.RefundNumber, state.TxnTime)
            || answer["txnAmt"] is not "" and var told && told != amount
            || answer["origQryId"] is not "" and var of && of != original)
            return RefundResult.Unknown("other-order", "The answer is about another refund.");
        var outcome = IsTooOld(request, answer.Code) ? RefundOutcome.Unknown : ErrorTable.Of(answer.Code).Refund;
        return outcome == RefundOutcome.Processing
            ? new() { Outcome = outcome, ChannelRefundId = answer["queryId"] is { Length: > 0 } id ? id : null }
            : RefundResult.Of(outcome, ErrorTable.Fault(answer.Code, answer.Message));
    }

    public async Task<RefundResult> QueryAsync(RefundRequest refund, CancellationToken cancellationToken)
    {
        var state = OrderState.Read(refund.State, refund.RequestTime);
        var (answer, fault) = await wire.PostAsync(wire.QueryTrans, RequestFields.Query(settings, refund.RefundNumber, state.TxnTime), cancellationToken);
        if (answer is null) return RefundResult.Of(RefundOutcome.Unknown, fault);
        if (!answer.IsAbout(settings.MerchantId, refund.RefundNumber, state.TxnTime))
            return RefundResult.Unknown("other-order", "The answer is about another refund.");
        return answer.Code switch
        {
            ErrorTable.Success => Read(answer),
            ErrorTable.NotFound when time.GetUtcNow() <= refund.RequestTime + Queries.ReachesBack =>
                RefundResult.Of(RefundOutcome.NotFound, ErrorTable.Fault(answer.Code, answer.Message)),
            _ => RefundResult.Of(RefundOutcome.Unknown, ErrorTable.Fault(answer.Code, answer.Message)),
        };
    }

    /// <summary>A refund that succeeded, as a query or a notification tells it.</summary>
    public static RefundResult Succeeded(Answer answer) =>
        answer["queryId"] is { Length: > 0 } id && Amounts.Read(answer["txnAmt"], answer["currencyCode"]) is { } amount
            ? RefundResult.Succeeded(id, amount, Queries.TracedAt(answer))
            : RefundResult.Of(
                RefundOutcome.Unknown, new(FaultStage.Answered, FaultBlame.Channel, "incomplete", "A success without a queryId or an amount in CNY."));

    private static RefundResult Read(Answer answer)
    {
        var (code, message) = (answer["origRespCode"], answer["origRespMsg"]);
        if (answer["txnType"] is not ("04" or "00" or "")) return RefundResult.Unknown("other-kind", "The answer is about no refund.");
        return StatusTable.OfRefund(code) switch
        {
            TransactionStatus.Succeeded => Succeeded(answer),
            TransactionStatus.Open => RefundResult.Of(RefundOutcome.Processing),
            TransactionStatus.Refused => RefundResult.Of(RefundOutcome.Failed, ErrorTable.Fault(code, message)),
            _ => RefundResult.Of(RefundOutcome.Unknown, ErrorTable.Fault(code, message)),
        };
    }

    // A repeat has the txnTime of the first send, so what is refused for its time is refused for ever: not "later", but for people.
    private bool IsTooOld(RefundRequest request, string code) => code == ErrorTable.OutOfHours && time.GetUtcNow() > request.RequestTime + TxnTimeHolds;

    private Dictionary<string, string> Fields(RefundRequest request, OrderState state, string original, string amount)
    {
        var fields = RequestFields.Of(settings, "04", "00", "000201", state.TxnTime);
        fields["channelType"] = request.Method == Payments.App ? "08" : "07";
        fields["orderId"] = request.RefundNumber;
        fields["origQryId"] = original;
        fields["txnAmt"] = amount;
        fields["currencyCode"] = Amounts.Yuan;
        fields["backUrl"] = request.NotifyUrl.AbsoluteUri;
        // Comes back unchanged in notification, query and bill: so a refund's notification names the payment's number too.
        fields["reqReserved"] = request.AttemptNumber;
        return fields;
    }

    private static RefundResult NotSent(string code, string message) =>
        RefundResult.Of(RefundOutcome.NotSent, new(FaultStage.BeforeSend, FaultBlame.Request, code, message));
}
