using Router.Abstractions;

namespace Fixture;

internal sealed class FixtureChannel(string answer, ChannelAccount account, IChannelHost host) : IChannel, IAsyncDisposable
{
    private volatile bool _disposed;

    public ChannelState Prepare(PayRequest request) => ChannelState.Empty;

    public ChannelState PrepareRefund(RefundRequest request) => ChannelState.Empty;

    public async Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        ObjectDisposedException.ThrowIf(_disposed, this);
        return ChannelResult.Succeeded($"{answer}/{request.AttemptNumber}", request.Amount);
    }

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new QueryResult { Status = AttemptStatus.NotFound });

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(CloseResult.Of(CloseOutcome.NotFound));

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(RefundResult.Of(RefundOutcome.Unsupported));

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(RefundResult.Of(RefundOutcome.Unsupported));

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new BillResult { Status = BillStatus.Unsupported });

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        Task.FromResult(NotificationResult.Rejected("none"));

    public ValueTask DisposeAsync()
    {
        _disposed = true;
        host.Log(ChannelLogLevel.Debug, $"disposed {account.Id}");
        return account.MerchantId switch
        {
            "throws-on-dispose" => throw new InvalidOperationException("thrown while disposing"),
            "cruel-on-dispose" => throw new CruelException(0),
            _ => ValueTask.CompletedTask,
        };
    }
}
