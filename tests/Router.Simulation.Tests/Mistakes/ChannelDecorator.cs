using Router.Abstractions;

namespace Router.Simulation.Tests.Mistakes;

/// A channel that does as the one beneath it, but for what a mistake overrides.
internal abstract class ChannelDecorator(IChannel inner) : IChannel, IContinuation
{
    public ChannelState Prepare(PayRequest request) => inner.Prepare(request);

    public ChannelState PrepareRefund(RefundRequest request) => inner.PrepareRefund(request);

    public virtual Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) => inner.PayAsync(request, cancellationToken);

    public virtual Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken) =>
        ((IContinuation)inner).ContinueAsync(request, cancellationToken);

    public virtual Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) => inner.QueryAsync(request, cancellationToken);

    public virtual Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) => inner.CloseAsync(request, cancellationToken);

    public virtual Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => inner.RefundAsync(request, cancellationToken);

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) => inner.QueryRefundAsync(request, cancellationToken);

    public virtual Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) => inner.BillAsync(request, cancellationToken);

    public virtual Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        inner.ParseNotificationAsync(notification, cancellationToken);
}
