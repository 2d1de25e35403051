using Router.Abstractions;

namespace Router.Channel.NoOp;

/// <summary>
/// Sends nothing anywhere. So it can say for certain that no money moved and none ever will: every payment is declined, every query
/// says so again, and there is nothing to refund.
/// </summary>
internal sealed class NoOpChannel : IChannel
{
    private const string Code = "NOOP";
    private const string Message = "This channel declines every payment.";

    public ChannelState Prepare(PayRequest request) => ChannelState.Empty;

    public ChannelState PrepareRefund(RefundRequest request) => ChannelState.Empty;

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(ChannelResult.Declined(FaultBlame.Channel, Code, Message));

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new QueryResult
        {
            Status = AttemptStatus.Declined,
            Fault = new(FaultStage.Answered, FaultBlame.Channel, Code, Message),
        });

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(CloseResult.Of(CloseOutcome.Closed));

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(RefundResult.Of(RefundOutcome.Unsupported));

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(RefundResult.Of(RefundOutcome.Unsupported));

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new BillResult { Status = BillStatus.Unsupported });

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        Task.FromResult(NotificationResult.Rejected("This channel sends no notifications."));
}
