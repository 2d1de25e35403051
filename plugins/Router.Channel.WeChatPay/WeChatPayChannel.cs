using System.Security.Cryptography;
using System.Text;
using Router.Abstractions;
using Router.Channel.WeChatPay.Bills;
using Router.Channel.WeChatPay.Notifications;
using Router.Channel.WeChatPay.Orders;
using Router.Channel.WeChatPay.Refunds;
using Router.Channel.WeChatPay.Settings;
using Router.Channel.WeChatPay.Signing;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay;

internal sealed class WeChatPayChannel : IChannel, ICredentials, ISignatureTrace, IProbe, IDisposable
{
    // No order of ours has this number: "not found", signed, proves that keys and permissions are good.
    private const string ProbeNumber = "ROUTERPROBE";

    private readonly AccountSettings _settings;
    private readonly KeyRing _keys;
    private readonly CertificateDownload _certificates;
    private readonly WeChatWire _wire;
    private readonly PayDesk _pay;
    private readonly QueryDesk _query;
    private readonly RefundDesk _refund;
    private readonly BillDesk _bill;
    private readonly NotificationReader _notifications;

    internal WeChatPayChannel(AccountSettings settings, IChannelHost host)
    {
        _settings = settings;
        _keys = new KeyRing(settings.PublicKeys, host.Time);
        var sender = new RequestSender(settings, _keys, host);
        _certificates = new CertificateDownload(sender, _keys, settings.Envelope, host);
        _wire = new WeChatWire(sender, _keys, _certificates, host);
        _pay = new PayDesk(settings.Merchant, _wire, new ActionMaker(settings.Merchant, settings.Key, host), host.Time);
        _query = new QueryDesk(settings.Merchant, _wire);
        _refund = new RefundDesk(settings.Merchant, _wire);
        _bill = new BillDesk(settings, _wire, sender, host);
        _notifications = new NotificationReader(settings.Merchant, settings.Envelope, _certificates, host.Time);
    }

    public IReadOnlyList<Credential> Credentials =>
    [
        .. _settings.Certificate is { } own ? [own] : Array.Empty<Credential>(),
        .. _keys.Certificates.Select(key => new Credential(
            "platform certificate " + key.Id, key.Lifetime!.Until, "Nothing: its successor is downloaded when WeChat Pay begins to use it.")),
    ];

    public ChannelState Prepare(PayRequest request) => AttemptState.Of(_settings.Merchant, request.Method).ToState();

    public ChannelState PrepareRefund(RefundRequest request) => ChannelState.Empty;

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) => _pay.PayAsync(request, cancellationToken);

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) => _query.QueryAsync(request, cancellationToken);

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) => _query.CloseAsync(request, cancellationToken);

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => _refund.RefundAsync(request, cancellationToken);

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) =>
        _refund.QueryAsync(request.Refund, cancellationToken);

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) => _bill.BillAsync(request, cancellationToken);

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        _notifications.ReadAsync(notification, cancellationToken);

    public SignatureTrace Trace(SignatureSample sample)
    {
        var body = Encoding.UTF8.GetBytes(sample.Body);
        var canonical = RequestSignature.Canonical(sample.HttpMethod, sample.Target, sample.Time.ToUnixTimeSeconds(), sample.Nonce, body);
        return new(
            RequestSignature.Scheme, Encoding.UTF8.GetString(canonical), _settings.Key.Fingerprint, _settings.Key.Serial,
            Convert.ToHexStringLower(SHA256.HashData(body)), _settings.Key.Sign(canonical));
    }

    public async Task<ChannelFault?> ProbeAsync(CancellationToken cancellationToken)
    {
        var merchant = _settings.Merchant;
        var reply = await _wire.GetAsync(Targets.Query(ProbeNumber, merchant.MerchantId, merchant.SubMerchantId), cancellationToken);
        if (reply.Kind == ReplyKind.Ok) return null;
        var row = reply.Kind == ReplyKind.Refused ? ErrorTable.Find(reply) : null;
        return row?.Query == AttemptStatus.NotFound ? null : reply.Fault with { Blame = row?.Blame ?? reply.Blame };
    }

    public void Dispose()
    {
        _certificates.Dispose();
        _keys.Dispose();
        _settings.Key.Dispose();
    }
}
