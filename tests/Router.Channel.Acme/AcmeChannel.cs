using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Acme;

/// <summary>One merchant at Acme. Everything it needs to know again is in the requests, so it keeps no state.</summary>
internal sealed class AcmeChannel(AcmeWire wire, AcmeNotifications notifications) : IChannel, IContinuation, IPreAuthorization, IProbe, ISignatureTrace
{
    private const string Wallet = "acme.wallet";

    private readonly AcmeRefunds _refunds = new(wire);

    public ChannelState Prepare(PayRequest request) => ChannelState.Empty;

    public ChannelState PrepareRefund(RefundRequest request) => ChannelState.Empty;

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) => OrderAsync(request, isHold: false, cancellationToken);

    public Task<ChannelResult> AuthorizeAsync(PayRequest request, CancellationToken cancellationToken) => request.Method == Wallet
        ? OrderAsync(request, isHold: true, cancellationToken)
        : Task.FromResult(ChannelResult.Unsupported());

    public async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        var answer = await wire.GetAsync($"/orders/{request.AttemptNumber}", cancellationToken);
        if (answer is { Reach: AcmeReach.Refused, Code: ErrorTable.NotFound }) return new() { Status = AttemptStatus.NotFound };
        return answer.Reach == AcmeReach.Answered
            ? AcmeOrder.ToQuery(answer, request.AttemptNumber)
            : new() { Status = AttemptStatus.Unknown, Fault = answer.Fault() };
    }

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) => EndAsync(request, cancellationToken);

    public Task<CloseResult> VoidAsync(CloseRequest request, CancellationToken cancellationToken) => request.Method == Wallet
        ? EndAsync(request, cancellationToken)
        : Task.FromResult(CloseResult.Of(CloseOutcome.Unsupported));

    public Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken) =>
        CaptureAsync(request.Original, request.ContinuationKey, request.Original.Amount, cancellationToken);

    public Task<ChannelResult> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken) =>
        CaptureAsync(request.Original, request.CaptureNumber, request.Amount, cancellationToken);

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => _refunds.RefundAsync(request, cancellationToken);

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) =>
        _refunds.QueryAsync(request.Refund, cancellationToken);

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) => AcmeBills.FetchAsync(wire, request.Date, cancellationToken);

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        Task.FromResult(notifications.Parse(notification));

    public async Task<ChannelFault?> ProbeAsync(CancellationToken cancellationToken)
    {
        var answer = await wire.GetAsync("/ping", cancellationToken);
        return answer.Reach == AcmeReach.Answered ? null : answer.Fault();
    }

    public SignatureTrace Trace(SignatureSample sample) => wire.Trace(sample);

    private async Task<ChannelResult> OrderAsync(PayRequest request, bool isHold, CancellationToken cancellationToken)
    {
        var body = AcmeOrder.Write(writer =>
        {
            writer.WriteString("merchant", wire.MerchantId);
            writer.WriteString("order", request.AttemptNumber);
            writer.WriteString("kind", request.Method == Wallet ? isHold ? "hold" : "wallet" : "page");
            writer.WriteString("amount", request.Amount.ToMajorText());
            writer.WriteString("currency", request.Amount.Currency.Code);
            writer.WriteString("text", request.Description);
            writer.WriteNumber("created", request.RequestTime.ToUnixTimeSeconds());
            writer.WriteNumber("expires", request.ExpiresAt.ToUnixTimeSeconds());
            writer.WriteString("notify", request.NotifyUrl.AbsoluteUri);
            if (request.ReturnUrl is { } url) writer.WriteString("return", url.AbsoluteUri);
        });
        return ToPay(await wire.PostAsync("/orders", body, cancellationToken), request.AttemptNumber);
    }

    private async Task<ChannelResult> CaptureAsync(PayRequest original, string capture, Money amount, CancellationToken cancellationToken)
    {
        if (original.Method != Wallet) return ChannelResult.Unsupported();
        var body = AcmeOrder.Write(writer =>
        {
            writer.WriteString("merchant", wire.MerchantId);
            writer.WriteString("capture", capture);
            writer.WriteString("amount", amount.ToMajorText());
            writer.WriteString("currency", amount.Currency.Code);
        });
        return ToPay(await wire.PostAsync($"/orders/{original.AttemptNumber}/capture", body, cancellationToken), original.AttemptNumber);
    }

    private static ChannelResult ToPay(AcmeAnswer answer, string number)
    {
        switch (answer.Reach)
        {
            case AcmeReach.NotSent:
                return ChannelResult.NotSent(FaultBlame.Network, answer.Code, answer.Message);
            case AcmeReach.Silent:
                return ChannelResult.Unknown(FaultStage.AfterSend, answer.Code, answer.Message);
            case AcmeReach.Refused:
                return ErrorTable.Pay(answer.Code) is { } blame
                    ? ChannelResult.Declined(blame, answer.Code, answer.Message, answer.RetryAfter)
                    : ChannelResult.Unknown(FaultStage.Answered, answer.Code, answer.Message);
        }

        var order = AcmeOrder.ToQuery(answer, number);
        return order.Status switch
        {
            AttemptStatus.Paid => ChannelResult.Succeeded(order.ChannelTransactionId!, order.Captured!.Value, order.PaidAt),
            AttemptStatus.Pending when answer.Text("status") == "held" => ChannelResult.Succeeded(number, order.Captured!.Value),
            AttemptStatus.Pending => ChannelResult.Pending(order.Action, order.PayableUntil) with { ReadyToContinue = order.ReadyToContinue },
            // A closed order under a number that is sent again tells nothing of the first sending.
            _ => ChannelResult.Unknown(FaultStage.Answered, order.Fault?.RawCode ?? $"{order.Status}", "The order cannot be paid."),
        };
    }

    private async Task<CloseResult> EndAsync(CloseRequest request, CancellationToken cancellationToken)
    {
        var body = AcmeOrder.Write(writer => writer.WriteString("merchant", wire.MerchantId));
        var answer = await wire.PostAsync($"/orders/{request.AttemptNumber}/close", body, cancellationToken);
        return answer switch
        {
            { Reach: AcmeReach.Refused, Code: ErrorTable.NotFound } => CloseResult.Of(CloseOutcome.NotFound),
            { Reach: AcmeReach.Refused, Code: ErrorTable.AlreadyPaid } => CloseResult.Of(CloseOutcome.AlreadyPaid),
            { Reach: AcmeReach.Answered } when AcmeOrder.ToQuery(answer, request.AttemptNumber).Status == AttemptStatus.Closed => CloseResult.Of(CloseOutcome.Closed),
            _ => new() { Outcome = CloseOutcome.Unknown, Fault = answer.Fault() },
        };
    }
}
