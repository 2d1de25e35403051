using Router.Abstractions;
using Router.Channel.UnionPay.Settings;
using Router.Channel.UnionPay.Wire;

namespace Router.Channel.UnionPay.Orders;

/// <summary>Starts payments: the gateway's form, which is only signed here, and the app's tn, which UnionPay gives.</summary>
internal sealed class Payments(UnionPaySettings settings, UnionPayWire wire)
{
    public const string Gateway = "unionpay.gateway";
    public const string App = "unionpay.app";

    public async Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken)
    {
        if (request.Method is not (Gateway or App)) return ChannelResult.Unsupported();
        if (Amounts.Write(request.Amount) is not { } amount)
            return ChannelResult.NotSent(FaultBlame.Request, "txnAmt", "UnionPay takes whole fen of CNY above zero, at most 12 digits.");
        if (!RequestFields.IsOrderId(request.AttemptNumber))
            return ChannelResult.NotSent(FaultBlame.Request, "orderId", "UnionPay takes numbers of 8 to 40 letters and digits.");
        cancellationToken.ThrowIfCancellationRequested();
        var state = OrderState.Read(request.State, request.RequestTime, request.ExpiresAt);
        var fields = Fields(request, state, amount);
        if (request.Method == App) return await AppAsync(request, state, fields, amount, cancellationToken);
        if ((request.ReturnUrl?.AbsoluteUri ?? settings.FrontUrl) is not { } front)
            return ChannelResult.NotSent(FaultBlame.Request, "frontUrl", "The gateway page needs a return address: of the payment, or frontUrl of the account.");
        fields["channelType"] = request.Extra?.GetValueOrDefault("channelType") ?? "07";
        fields["frontUrl"] = front;
        return ChannelResult.Pending(new(PayActionKind.Form, wire.FrontTrans.AbsoluteUri, wire.Sign(fields), BeijingTime.Parse(state.PayTimeout)));
    }

    private async Task<ChannelResult> AppAsync(
        PayRequest request, OrderState state, Dictionary<string, string> fields, string amount, CancellationToken cancellationToken)
    {
        fields["channelType"] = "08";
        var (answer, fault) = await wire.PostAsync(wire.AppTrans, fields, cancellationToken);
        if (answer is null)
            return new() { Outcome = fault!.Stage == FaultStage.BeforeSend ? PayOutcome.NotSent : PayOutcome.Unknown, Fault = fault };
        if (!answer.IsAbout(settings.MerchantId, request.AttemptNumber, state.TxnTime) || answer["txnAmt"] is not "" and var told && told != amount)
            return ChannelResult.Unknown(FaultStage.AfterSend, "other-order", "The answer is about another payment.");
        switch (ErrorTable.Of(answer.Code).Pay)
        {
            case PayOutcome.Pending when answer["tn"] is { Length: > 0 } tn:
                // The app control wants the environment beside the tn: 00 production, 01 test.
                var handed = new Dictionary<string, string> { ["tn"] = tn, ["mode"] = settings.IsProduction ? "00" : "01" };
                return ChannelResult.Pending(new(PayActionKind.AppParameters, tn, handed, BeijingTime.Parse(state.PayTimeout)));
            case PayOutcome.Pending:
                return ChannelResult.Unknown(FaultStage.Answered, "no-tn", "UnionPay accepted the order and gave no tn.");
            case PayOutcome.Declined:
                return new() { Outcome = PayOutcome.Declined, Fault = ErrorTable.Fault(answer.Code, answer.Message) };
            default:
                return new() { Outcome = PayOutcome.Unknown, Fault = ErrorTable.Fault(answer.Code, answer.Message) };
        }
    }

    private Dictionary<string, string> Fields(PayRequest request, OrderState state, string amount)
    {
        var fields = RequestFields.Of(settings, "01", "01", "000201", state.TxnTime);
        fields["orderId"] = request.AttemptNumber;
        fields["txnAmt"] = amount;
        fields["currencyCode"] = Amounts.Yuan;
        fields["backUrl"] = request.NotifyUrl.AbsoluteUri;
        fields["payTimeout"] = state.PayTimeout!;
        fields["riskRateInfo"] = RequestFields.RiskInfo(request.Description);
        return fields;
    }
}
