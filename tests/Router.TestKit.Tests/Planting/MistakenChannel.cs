using System.Collections.Concurrent;
using Router.Abstractions;

namespace Router.TestKit.Tests.Planting;

/// <summary>A channel whose requests and answers can be spoiled, each on its way.</summary>
internal sealed class MistakenChannel(IChannel good, ChannelAccount account, IChannelHost host, ConcurrentDictionary<string, object> shared)
    : IChannel, IContinuation, IPreAuthorization, IProbe, ISignatureTrace, ICredentials
{
    public IChannel Good => good;

    public ChannelAccount Account => account;

    public IChannelHost Host => host;

    /// <summary>What all accounts share, as a static would be.</summary>
    public ConcurrentDictionary<string, object> Shared => shared;

    public Func<CancellationToken, CancellationToken> Token { get; set; } = token => token;

    public Func<PayRequest, ChannelState, ChannelState> Prepared { get; set; } = (_, state) => state;

    public Func<PayRequest, PayRequest> Paying { get; set; } = request => request;

    public Func<ChannelResult, ChannelResult> Paid { get; set; } = result => result;

    public Func<ChannelResult, ChannelResult> Continued { get; set; } = result => result;

    public Func<QueryRequest, QueryResult, QueryResult> Queried { get; set; } = (_, result) => result;

    public Func<CloseResult, CloseResult> Closed { get; set; } = result => result;

    public Func<CloseRequest, CancellationToken, Task<CloseResult>>? Closing { get; set; }

    public Func<CaptureRequest, CaptureRequest> Capturing { get; set; } = request => request;

    public Func<ChannelResult, ChannelResult> Captured { get; set; } = result => result;

    public Func<CloseRequest, CancellationToken, Task<CloseResult>>? Voiding { get; set; }

    public Func<RefundRequest, RefundRequest> Refunding { get; set; } = request => request;

    public Func<RefundRequest, RefundResult, RefundResult> Refunded { get; set; } = (_, result) => result;

    public Func<RefundResult, RefundResult> RefundQueried { get; set; } = result => result;

    public Func<BillResult, BillResult> Billed { get; set; } = result => result;

    public Func<InboundNotification, CancellationToken, Task<NotificationResult>>? Parsing { get; set; }

    public Func<ChannelFault?, ChannelFault?> Probed { get; set; } = fault => fault;

    public Func<SignatureTrace, SignatureTrace> Traced { get; set; } = trace => trace;

    public IReadOnlyList<Credential> Credentials { get; set; } = [];

    public ChannelState Prepare(PayRequest request) => Prepared(request, good.Prepare(request));

    public ChannelState PrepareRefund(RefundRequest request) => good.PrepareRefund(request);

    public async Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) =>
        Paid(await good.PayAsync(Paying(request), Token(cancellationToken)));

    public async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) =>
        Queried(request, await good.QueryAsync(request, Token(cancellationToken)));

    public async Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) =>
        Closed(await (Closing ?? good.CloseAsync)(request, Token(cancellationToken)));

    public async Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) =>
        Refunded(request, await good.RefundAsync(Refunding(request), Token(cancellationToken)));

    public async Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) =>
        RefundQueried(await good.QueryRefundAsync(request, Token(cancellationToken)));

    public async Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) =>
        Billed(await good.BillAsync(request, Token(cancellationToken)));

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        (Parsing ?? good.ParseNotificationAsync)(notification, cancellationToken);

    public async Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken) =>
        Continued(await ((IContinuation)good).ContinueAsync(request, Token(cancellationToken)));

    public Task<ChannelResult> AuthorizeAsync(PayRequest request, CancellationToken cancellationToken) =>
        ((IPreAuthorization)good).AuthorizeAsync(request, cancellationToken);

    public async Task<ChannelResult> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken) =>
        Captured(await ((IPreAuthorization)good).CaptureAsync(Capturing(request), cancellationToken));

    public Task<CloseResult> VoidAsync(CloseRequest request, CancellationToken cancellationToken) =>
        (Voiding ?? ((IPreAuthorization)good).VoidAsync)(request, cancellationToken);

    public async Task<ChannelFault?> ProbeAsync(CancellationToken cancellationToken) => Probed(await ((IProbe)good).ProbeAsync(cancellationToken));

    public SignatureTrace Trace(SignatureSample sample) => Traced(((ISignatureTrace)good).Trace(sample));
}
