using Router.Abstractions;
using Router.Channel.Alipay.Calls;

namespace Router.Channel.Alipay.Orders;

/// <summary>
/// Ends attempts: alipay.trade.close, for barcodes alipay.trade.cancel, which also takes a payment back. Where Alipay says only that the
/// trade's state does not allow it, one query tells which state that is.
/// </summary>
internal sealed class CloseDesk(AlipayWire wire, QueryDesk queries, TimeProvider time)
{
    public async Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isBarcode = request.Method == Methods.Barcode;
        var biz = BizContent.Write(("out_trade_no", request.AttemptNumber));
        try
        {
            var answer = await wire.CallAsync(new(isBarcode ? "alipay.trade.cancel" : "alipay.trade.close", biz, time.GetUtcNow()), cancellationToken);
            var result = await ReadAsync(request, answer, isBarcode, cancellationToken);
            return !isBarcode || answer.Stage == FaultStage.BeforeSend || result.State is not null ? result : Asked(request, result);
        }
        catch (OperationCanceledException) when (isBarcode)
        {
            return Asked(request, CloseResult.Unknown("CANCELLED", "Alipay's answer was not waited for any longer."));
        }
    }

    // From here on a closed trade that was paid was taken back, whatever became of this answer and whether it was waited for.
    private static CloseResult Asked(CloseRequest request, CloseResult result) =>
        result with { State = (AttemptMemory.Read(request.State) with { CancelAsked = true }).ToState() };

    private async Task<CloseResult> ReadAsync(CloseRequest request, Answer answer, bool isBarcode, CancellationToken cancellationToken)
    {
        if (!answer.IsAuthentic) return Unknown(answer);
        if (answer.Text("out_trade_no") is { } number && number != request.AttemptNumber)
            return CloseResult.Unknown("OTHER_ORDER", "The answer is about another order.");
        if (answer.IsSuccess) return isBarcode ? Cancelled(request, answer) : Closed(answer);
        return answer.SubCode switch
        {
            "ACQ.TRADE_NOT_EXIST" => CloseResult.Of(CloseOutcome.NotFound),
            "ACQ.TRADE_STATUS_ERROR" or "ACQ.REASON_TRADE_STATUS_INVALID" or "ACQ.TRADE_HAS_SUCCESS" or "ACQ.TRADE_HAS_CLOSE"
                or "ACQ.TRADE_HAS_FINISHED" or "ACQ.TRADE_CANCEL_TIME_OUT" or "ACQ.CANCEL_NOT_ALLOWED" or "ACQ.REASON_TRADE_REFUND_FEE_ERR"
                when answer.Code == "40004" => await AskAsync(request, answer, cancellationToken),
            _ => Unknown(answer),
        };
    }

    private static CloseResult Closed(Answer answer) => answer.Text("out_trade_no") is null && answer.Text("trade_no") is null
        ? CloseResult.Unknown("INCOMPLETE", "Alipay says closed and not which trade.")
        : CloseResult.Of(CloseOutcome.Closed);

    // P: action is given where the trade exists; a cancel of a number that Alipay does not know succeeds without one.
    private static CloseResult Cancelled(CloseRequest request, Answer answer)
    {
        if (answer.Text("out_trade_no") is null) return CloseResult.Unknown("OTHER_ORDER", "The answer names no order.");
        if (answer.Text("retry_flag") is not "N" and not null) return CloseResult.Unknown("RETRY_FLAG", "Alipay asks for the cancel again.");
        return answer.Text("action") switch
        {
            "close" => CloseResult.Of(CloseOutcome.Closed),
            "refund" => new() { Outcome = CloseOutcome.Reversed, ChannelTransactionId = answer.Text("trade_no"), Reversed = request.Amount },
            null => CloseResult.Of(CloseOutcome.NotFound),
            var other => CloseResult.Unknown("UNLISTED_ACTION", $"The cancel did {other}."),
        };
    }

    private async Task<CloseResult> AskAsync(CloseRequest request, Answer refusal, CancellationToken cancellationToken)
    {
        var found = await queries.QueryAsync(
            new() { AttemptNumber = request.AttemptNumber, Method = request.Method, Amount = request.Amount, RequestTime = request.RequestTime, State = request.State },
            cancellationToken);
        return found.Status switch
        {
            AttemptStatus.Paid => new() { Outcome = CloseOutcome.AlreadyPaid, State = found.State },
            AttemptStatus.Closed => CloseResult.Of(CloseOutcome.Closed),
            AttemptStatus.Reversed => new() { Outcome = CloseOutcome.Reversed, ChannelTransactionId = found.ChannelTransactionId, Reversed = found.Captured, State = found.State },
            _ => Unknown(refusal),
        };
    }

    private static CloseResult Unknown(Answer answer) => new() { Outcome = CloseOutcome.Unknown, Fault = ErrorTable.Fault(answer) };
}
