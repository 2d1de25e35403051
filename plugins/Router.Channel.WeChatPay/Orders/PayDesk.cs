using System.Net;
using Router.Abstractions;
using Router.Channel.WeChatPay.Settings;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay.Orders;

/// <summary>Places orders. An order by itself moves no money: the buyer pays with what it gives him.</summary>
internal sealed class PayDesk(Merchant merchant, WeChatWire wire, ActionMaker actions, TimeProvider time)
{
    // WeChat Pay moves an earlier time_expire to here, so the order is payable till then.
    private static readonly TimeSpan s_shortestLife = TimeSpan.FromMinutes(1);

    public async Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken)
    {
        if (Methods.Path(request.Method) is not { } path) return ChannelResult.Unsupported();
        if (Refuse(request) is { } refusal) return refusal;
        var state = AttemptState.Read(request.State, merchant, request.Method);
        var sentAt = time.GetUtcNow();
        var reply = await wire.PostAsync(Targets.Order(path, state.SubMerchantId), OrderBody.Order(request, merchant, state), cancellationToken);
        return reply.Kind switch
        {
            ReplyKind.NotSent => ChannelResult.NotSent(reply.Blame, reply.Code, reply.Message),
            ReplyKind.Ok => Accepted(reply, request, state, sentAt),
            ReplyKind.Refused => Refused(reply),
            _ => new() { Outcome = PayOutcome.Unknown, Fault = reply.Fault },
        };
    }

    private ChannelResult Accepted(Reply reply, PayRequest request, AttemptState state, DateTimeOffset sentAt)
    {
        using var document = JsonFields.Parse(reply.Body);
        if (document is null || actions.Make(document.RootElement, request, state, sentAt) is not { } action)
            return ChannelResult.Unknown(FaultStage.Answered, "ANSWER_INCOMPLETE", "The answer to the order lacks what the buyer needs.");
        var earliest = time.GetUtcNow() + s_shortestLife;
        return ChannelResult.Pending(action, request.ExpiresAt > earliest ? request.ExpiresAt : earliest);
    }

    private static ChannelResult Refused(Reply reply)
    {
        var row = ErrorTable.Find(reply);
        return row?.Pay == PayOutcome.Declined
            ? ChannelResult.Declined(row.Blame, reply.Code, reply.Message, reply.RetryAfter)
            : ChannelResult.Unknown(FaultStage.Answered, reply.Code, reply.Message, row?.Blame ?? FaultBlame.Channel);
    }

    // What the wire cannot say is not sent. All of it follows from the stored request: a repeat fares as the first time.
    private static ChannelResult? Refuse(PayRequest request)
    {
        if (request.Amount.Currency != Currency.CNY || request.Amount.Minor <= 0)
            return NotSent("AMOUNT", $"WeChat Pay takes whole fen above zero, not {request.Amount}.");
        if (request.Method == Methods.Jsapi && string.IsNullOrEmpty(request.Payer?.ChannelUserId))
            return NotSent("OPENID_MISSING", "wechat.jsapi needs the payer's openid (payer.channelUserId).");
        if (request.Method == Methods.H5 && !IPAddress.TryParse(request.Payer?.IpAddress, out _))
            return NotSent("CLIENT_IP_MISSING", "wechat.h5 needs the payer's IP address (payer.ipAddress).");
        return null;
    }

    private static ChannelResult NotSent(string code, string message) => ChannelResult.NotSent(FaultBlame.Request, code, message);
}
