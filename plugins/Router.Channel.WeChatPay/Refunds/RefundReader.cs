using System.Text.Json;
using Router.Abstractions;
using Router.Channel.WeChatPay.Orders;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay.Refunds;

/// <summary>Reads a refund, as an answer gives it and a notification carries it.</summary>
internal static class RefundReader
{
    /// <returns>Whose else the answer is; null: this refund's.</returns>
    public static string? ForeignTo(JsonElement refund, RefundRequest request)
    {
        if (JsonFields.Text(refund, "out_refund_no") != request.RefundNumber) return "it is another refund's";
        if (JsonFields.Text(refund, "transaction_id") is { } id && id != request.ChannelTransactionId) return "it is another payment's";
        if (JsonFields.Text(refund, "out_trade_no") is { } number && number != request.AttemptNumber) return "it is another payment's";
        var isSame = TransactionReader.Amount(refund, "refund") == request.Amount && TransactionReader.Amount(refund, "total") == request.Captured;
        return isSame ? null : "its amount is another";
    }

    /// <param name="refund">The refund.</param>
    /// <param name="statusField">"status", or "refund_status" in notifications.</param>
    public static RefundResult Read(JsonElement refund, string statusField)
    {
        var raw = JsonFields.Text(refund, statusField);
        var id = JsonFields.Text(refund, "refund_id") is { Length: > 0 and <= 64 } text ? text : null;
        return StatusTable.Refund(raw) switch
        {
            RefundOutcome.Succeeded when TransactionReader.Amount(refund, "refund") is { } amount =>
                RefundResult.Succeeded(id, amount, TransactionReader.Time(refund, "success_time")),
            RefundOutcome.Succeeded => Of(RefundOutcome.Unknown, id, FaultBlame.Channel, "ANSWER_INCOMPLETE", "A refund that succeeded lacks its amount."),
            RefundOutcome.Unknown => Of(RefundOutcome.Unknown, id, FaultBlame.Channel, "REFUND_STATUS", $"The status '{raw}' is not known."),
            RefundOutcome.Processing when raw == StatusTable.Abnormal => Of(
                RefundOutcome.Processing, id, FaultBlame.Payer, raw, "The buyer's card or account takes no money; finish this refund in the merchant console."),
            var outcome => new() { Outcome = outcome, ChannelRefundId = id },
        };
    }

    private static RefundResult Of(RefundOutcome outcome, string? id, FaultBlame blame, string code, string message) =>
        new() { Outcome = outcome, ChannelRefundId = id, Fault = new(FaultStage.Answered, blame, code, message) };
}
