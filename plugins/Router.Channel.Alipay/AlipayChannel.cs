using System.Security.Cryptography;
using System.Text;
using Router.Abstractions;
using Router.Channel.Alipay.Bills;
using Router.Channel.Alipay.Calls;
using Router.Channel.Alipay.Notifications;
using Router.Channel.Alipay.Orders;
using Router.Channel.Alipay.Refunds;
using Router.Channel.Alipay.Settings;
using Router.Channel.Alipay.Signing;

namespace Router.Channel.Alipay;

/// <summary>One account at Alipay.</summary>
internal sealed class AlipayChannel : IChannel, IProbe, ICredentials, ISignatureTrace
{
    // No attempt's number has an underscore, so this one is nobody's.
    private const string ProbeNumber = "router_probe";

    private readonly AlipaySettings _settings;
    private readonly IChannelHost _host;
    private readonly KeyRing _keys;
    private readonly AlipayWire _wire;
    private readonly PayDesk _pays;
    private readonly QueryDesk _queries;
    private readonly CloseDesk _closes;
    private readonly RefundDesk _refunds;
    private readonly BillDesk _bills;
    private readonly NotificationDesk _notifications;

    public AlipayChannel(AlipaySettings settings, IChannelHost host)
    {
        (_settings, _host) = (settings, host);
        _keys = new(settings.Keys, settings.Certificates is not null, host.Time);
        _wire = new(settings, _keys, host);
        _pays = new(settings, _wire);
        _queries = new(_wire, host.Time);
        _closes = new(_wire, _queries, host.Time);
        _refunds = new(_wire, host.Time);
        _bills = new(settings, _wire, host);
        _notifications = new(settings, _wire, _keys, host.Time);
    }

    public IReadOnlyList<Credential> Credentials
    {
        get
        {
            var theirs = _keys.Keys.Where(key => key.EndsAt is not null).Select(key =>
                new Credential($"Alipay certificate {key.Serial}", key.EndsAt!.Value, "Download the new one from the console and add it to alipayCertificates."));
            return _settings.Certificates is { } mode
                ? [new("application certificate", mode.AppEndsAt, "Renew it in the console and store the new one as appCertificate."), .. theirs]
                : [];
        }
    }

    public ChannelState Prepare(PayRequest request) => AttemptMemory.Fresh.ToState();

    public ChannelState PrepareRefund(RefundRequest request) => ChannelState.Empty;

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) => _pays.PayAsync(request, cancellationToken);

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) => _queries.QueryAsync(request, cancellationToken);

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) => _closes.CloseAsync(request, cancellationToken);

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => _refunds.RefundAsync(request, cancellationToken);

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) => _refunds.QueryAsync(request, cancellationToken);

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) => _bills.FetchAsync(request, cancellationToken);

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        _notifications.ParseAsync(notification, cancellationToken);

    public async Task<ChannelFault?> ProbeAsync(CancellationToken cancellationToken)
    {
        var call = new ApiCall("alipay.trade.query", BizContent.Write(("out_trade_no", ProbeNumber)), _host.Time.GetUtcNow());
        var answer = await _wire.CallAsync(call, cancellationToken);
        return answer.IsSuccess || answer is { IsAuthentic: true, SubCode: "ACQ.TRADE_NOT_EXIST" } ? null : ErrorTable.Fault(answer);
    }

    public SignatureTrace Trace(SignatureSample sample)
    {
        var body = Encoding.UTF8.GetBytes(sample.Body);
        var fields = FormText.Read(body) ?? [];
        var text = CanonicalText.OfRequest(fields);
        return new(
            "RSA2 (SHA256withRSA)", text, _settings.Signer.Fingerprint, _settings.Certificates?.AppSerial,
            Convert.ToHexStringLower(SHA256.HashData(body)), _settings.Signer.Sign(text));
    }
}
