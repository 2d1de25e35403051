using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Router.Abstractions;
using Router.Channel.Stripe.Bills;
using Router.Channel.Stripe.Intents;
using Router.Channel.Stripe.Notifications;
using Router.Channel.Stripe.Refunds;
using Router.Channel.Stripe.Settings;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe;

/// <summary>One Stripe account. Each kind of call has a desk of its own; nothing is kept between calls.</summary>
internal sealed class StripeChannel : IChannel, IPreAuthorization, IProbe, ISignatureTrace
{
    private readonly StripeSettings _settings;
    private readonly StripeClient _client;
    private readonly PayDesk _pay;
    private readonly QueryDesk _query;
    private readonly CloseDesk _close;
    private readonly CaptureDesk _capture;
    private readonly RefundDesk _refund;
    private readonly BillDesk _bill;
    private readonly NotificationDesk _notifications;

    public StripeChannel(StripeSettings settings, IChannelHost host)
    {
        _settings = settings;
        _client = new(settings, host);
        var finder = new IntentFinder(_client, host);
        _pay = new(_client, finder, host);
        _query = new(finder, settings);
        _close = new(_client, finder, host);
        _capture = new(_client, finder);
        _refund = new(_client, host);
        _bill = new(_client, host.Time);
        _notifications = new(settings, host.Time);
    }

    public ChannelState Prepare(PayRequest request) => Forms.Create(request).ToState();

    public ChannelState PrepareRefund(RefundRequest request) => new RefundMemo().ToState();

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) => _pay.PayAsync(request, false, cancellationToken);

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) => _query.QueryAsync(request, cancellationToken);

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) => _close.CloseAsync(request, cancellationToken);

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => _refund.RefundAsync(request, cancellationToken);

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) =>
        _refund.QueryAsync(request.Refund, cancellationToken);

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) => _bill.BillAsync(request, cancellationToken);

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        Task.FromResult(_notifications.Parse(notification));

    public Task<ChannelResult> AuthorizeAsync(PayRequest request, CancellationToken cancellationToken) => _pay.PayAsync(request, true, cancellationToken);

    public Task<ChannelResult> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken) =>
        Forms.Holds(request.Original.Method) ? _capture.CaptureAsync(request, cancellationToken) : Task.FromResult(ChannelResult.Unsupported());

    public Task<CloseResult> VoidAsync(CloseRequest request, CancellationToken cancellationToken) =>
        Forms.Holds(request.Method) ? _close.CloseAsync(request, cancellationToken) : Task.FromResult(CloseResult.Of(CloseOutcome.Unsupported));

    public async Task<ChannelFault?> ProbeAsync(CancellationToken cancellationToken)
    {
        var reply = await _client.GetAsync("/v1/balance", cancellationToken).ConfigureAwait(false);
        if (reply.Failure is { } failure) return failure;
        if (reply.Error is { } error) return error.Fault(ErrorTable.Read(error).Blame);
        return reply.Body!.Value.Text("object") == "balance" && reply.Body.Value.Switch("livemode") == _settings.IsProduction
            ? null
            : new(FaultStage.AfterSend, FaultBlame.Channel, "not-a-balance", "The answer is no balance of this account's mode.");
    }

    /// <summary>Requests carry the key itself and are not signed; what is signed is Stripe's events to us.</summary>
    public SignatureTrace Trace(SignatureSample sample)
    {
        var body = Encoding.UTF8.GetBytes(sample.Body);
        var time = sample.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var secret = _settings.WebhookSecrets[0];
        return new(
            WebhookSignature.Scheme, $"{time}.{sample.Body}", WebhookSignature.Fingerprint(secret), null,
            Convert.ToHexStringLower(SHA256.HashData(body)), $"t={time},v1={WebhookSignature.Sign(secret, time, body)}");
    }
}
