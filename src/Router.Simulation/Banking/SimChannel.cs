using Router.Abstractions;
using Router.Simulation.Checks;

namespace Router.Simulation.Banking;

/// <summary>The plugin's side of a channel: an honest protocol over a bad wire. What leaves here is looked at before it is on its way.</summary>
internal sealed class SimChannel(Bank bank, Wire wire, SendWatch watch) : IChannel, IContinuation
{
    public ChannelState Prepare(PayRequest request) => ChannelState.Empty;

    public ChannelState PrepareRefund(RefundRequest request) => ChannelState.Empty;

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken)
    {
        if (wire.IsDown()) return Task.FromResult(ChannelResult.NotSent(FaultBlame.Network, "refused", "No connection."));
        watch.Pay(request, bank.Account);
        var entry = bank.Expect(request);
        return wire.CallAsync(() => bank.Pay(entry), Broken, () => Bank.Lose(entry), cancellationToken);
    }

    public Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken)
    {
        if (wire.IsDown()) return Task.FromResult(ChannelResult.NotSent(FaultBlame.Network, "refused", "No connection."));
        watch.Continue(request);
        return wire.CallAsync(() => bank.Continue(request), Broken, null, cancellationToken);
    }

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) => wire.IsDown()
        ? Task.FromResult(QueryResult.Unknown("refused", "No connection."))
        : wire.CallAsync(() => bank.Query(request), code => QueryResult.Unknown(code, code), null, cancellationToken);

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) => wire.IsDown()
        ? Task.FromResult(CloseResult.Unknown("refused", "No connection."))
        : wire.CallAsync(() => bank.Close(request), code => CloseResult.Unknown(code, code), null, cancellationToken);

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        if (wire.IsDown()) return Task.FromResult(RefundResult.Of(RefundOutcome.NotSent, new(FaultStage.BeforeSend, FaultBlame.Network, "refused", "No connection.")));
        watch.Refund(request, bank.Account);
        return wire.CallAsync(() => bank.Refund(request), code => RefundResult.Unknown(code, code), null, cancellationToken);
    }

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) => wire.IsDown()
        ? Task.FromResult(RefundResult.Unknown("refused", "No connection."))
        : wire.CallAsync(() => bank.QueryRefund(request.Refund.RefundNumber), code => RefundResult.Unknown(code, code), null, cancellationToken);

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) => Task.FromResult(bank.Bill(request.Date));

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        Task.FromResult(Letter.Read(notification, bank.Account, bank.IsWeak));

    private static ChannelResult Broken(string code) => ChannelResult.Unknown(FaultStage.AfterSend, code, code);
}
