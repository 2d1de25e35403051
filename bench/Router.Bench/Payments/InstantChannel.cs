using Router.Abstractions;

namespace Router.Bench.Payments;

/// <summary>A channel in the process that takes every payment at once: what is left is the engine's own cost.</summary>
internal sealed class InstantChannel : IChannel
{
    public ChannelState Prepare(PayRequest request) => ChannelState.Empty;

    public ChannelState PrepareRefund(RefundRequest request) => ChannelState.Empty;

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(ChannelResult.Succeeded("tx" + request.AttemptNumber, request.Amount));

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new QueryResult { Status = AttemptStatus.NotFound });

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) => Task.FromResult(CloseResult.Of(CloseOutcome.Closed));

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(RefundResult.Succeeded("rf" + request.RefundNumber, request.Amount));

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(RefundResult.Of(RefundOutcome.NotFound));

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new BillResult { Status = BillStatus.Unsupported });

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        Task.FromResult(NotificationResult.Rejected("none"));
}
