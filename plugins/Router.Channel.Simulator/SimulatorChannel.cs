using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Router.Abstractions;
using Router.Channel.Simulator.Buyers;
using Router.Channel.Simulator.Calls;
using Router.Channel.Simulator.Ledgers;
using Router.Channel.Simulator.Notifications;
using Router.Channel.Simulator.Orders;
using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator;

internal sealed class SimulatorChannel : IChannel, IContinuation, IProbe, IDisposable
{
    private readonly ChannelManifest _manifest;
    private readonly Desk _desk;
    private readonly Courier _courier;
    private readonly Wire _wire;
    private readonly PayDesk _pay;
    private readonly QueryDesk _query;
    private readonly CloseDesk _close;
    private readonly RefundDesk _refund;
    private readonly BillDesk _bill;
    private readonly NotificationReader _notifications;

    internal SimulatorChannel(ChannelManifest manifest, ChannelAccount account, SimulatorSettings settings, IChannelHost host)
    {
        _manifest = manifest;
        var draws = new Draws(settings.Seed, account.Id);
        var faults = new FaultDraw(settings.Faults, draws);
        var signature = new Signature(WebhookKey.Read(account, settings, host));
        var forger = new Signature(SHA256.HashData(Encoding.UTF8.GetBytes("somebody else than " + account.Id)));
        var ledger = new Ledger(settings.LedgerFolder, account.Id, host.Time, text => host.Log(ChannelLogLevel.Warning, text));
        var till = new Till(ledger, draws, settings.FeePpm);
        _courier = new Courier(host, account.MerchantId, signature, forger, faults);
        _desk = new Desk(ledger, new BuyerActs(ledger.Book, till, faults), host, _courier.Send);
        _wire = new Wire(faults, host.Time);
        _pay = new PayDesk(_desk, till, new BuyerMind(settings.Buyer, draws), new Actions(account.MerchantId, draws), faults, manifest);
        _query = new QueryDesk(_desk, faults);
        _close = new CloseDesk(_desk, till, faults);
        _refund = new RefundDesk(_desk, till, faults);
        _bill = new BillDesk(_desk, faults, draws, settings.SameDayBill);
        _notifications = new NotificationReader(signature, account.MerchantId, host.Time);
        _desk.Start();
    }

    public ChannelState Prepare(PayRequest request) => ChannelState.Empty;

    public ChannelState PrepareRefund(RefundRequest request) => ChannelState.Empty;

    public async Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken)
    {
        if (!Knows(request.Method)) return ChannelResult.Unsupported();
        // The link is built here: no call is made, so none can fail.
        if (request.Method == Method.Redirect) return _pay.Pay(request, null);
        var call = new Call(Operation.Pay, request.AttemptNumber, request.Method, request.Instrument?.CardBank);
        var answer = await _wire.SendAsync(call, Failures.OfPay, refusal => _pay.Pay(request, refusal), cancellationToken);
        if (_pay.PaysBeforeAnswer(request)) await _courier.SendNowAsync(_desk, request.AttemptNumber, cancellationToken);
        return answer;
    }

    public Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken)
    {
        if (request.Original.Method != Method.Card) return Task.FromResult(ChannelResult.Unsupported());
        var call = new Call(Operation.Continue, request.Original.AttemptNumber, Method.Card, request.Original.Instrument?.CardBank);
        return _wire.SendAsync(call, Failures.OfPay, refusal => _pay.Continue(request, refusal), cancellationToken);
    }

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) => Knows(request.Method)
        ? _wire.SendAsync(new(Operation.Query, request.AttemptNumber, request.Method), Failures.OfQuery, _ => _query.Query(request), cancellationToken)
        : Task.FromResult(new QueryResult { Status = AttemptStatus.Unsupported });

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) => Knows(request.Method)
        ? _wire.SendAsync(new(Operation.Close, request.AttemptNumber, request.Method), Failures.OfClose, _ => _close.Close(request), cancellationToken)
        : Task.FromResult(CloseResult.Of(CloseOutcome.Unsupported));

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => Knows(request.Method)
        ? _wire.SendAsync(
            new(Operation.Refund, request.RefundNumber, request.Method), Failures.OfRefund, refusal => _refund.Refund(request, refusal), cancellationToken)
        : Task.FromResult(RefundResult.Of(RefundOutcome.Unsupported));

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) => Knows(request.Refund.Method)
        ? _wire.SendAsync(
            new(Operation.Query, request.Refund.RefundNumber, request.Refund.Method), Failures.OfRefundQuery, _ => _refund.Query(request), cancellationToken)
        : Task.FromResult(RefundResult.Of(RefundOutcome.Unsupported));

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) => _wire.SendAsync(
        new(Operation.Bill, request.Date.ToString("O", CultureInfo.InvariantCulture)), Failures.OfBill, _ => _bill.Bill(request), cancellationToken);

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        Task.FromResult(_notifications.Read(notification));

    public Task<ChannelFault?> ProbeAsync(CancellationToken cancellationToken) =>
        _wire.SendAsync(new(Operation.Probe, "probe"), Failures.OfProbe, refusal => refusal?.Why, cancellationToken);

    public void Dispose()
    {
        _courier.Dispose();
        _desk.Dispose();
    }

    private bool Knows(string method) => _manifest.Methods.Any(known => known.Name == method);
}
