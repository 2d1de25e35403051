using Router.Abstractions;
using Router.Channel.Alipay.Calls;

namespace Router.Channel.Alipay.Orders;

/// <summary>Asks what has become of an attempt (alipay.trade.query).</summary>
internal sealed class QueryDesk(AlipayWire wire, TimeProvider time)
{
    public async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        var call = new ApiCall("alipay.trade.query", BizContent.Write(("out_trade_no", request.AttemptNumber)), time.GetUtcNow());
        var answer = await wire.CallAsync(call, cancellationToken);
        if (answer.IsAuthentic && answer.Text("out_trade_no") is { } number && number != request.AttemptNumber) return OtherOrder();
        if (answer is { IsAuthentic: true, Code: "40004", SubCode: "ACQ.TRADE_NOT_EXIST" }) return new() { Status = AttemptStatus.NotFound };
        if (!answer.IsSuccess) return new() { Status = AttemptStatus.Unknown, Fault = ErrorTable.Fault(answer) };
        return answer.Text("out_trade_no") is null ? OtherOrder() : Read(request, answer);
    }

    private static QueryResult Read(QueryRequest request, Answer answer)
    {
        var memory = AttemptMemory.Read(request.State);
        var text = answer.Text("trade_status");
        var wasPaid = memory.Paid || TellsOfPayment(answer);
        if (StatusTable.Trade(text, wasPaid) is not { } status) return Unproved("UNLISTED_STATUS", $"The trade is {text ?? "without a status"}.");
        if (text == "TRADE_CLOSED" && wasPaid && request.Method == Methods.Barcode && (memory.CancelAsked || !memory.Paid)) return TakenBack(memory, answer);
        return status == AttemptStatus.Paid ? Paid(AttemptStatus.Paid, answer, memory with { Paid = true }) : new() { Status = status };
    }

    // A paid barcode trade that is closed was either cancelled or refunded in full. Where a cancel of ours is on record, it was that; where
    // nothing is on record, an answer to a cancel may have been lost, and only the cancel itself, asked again, can say.
    private static QueryResult TakenBack(AttemptMemory memory, Answer answer) => memory.CancelAsked
        ? Paid(AttemptStatus.Reversed, answer, memory)
        : Unproved("CLOSED_AFTER_PAYMENT", "The trade was paid and is closed; it cannot be told whether it was cancelled or refunded.");

    private static QueryResult Paid(AttemptStatus status, Answer answer, AttemptMemory memory)
    {
        if (answer.Text("trans_currency") is { } currency && currency != "CNY") return Unproved("OTHER_CURRENCY", $"The trade is in {currency}.");
        if (answer.Text("trade_no") is not { } tradeNo || answer.Yuan("total_amount") is not { Minor: > 0 } amount)
            return Unproved("INCOMPLETE", "The trade is paid and the answer leaves out its number or amount.");
        return new()
        {
            Status = status,
            ChannelTransactionId = tradeNo,
            Captured = amount,
            PaidAt = BeijingTime.Read(answer.Text("send_pay_date")),
            State = memory.ToState(),
        };
    }

    private static bool TellsOfPayment(Answer answer) =>
        answer.Text("send_pay_date") is not null || answer.Yuan("receipt_amount") is { Minor: > 0 } || answer.Yuan("buyer_pay_amount") is { Minor: > 0 };

    private static QueryResult OtherOrder() => Unproved("OTHER_ORDER", "The answer is about another order.");

    private static QueryResult Unproved(string code, string message) =>
        new() { Status = AttemptStatus.Unknown, Fault = new(FaultStage.Answered, FaultBlame.Channel, code, message) };
}
