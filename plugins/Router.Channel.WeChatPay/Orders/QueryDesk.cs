using Router.Abstractions;
using Router.Channel.WeChatPay.Settings;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay.Orders;

/// <summary>Asks what has become of an order, and closes it.</summary>
internal sealed class QueryDesk(Merchant merchant, WeChatWire wire)
{
    public async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        if (Methods.Path(request.Method) is null) return new() { Status = AttemptStatus.Unsupported };
        return await AskAsync(request.AttemptNumber, AttemptState.Read(request.State, merchant, request.Method), cancellationToken);
    }

    /// <summary>
    /// Closes, then asks. WeChat Pay answers 204 for a number it has never seen too, and an order still on its way could be placed after
    /// that: only the query proves that it is closed. Source: developers.weixin.qq.com/community/pay, "close order always answers 204".
    /// </summary>
    public async Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken)
    {
        if (Methods.Path(request.Method) is null) return CloseResult.Of(CloseOutcome.Unsupported);
        var state = AttemptState.Read(request.State, merchant, request.Method);
        var reply = await wire.PostAsync(
            Targets.Close(request.AttemptNumber, state.SubMerchantId), OrderBody.Close(merchant.MerchantId, state.SubMerchantId), cancellationToken);
        var row = reply.Kind == ReplyKind.Refused ? ErrorTable.Find(reply) : null;
        if (reply.Kind == ReplyKind.Ok || row?.Code == "ORDERCLOSED")
            return Confirm(await AskAsync(request.AttemptNumber, state, cancellationToken));
        return row is { Close: not CloseOutcome.Unknown } ? CloseResult.Of(row.Close) : Unknown(reply.Fault with { Blame = row?.Blame ?? reply.Blame });
    }

    private async Task<QueryResult> AskAsync(string number, AttemptState state, CancellationToken cancellationToken)
    {
        var reply = await wire.GetAsync(Targets.Query(number, merchant.MerchantId, state.SubMerchantId), cancellationToken);
        if (reply.Kind == ReplyKind.Refused)
        {
            var row = ErrorTable.Find(reply);
            return new() { Status = row?.Query ?? AttemptStatus.Unknown, Fault = reply.Fault with { Blame = row?.Blame ?? reply.Blame } };
        }

        if (reply.Kind != ReplyKind.Ok) return new() { Status = AttemptStatus.Unknown, Fault = reply.Fault };
        using var document = JsonFields.Parse(reply.Body);
        if (document is null) return QueryResult.Unknown("ANSWER_UNREADABLE", "The answer to the query is not JSON.");
        var foreign = JsonFields.Text(document.RootElement, "out_trade_no") != number
            ? "it is another order's"
            : TransactionReader.ForeignTo(document.RootElement, merchant with { AppId = state.AppId }, state.SubMerchantId);
        return foreign is null
            ? TransactionReader.Read(document.RootElement)
            : QueryResult.Unknown("ANSWER_OF_ANOTHER", $"The answer is not to be used: {foreign}.");
    }

    private static CloseResult Confirm(QueryResult found) => found.Status switch
    {
        AttemptStatus.Closed => CloseResult.Of(CloseOutcome.Closed),
        AttemptStatus.Paid => CloseResult.Of(CloseOutcome.AlreadyPaid),
        AttemptStatus.NotFound => CloseResult.Of(CloseOutcome.NotFound),
        AttemptStatus.Unknown => Unknown(found.Fault!),
        _ => CloseResult.Unknown("CLOSE_UNCONFIRMED", "The close was taken and the order is not closed yet."),
    };

    private static CloseResult Unknown(ChannelFault fault) => new() { Outcome = CloseOutcome.Unknown, Fault = fault };
}
