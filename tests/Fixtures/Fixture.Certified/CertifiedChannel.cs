using System.Text;
using Router.Abstractions;

namespace Fixture;

internal sealed class CertifiedChannel(DateTimeOffset end) : IChannel, ICredentials
{
    public IReadOnlyList<Credential> Credentials { get; } = [new("merchant certificate", end, "Make a new one at the console.")];

    public ChannelState Prepare(PayRequest request) => ChannelState.Empty;

    public ChannelState PrepareRefund(RefundRequest request) => ChannelState.Empty;

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(ChannelResult.Succeeded($"{end:yyyyMMdd}/{request.AttemptNumber}", request.Amount));

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new QueryResult { Status = AttemptStatus.NotFound });

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(CloseResult.Of(CloseOutcome.Unsupported));

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(RefundResult.Succeeded("back-" + request.RefundNumber, request.Amount));

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) => RefundAsync(request.Refund, cancellationToken);

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new BillResult { Status = BillStatus.Unsupported });

    // The body is the end of the certificate that the channel signed with, and the attempt.
    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken)
    {
        var words = Encoding.UTF8.GetString(notification.Body.Span).Split(' ');
        return Task.FromResult(words is [var signed, var attempt] && signed == $"{end:yyyyMMdd}"
            ? new NotificationResult { Verdict = NotificationVerdict.Verified, Events = [new() { AttemptNumber = attempt }] }
            : NotificationResult.Rejected("signed with another certificate"));
    }
}
