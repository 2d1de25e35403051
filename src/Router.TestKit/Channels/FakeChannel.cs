using System.Text;
using Router.Abstractions;

namespace Router.TestKit.Channels;

/// <summary>
/// A channel without a network, for tests of the engine: it keeps books of its own, answers honestly from them, and answers anything else
/// that a test scripts. Not thread-safe.
/// </summary>
public sealed class FakeChannel : IChannel, IContinuation
{
    /// <summary>The body that <see cref="ParseNotificationAsync"/> believes; what it then says is <see cref="Notifications"/>.</summary>
    public const string GoodNotification = "signed";

    /// <summary>The channel's own books.</summary>
    public FakeLedger Ledger { get; } = new();

    /// <summary>Every call that reached the channel, "operation number", oldest first.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Every pay request that reached the channel.</summary>
    public List<PayRequest> PayRequests { get; } = [];

    /// <summary>Every continuation that reached the channel.</summary>
    public List<ContinueRequest> ContinueRequests { get; } = [];

    /// <summary>Every refund request that reached the channel.</summary>
    public List<RefundRequest> RefundRequests { get; } = [];

    /// <summary>Answers to pay; by default the money moves at once.</summary>
    public FakeScript<PayRequest, ChannelResult> Pay { get; } = new();

    /// <summary>Answers to queries; by default what the ledger says.</summary>
    public FakeScript<QueryRequest, QueryResult> Query { get; } = new();

    /// <summary>Answers to closes; by default the ledger is closed if it can be.</summary>
    public FakeScript<CloseRequest, CloseResult> Close { get; } = new();

    /// <summary>Answers to the second step; by default the money moves.</summary>
    public FakeScript<ContinueRequest, ChannelResult> Continue { get; } = new();

    /// <summary>Answers to refunds; by default the money goes back.</summary>
    public FakeScript<RefundRequest, RefundResult> Refund { get; } = new();

    /// <summary>Answers to refund queries; by default what the ledger says.</summary>
    public FakeScript<RefundQueryRequest, RefundResult> QueryRefund { get; } = new();

    /// <summary>Answers to notifications; by default the good body is verified and says nothing.</summary>
    public FakeScript<InboundNotification, NotificationResult> Notifications { get; } = new();

    /// <summary>Answers to bills; by default none is ready.</summary>
    public FakeScript<BillRequest, BillResult> Bill { get; } = new();

    /// <summary>Replaces Prepare; null: an empty state.</summary>
    public Func<PayRequest, ChannelState>? Preparing { get; set; }

    /// <summary>How many calls of an operation came: "pay", "query", "close", "continue", "refund", "refund-query".</summary>
    /// <param name="operation">The operation.</param>
    public int Count(string operation) => Calls.Count(c => c.StartsWith(operation + " ", StringComparison.Ordinal));

    /// <inheritdoc/>
    public ChannelState Prepare(PayRequest request) => Preparing?.Invoke(request) ?? ChannelState.Empty;

    /// <inheritdoc/>
    public ChannelState PrepareRefund(RefundRequest request) => ChannelState.Empty;

    /// <inheritdoc/>
    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken)
    {
        Calls.Add("pay " + request.AttemptNumber);
        PayRequests.Add(request);
        return Pay.AnswerAsync(request, r => Taken(Ledger.Capture(r.AttemptNumber, r.Amount)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        Calls.Add("query " + request.AttemptNumber);
        return Query.AnswerAsync(request, r => Status(r.AttemptNumber), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken)
    {
        Calls.Add("close " + request.AttemptNumber);
        return Close.AnswerAsync(request, r => Closed(r.AttemptNumber), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken)
    {
        Calls.Add("continue " + request.Original.AttemptNumber);
        ContinueRequests.Add(request);
        return Continue.AnswerAsync(request, r => Taken(Ledger.Capture(r.Original.AttemptNumber, r.Original.Amount)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        Calls.Add("refund " + request.RefundNumber);
        RefundRequests.Add(request);
        return Refund.AnswerAsync(request, GiveBack, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken)
    {
        Calls.Add("refund-query " + request.Refund.RefundNumber);
        return QueryRefund.AnswerAsync(request, r => Ledger.Refunds.TryGetValue(r.Refund.RefundNumber, out var amount)
            ? RefundResult.Succeeded("rf-" + r.Refund.RefundNumber, amount)
            : RefundResult.Of(RefundOutcome.NotFound), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) =>
        Bill.AnswerAsync(request, _ => new() { Status = BillStatus.NotReady }, cancellationToken);

    /// <inheritdoc/>
    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        Notifications.AnswerAsync(notification, n => Encoding.UTF8.GetString(n.Body.Span) == GoodNotification
            ? new() { Verdict = NotificationVerdict.Verified }
            : NotificationResult.Rejected("not signed"), cancellationToken);

    /// <summary>What the ledger says of an attempt, as a query answers it.</summary>
    /// <param name="attemptNumber">The attempt.</param>
    public QueryResult Status(string attemptNumber) => Ledger.Find(attemptNumber) is not { } entry
        ? new() { Status = AttemptStatus.NotFound }
        : new()
        {
            Status = entry.Status,
            Captured = entry.CapturedMinor > 0 ? entry.Amount with { Minor = entry.CapturedMinor } : null,
            ChannelTransactionId = entry.TransactionId,
            Fault = entry.Status == AttemptStatus.Declined ? new(FaultStage.Answered, FaultBlame.Channel, "declined", "declined") : null,
        };

    private CloseResult Closed(string attemptNumber)
    {
        if (Ledger.Find(attemptNumber) is not { } entry) return CloseResult.Of(CloseOutcome.NotFound);
        if (entry.Status == AttemptStatus.Paid) return CloseResult.Of(CloseOutcome.AlreadyPaid);
        Ledger.End(attemptNumber, AttemptStatus.Closed);
        return CloseResult.Of(CloseOutcome.Closed);
    }

    private RefundResult GiveBack(RefundRequest request) => Ledger.Refund(request.RefundNumber, request.AttemptNumber, request.Amount)
        ? RefundResult.Succeeded("rf-" + request.RefundNumber, request.Amount)
        : RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Request, "too-much", "more than is left"));

    private static ChannelResult Taken(FakeEntry entry) =>
        ChannelResult.Succeeded(entry.TransactionId!, entry.Amount with { Minor = entry.CapturedMinor });
}
