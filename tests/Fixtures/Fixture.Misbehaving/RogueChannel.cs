using System.Text;
using Router.Abstractions;

namespace Fixture;

internal sealed class RogueChannel(IChannelHost host) : IChannel, IDisposable
{
    public ChannelState Prepare(PayRequest request) => How(request.Description, "prepare") switch
    {
        "" => ChannelState.Empty,
        "null" => null!,
        "huge" => new(1, new string('x', ChannelState.MaxBytes + 1)),
        { } how => Misdeeds.Sync(how, host, ChannelState.Empty),
    };

    public ChannelState PrepareRefund(RefundRequest request) =>
        How(request.Reason, "prepare") is { Length: > 0 } how ? Misdeeds.Sync(how, host, ChannelState.Empty) : ChannelState.Empty;

    public Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken)
    {
        var how = How(request.Description, "pay");
        if (how.Length == 0) return Task.FromResult(ChannelResult.Succeeded("rogue-" + request.AttemptNumber, request.Amount));
        if (Nonsense.Pay(how, request, host) is { } nonsense) return Task.FromResult(nonsense);
        return Misdeeds.Async(how, host, request, ChannelResult.Succeeded("rogue-" + request.AttemptNumber, request.Amount), cancellationToken);
    }

    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        var honest = new QueryResult { Status = AttemptStatus.NotFound };
        return How(request.Original?.Description, "query") switch
        {
            "" => Task.FromResult(honest),
            "paid" => Task.FromResult(new QueryResult { Status = AttemptStatus.Paid, Captured = request.Amount, ChannelTransactionId = "rogue-" + request.AttemptNumber }),
            "undefined" => Task.FromResult(new QueryResult { Status = (AttemptStatus)99 }),
            "bare-paid" => Task.FromResult(new QueryResult { Status = AttemptStatus.Paid }),
            "declined-captured" => Task.FromResult(new QueryResult { Status = AttemptStatus.Declined, Captured = request.Amount }),
            { } how => Misdeeds.Async(how, host, request.Original!, honest, cancellationToken),
        };
    }

    public Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) => Task.FromResult(CloseResult.Of(CloseOutcome.TooEarly));

    public Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => How(request.Reason, "refund") switch
    {
        "" => Task.FromResult(RefundResult.Succeeded("rogue-" + request.RefundNumber, request.Amount)),
        "undefined" => Task.FromResult(RefundResult.Of((RefundOutcome)77)),
        "failed-refunded" => Task.FromResult(RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Channel, "x", "x")) with { Refunded = request.Amount }),
        "flipped" => Task.FromResult(RefundResult.Succeeded("rogue", request.Amount with { Minor = request.Amount.Minor + 1 })),
        { } how => Misdeeds.Async<RefundResult>(how, host, null, null!, cancellationToken),
    };

    public Task<RefundResult> QueryRefundAsync(RefundQueryRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(RefundResult.Of(RefundOutcome.Processing));

    public Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new BillResult { Status = BillStatus.Unsupported });

    public Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(notification.Body.Span) switch
        {
            "null" => Task.FromResult<NotificationResult>(null!),
            "rejected" => Task.FromResult(NotificationResult.Rejected("it is not signed")),
            "undefined" => Task.FromResult(new NotificationResult { Verdict = (NotificationVerdict)9 }),
            "null-event" => Task.FromResult(new NotificationResult { Verdict = NotificationVerdict.Verified, Events = [null!] }),
            "flood" => Task.FromResult(new NotificationResult
            {
                Verdict = NotificationVerdict.Verified,
                Events = [.. Enumerable.Range(0, 100_000).Select(i => new NotificationEvent { AttemptNumber = $"t{i}" })],
            }),
            "reply" => Task.FromResult(new NotificationResult { Verdict = NotificationVerdict.Verified, Acknowledge = new(0, "a\r\nb", "x") }),
            var how => Misdeeds.Async<NotificationResult>(how, host, null, null!, cancellationToken),
        };

    public void Dispose() => throw new InvalidOperationException("thrown in Dispose");

    private static string How(string? text, string part)
    {
        foreach (var word in (text ?? "").Split(' '))
            if (word.StartsWith(part + "=", StringComparison.Ordinal)) return word[(part.Length + 1)..];
        return "";
    }
}
