using Router.Abstractions;
using Router.Channel.Alipay.Calls;
using Router.Channel.Alipay.Orders;

namespace Router.Channel.Alipay.Refunds;

/// <summary>Refunds (alipay.trade.refund) and what has become of them. out_request_no is the key: the same one twice is one refund.</summary>
internal sealed class RefundDesk(AlipayWire wire, TimeProvider time)
{
    // P: a refund may be missing from a query that comes within ten seconds.
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(10);

    public async Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        if (request.Amount.Currency != Currency.CNY || request.Amount.Minor <= 0)
            return RefundResult.Of(RefundOutcome.NotSent, new(FaultStage.BeforeSend, FaultBlame.Request, "AMOUNT", "Alipay refunds CNY above zero."));
        var biz = BizContent.Write(
            ("out_trade_no", request.AttemptNumber),
            ("trade_no", request.ChannelTransactionId),
            ("refund_amount", request.Amount.ToMajorText()),
            ("out_request_no", request.RefundNumber),
            ("refund_reason", request.Reason));
        var answer = await wire.CallAsync(new("alipay.trade.refund", biz, request.RequestTime), cancellationToken);
        if (!answer.IsSuccess) return Refused(request, answer);
        if (!IsOurs(request, answer)) return OtherOrder();
        return answer.Text("fund_change") switch
        {
            "Y" => Made(request, answer),
            "N" => new() { Outcome = RefundOutcome.Processing, NextQueryAt = time.GetUtcNow() + s_settle },
            _ => Unproved("NO_FUND_CHANGE", "The answer does not say whether money moved."),
        };
    }

    public async Task<RefundResult> QueryAsync(RefundQueryRequest query, CancellationToken cancellationToken)
    {
        var request = query.Refund;
        var biz = BizContent.Write(
            ("out_trade_no", request.AttemptNumber), ("trade_no", request.ChannelTransactionId), ("out_request_no", request.RefundNumber));
        var answer = await wire.CallAsync(new("alipay.trade.fastpay.refund.query", biz, time.GetUtcNow()), cancellationToken);
        if (!answer.IsSuccess) return RefundResult.Of(RefundOutcome.Unknown, ErrorTable.Fault(answer));

        // P: code 10000 proves the query only. Without any word about a refund there is none yet; it is repeated under the same number.
        var isEmpty = answer.Text("refund_status") is null && answer.Text("refund_amount") is null;
        if (isEmpty) return IsOthers(request, answer) ? OtherOrder() : RefundResult.Of(RefundOutcome.NotFound);
        if (!IsOurs(request, answer) || answer.Text("out_request_no") != request.RefundNumber) return OtherOrder();
        return StatusTable.Refund(answer.Text("refund_status")) switch
        {
            RefundOutcome.Succeeded when answer.Yuan("refund_amount") is { } amount =>
                RefundResult.Succeeded(request.RefundNumber, amount, BeijingTime.Read(answer.Text("gmt_refund_pay"))),
            RefundOutcome.Processing => RefundResult.Of(RefundOutcome.Processing),
            RefundOutcome.Failed => RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Channel, "REFUND_FAIL", "Alipay says that the refund failed.")),
            _ => Unproved("NO_REFUND_STATUS", $"The refund is {answer.Text("refund_status") ?? "without a status"}."),
        };
    }

    // refund_fee is the sum of every refund of the trade, so it proves at least this one.
    private static RefundResult Made(RefundRequest request, Answer answer) =>
        answer.Yuan("refund_fee") is { } all && all.Minor >= request.Amount.Minor && all.Minor <= request.Captured.Minor
            ? RefundResult.Succeeded(request.RefundNumber, request.Amount, BeijingTime.Read(answer.Text("gmt_refund_pay")))
            : Unproved("OTHER_AMOUNT", $"Alipay says that {answer.Text("refund_fee") ?? "nothing"} went back in all.");

    private static RefundResult Refused(RefundRequest request, Answer answer)
    {
        var fault = ErrorTable.Fault(answer);
        if (answer.Stage == FaultStage.BeforeSend) return RefundResult.Of(RefundOutcome.NotSent, fault);
        if (!answer.IsAuthentic) return RefundResult.Of(RefundOutcome.Unknown, fault);
        if (IsOthers(request, answer)) return OtherOrder();
        return RefundResult.Of(
            ErrorTable.Find(answer)?.Refund switch
            {
                RefundMeaning.Failed => RefundOutcome.Failed,
                RefundMeaning.RetryLater => RefundOutcome.RetryLater,
                _ => RefundOutcome.Unknown,
            },
            fault);
    }

    private static bool IsOurs(RefundRequest request, Answer answer) =>
        answer.Text("out_trade_no") == request.AttemptNumber && answer.Text("trade_no") == request.ChannelTransactionId;

    private static bool IsOthers(RefundRequest request, Answer answer) =>
        (answer.Text("out_trade_no") is { } number && number != request.AttemptNumber)
        || (answer.Text("trade_no") is { } tradeNo && tradeNo != request.ChannelTransactionId);

    private static RefundResult OtherOrder() => Unproved("OTHER_ORDER", "The answer is about another order or refund.");

    private static RefundResult Unproved(string code, string message) =>
        RefundResult.Of(RefundOutcome.Unknown, new(FaultStage.Answered, FaultBlame.Channel, code, message));
}
