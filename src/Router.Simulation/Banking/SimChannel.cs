using Router.Abstractions;
using Router.Simulation.Checks;

namespace Router.Simulation.Banking;

/// <summary>The plugin's side of a channel: an honest protocol over a bad wire. What leaves here is looked at before it is on its way.</summary>
internal sealed class SimChannel(Bank bank, Wire wire, SendWatch watch, StateWatch states) : IChannel, IContinuation
{
    public ChannelState Prepare(PayRequest request) => states.Next();

    public ChannelState PrepareRefund(RefundRequest request) => states.Next();

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken)
    {
        if (wire.IsDown()) return Task.FromResult(ChannelResult.NotSent(FaultBlame.Network, "refused", "No connection."));
        watch.Pay(request, bank.Account);
        states.Sent(request.AttemptNumber, request.State);
        var entry = bank.Expect(request);
        return wire.CallAsync(() => bank.Pay(entry) with { State = states.Next() }, Broken, () => Bank.Lose(entry), result =>
        {
            states.Given(entry.Number, result.State);
            if (result.Outcome == PayOutcome.Declined && entry.Status == EntryStatus.Declined) entry.IsToldRefused = true;
        }, cancellationToken);
    }

    public Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken)
    {
        if (wire.IsDown()) return Task.FromResult(ChannelResult.NotSent(FaultBlame.Network, "refused", "No connection."));
        watch.Continue(request);
        var number = request.Original.AttemptNumber;
        states.Sent(number, request.State);
        return wire.CallAsync(
            () => bank.Continue(request) with { State = states.Next() }, Broken, null, result => states.Given(number, result.State), cancellationToken);
    }

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        if (wire.IsDown()) return Task.FromResult(QueryResult.Unknown("refused", "No connection."));
        states.Sent(request.AttemptNumber, request.State);
        return wire.CallAsync(() => bank.Query(request) with { State = states.Next() }, code => QueryResult.Unknown(code, code), null,
            result => states.Given(request.AttemptNumber, result.State), cancellationToken);
    }

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken)
    {
        if (wire.IsDown()) return Task.FromResult(CloseResult.Unknown("refused", "No connection."));
        states.Sent(request.AttemptNumber, request.State);
        return wire.CallAsync(() => bank.Close(request) with { State = states.Next() }, code => CloseResult.Unknown(code, code), null,
            result => states.Given(request.AttemptNumber, result.State), cancellationToken);
    }

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        if (wire.IsDown()) return Task.FromResult(RefundResult.Of(RefundOutcome.NotSent, new(FaultStage.BeforeSend, FaultBlame.Network, "refused", "No connection.")));
        watch.Refund(request, bank.Account);
        states.Sent(request.AttemptNumber, request.PaymentState);
        states.Sent(request.RefundNumber, request.State);
        return wire.CallAsync(() => bank.Refund(request) with { State = states.Next() }, code => RefundResult.Unknown(code, code), null,
            result => states.Given(request.RefundNumber, result.State), cancellationToken);
    }

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken)
    {
        if (wire.IsDown()) return Task.FromResult(RefundResult.Unknown("refused", "No connection."));
        states.Sent(request.Refund.RefundNumber, request.Refund.State);
        return wire.CallAsync(() => bank.QueryRefund(request.Refund.RefundNumber) with { State = states.Next() }, code => RefundResult.Unknown(code, code), null,
            result => states.Given(request.Refund.RefundNumber, result.State), cancellationToken);
    }

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) => Task.FromResult(bank.Bill(request.Date));

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        Task.FromResult(Letter.Read(notification, bank.Account, bank.IsWeak));

    private static ChannelResult Broken(string code) => ChannelResult.Unknown(FaultStage.AfterSend, code, code);
}
