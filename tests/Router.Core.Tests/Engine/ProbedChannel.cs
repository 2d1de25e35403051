using Router.Abstractions;
using Router.TestKit.Channels;

namespace Router.Core.Tests.Engine;

/// A fake channel that can be asked how it is.
internal sealed class ProbedChannel(FakeChannel inner, Func<ChannelFault?> answer) : IChannel, IProbe
{
    public int Probes { get; private set; }

    public Task<ChannelFault?> ProbeAsync(CancellationToken cancellationToken)
    {
        Probes++;
        return Task.FromResult(answer());
    }

    public ChannelState Prepare(PayRequest request) => inner.Prepare(request);

    public ChannelState PrepareRefund(RefundRequest request) => inner.PrepareRefund(request);

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) => inner.PayAsync(request, cancellationToken);

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) => inner.QueryAsync(request, cancellationToken);

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) => inner.CloseAsync(request, cancellationToken);

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => inner.RefundAsync(request, cancellationToken);

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) =>
        inner.QueryRefundAsync(request, cancellationToken);

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) => inner.BillAsync(request, cancellationToken);

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        inner.ParseNotificationAsync(notification, cancellationToken);
}
