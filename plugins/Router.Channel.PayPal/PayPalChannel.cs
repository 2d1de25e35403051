using System.Security.Cryptography;
using System.Text;
using Router.Abstractions;
using Router.Channel.PayPal.Bills;
using Router.Channel.PayPal.Http;
using Router.Channel.PayPal.Notifications;
using Router.Channel.PayPal.Orders;
using Router.Channel.PayPal.Refunds;
using Router.Channel.PayPal.Settings;

namespace Router.Channel.PayPal;

/// <summary>PayPal for one account: hands each call to the desk that does it.</summary>
internal sealed class PayPalChannel : IChannel, IContinuation, IPreAuthorization, ICredentials, ISignatureTrace, IProbe, IDisposable
{
    private readonly PayPalSettings _settings;
    private readonly AccessTokens _tokens;
    private readonly PayPalApi _api;
    private readonly CertificateShelf _certificates;
    private readonly QueryDesk _query;
    private readonly CloseDesk _close;
    private readonly StepDesk _step;
    private readonly HoldDesk _hold;
    private readonly RefundDesk _refund;
    private readonly BillDesk _bill;
    private readonly NotificationDesk _notifications;

    public PayPalChannel(ChannelAccount account, PayPalSettings settings, IChannelHost host)
    {
        _settings = settings;
        _tokens = new(settings, host);
        _certificates = new(account, settings, host);
        var api = _api = new(settings, _tokens, host);
        _query = new(account, api, new(account, api), host.Time);
        _close = new(api, _query, host.Time);
        _step = new(account, api);
        _hold = new(account, api);
        _refund = new(account, api, _query, host.Time);
        _bill = new(account, api, host.Time);
        _notifications = new(settings, new(settings, _certificates), new(settings, api), new(account), host.Time);
    }

    public IReadOnlyList<Credential> Credentials =>
    [
        .. _certificates.Kept.Select(c => new Credential(
            $"PayPal's webhook certificate {c.SerialNumber}", c.NotAfter.ToUniversalTime(), "Nothing: PayPal names another one in its notifications.")),
    ];

    public ChannelState Prepare(PayRequest request) => ChannelState.Empty;

    public ChannelState PrepareRefund(RefundRequest request) => ChannelState.Empty;

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) =>
        request.Method == Methods.Redirect ? _query.PayAsync(request, cancellationToken) : Task.FromResult(ChannelResult.Unsupported());

    public Task<ChannelResult> AuthorizeAsync(PayRequest request, CancellationToken cancellationToken) =>
        request.Method == Methods.Authorize ? _query.PayAsync(request, cancellationToken) : Task.FromResult(ChannelResult.Unsupported());

    public Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken) => _step.ContinueAsync(request, cancellationToken);

    public Task<ChannelResult> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken) => _hold.CaptureAsync(request, cancellationToken);

    public Task<CloseResult> VoidAsync(CloseRequest request, CancellationToken cancellationToken) =>
        request.Method == Methods.Authorize ? _close.CloseAsync(request, cancellationToken) : Task.FromResult(CloseResult.Of(CloseOutcome.Unsupported));

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) => _query.QueryAsync(request, cancellationToken);

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) => _close.CloseAsync(request, cancellationToken);

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => _refund.RefundAsync(request, cancellationToken);

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) => _refund.QueryAsync(request.Refund, cancellationToken);

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) => _bill.BillAsync(request, cancellationToken);

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        _notifications.ParseAsync(notification, cancellationToken);

    /// <summary>Asks for an order that cannot be: an authentic "no such order" says that token, permission and Orders API are well.</summary>
    public async Task<ChannelFault?> ProbeAsync(CancellationToken cancellationToken)
    {
        var answer = await _api.SendAsync(ApiRequest.Get("/v2/checkout/orders/PROBE000000000000"), cancellationToken);
        if (answer.Trouble is not null || answer.IsOk) return answer.Trouble;
        var refusal = Refusal.Of(answer);
        if (answer.Status == 404 && refusal.Name == "RESOURCE_NOT_FOUND") return null;
        return new(FaultStage.Answered, answer.Status is 401 or 403 ? FaultBlame.Us : FaultBlame.Channel, refusal.Code, refusal.Message, answer.RetryAfter);
    }

    /// <summary>PayPal's calls carry a token and no signature; what is signed are its notifications, by PayPal. So there is no signature to show.</summary>
    public SignatureTrace Trace(SignatureSample sample)
    {
        var body = Encoding.UTF8.GetBytes(sample.Body);
        var time = sample.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var transmission = new Transmission(sample.Nonce, time, sample.Time, "", "");
        var fingerprint = Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_settings.ClientSecret), "router key fingerprint"u8))[..16];
        return new(
            "OAuth 2.0 bearer token; notifications SHA256withRSA by PayPal",
            string.Join('\n', _settings.WebhookIds.Select(id => transmission.SignedText(id, body))),
            fingerprint, _settings.ClientId, Convert.ToHexString(SHA256.HashData(body)), "");
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _certificates.Dispose();
    }
}
