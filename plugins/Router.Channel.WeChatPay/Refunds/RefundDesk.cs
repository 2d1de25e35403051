using Router.Abstractions;
using Router.Channel.WeChatPay.Orders;
using Router.Channel.WeChatPay.Settings;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay.Refunds;

/// <summary>Refunds. The same out_refund_no asked twice is one refund (the refund page on pay.weixin.qq.com).</summary>
internal sealed class RefundDesk(Merchant merchant, WeChatWire wire)
{
    private const string Target = "/v3/refund/domestic/refunds";

    public async Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        if (Methods.Path(request.Method) is null) return RefundResult.Of(RefundOutcome.Unsupported);
        if (!IsPart(request.Amount, request.Captured))
        {
            var message = $"{request.Amount} of {request.Captured} is no refund.";
            return RefundResult.Of(RefundOutcome.NotSent, new(FaultStage.BeforeSend, FaultBlame.Request, "AMOUNT", message));
        }

        var reply = await wire.PostAsync(Target, Body(request, SubMerchant(request)), cancellationToken);
        return Result(reply, request, row => row.Refund);
    }

    public async Task<RefundResult> QueryAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        if (Methods.Path(request.Method) is null) return RefundResult.Of(RefundOutcome.Unsupported);
        var subMerchant = SubMerchant(request);
        var reply = await wire.GetAsync(
            $"{Target}/{Uri.EscapeDataString(request.RefundNumber)}{(subMerchant is null ? "" : "?sub_mchid=" + subMerchant)}", cancellationToken);
        // A query that was not sent says nothing about the refund.
        if (reply.Kind == ReplyKind.NotSent) return RefundResult.Of(RefundOutcome.Unknown, reply.Fault with { Stage = FaultStage.AfterSend });
        return Result(reply, request, row => row.RefundQuery);
    }

    private static RefundResult Result(Reply reply, RefundRequest request, Func<ErrorRow, RefundOutcome> column)
    {
        switch (reply.Kind)
        {
            case ReplyKind.NotSent:
                return RefundResult.Of(RefundOutcome.NotSent, reply.Fault);
            case ReplyKind.Ok:
                using (var document = JsonFields.Parse(reply.Body))
                {
                    if (document is null) return RefundResult.Unknown("ANSWER_UNREADABLE", "The answer to the refund is not JSON.");
                    return RefundReader.ForeignTo(document.RootElement, request) is { } foreign
                        ? RefundResult.Unknown("ANSWER_OF_ANOTHER", $"The answer is not to be used: {foreign}.")
                        : RefundReader.Read(document.RootElement, "status");
                }

            case ReplyKind.Refused:
                var row = ErrorTable.Find(reply);
                return RefundResult.Of(
                    row is null ? RefundOutcome.Unknown : column(row), reply.Fault with { Blame = row?.RefundBlame ?? row?.Blame ?? FaultBlame.Channel });
            default:
                return RefundResult.Of(RefundOutcome.Unknown, reply.Fault);
        }
    }

    private static bool IsPart(Money amount, Money captured) =>
        amount.Currency == Currency.CNY && captured.Currency == Currency.CNY && amount.Minor > 0 && amount.Minor <= captured.Minor;

    // The refund is the sub-merchant's whom the payment was made for.
    private string? SubMerchant(RefundRequest request) => AttemptState.Read(request.PaymentState, merchant, request.Method).SubMerchantId;

    private static byte[] Body(RefundRequest request, string? subMerchant) => OrderBody.Write(writer =>
    {
        if (subMerchant is not null) writer.WriteString("sub_mchid", subMerchant);
        writer.WriteString("transaction_id", request.ChannelTransactionId);
        writer.WriteString("out_refund_no", request.RefundNumber);
        if (!string.IsNullOrEmpty(request.Reason)) writer.WriteString("reason", request.Reason);
        writer.WriteString("notify_url", request.NotifyUrl.AbsoluteUri);
        writer.WriteStartObject("amount");
        writer.WriteNumber("refund", request.Amount.Minor);
        writer.WriteNumber("total", request.Captured.Minor);
        writer.WriteString("currency", request.Amount.Currency.Code);
        writer.WriteEndObject();
    });
}
