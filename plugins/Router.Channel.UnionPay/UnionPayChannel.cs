using Router.Abstractions;
using Router.Channel.UnionPay.Bills;
using Router.Channel.UnionPay.Notifications;
using Router.Channel.UnionPay.Orders;
using Router.Channel.UnionPay.Refunds;
using Router.Channel.UnionPay.Settings;
using Router.Channel.UnionPay.Signing;
using Router.Channel.UnionPay.Wire;

namespace Router.Channel.UnionPay;

/// <summary>One UnionPay account.</summary>
internal sealed class UnionPayChannel : IChannel, ICredentials, ISignatureTrace, IProbe
{
    // A number that is never given: the answer "no such transaction" shows that UnionPay takes our signature.
    private const string ProbeNumber = "ROUTERPROBE0";
    private readonly UnionPaySettings _settings;
    private readonly IChannelHost _host;
    private readonly UnionPayWire _wire;
    private readonly Payments _payments;
    private readonly Queries _queries;
    private readonly RefundCalls _refunds;
    private readonly BillCalls _bills;
    private readonly NotificationReader _notifications;

    public UnionPayChannel(UnionPaySettings settings, IChannelHost host)
    {
        _settings = settings;
        _host = host;
        var verifier = new MessageVerifier(settings.Trust, host.Time);
        _wire = new(settings, host, verifier);
        _payments = new(settings, _wire);
        _queries = new(settings, _wire, host.Time);
        _refunds = new(settings, _wire, host.Time);
        _bills = new(settings, _wire, host.Time);
        _notifications = new(settings, verifier);
    }

    public IReadOnlyList<Credential> Credentials => _settings.Credentials;

    public ChannelState Prepare(PayRequest request) => OrderState.Of(request.RequestTime, request.ExpiresAt).Write();

    public ChannelState PrepareRefund(RefundRequest request) => OrderState.Of(request.RequestTime).Write();

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) => _payments.PayAsync(request, cancellationToken);

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) => _queries.QueryAsync(request, cancellationToken);

    // UnionPay has no close: a payment ends at its payTimeout.
    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(CloseResult.Of(CloseOutcome.Unsupported));

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => _refunds.RefundAsync(request, cancellationToken);

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) =>
        _refunds.QueryAsync(request.Refund, cancellationToken);

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) => _bills.BillAsync(request, cancellationToken);

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        Task.FromResult(_notifications.Read(notification));

    public SignatureTrace Trace(SignatureSample sample) => Tracer.Trace(sample, _settings.SigningKey);

    public async Task<ChannelFault?> ProbeAsync(CancellationToken cancellationToken)
    {
        var fields = RequestFields.Query(_settings, ProbeNumber, BeijingTime.Text(_host.Time.GetUtcNow()));
        var (answer, fault) = await _wire.PostAsync(_wire.QueryTrans, fields, cancellationToken);
        if (answer is null) return fault;
        return answer.Code is ErrorTable.Success or ErrorTable.NotFound ? null : ErrorTable.Fault(answer.Code, answer.Message);
    }
}
