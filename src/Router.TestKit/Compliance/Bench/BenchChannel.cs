using Router.Abstractions;

namespace Router.TestKit.Compliance.Bench;

/// <summary>One opened account: makes the requests that the engine would make, and keeps what each answer teaches.</summary>
internal sealed class BenchChannel(ChannelBench bench, FixtureAccount account, BenchHost host, IChannel? opened = null) : IAsyncDisposable
{
    private readonly BenchCalls _calls = new(bench, account.Account);

    public ChannelAccount Account => account.Account;

    public BenchHost Host => host;

    public IChannel Channel { get; } = opened ?? bench.Plugin.Open(account.Account, host);

    public Attempt Begin(MethodManifest method, Money? amount = null, int numberLength = 20, Func<PayRequest, PayRequest>? change = null)
    {
        var now = bench.Time.GetUtcNow();
        var least = method.MinValidity + TimeSpan.FromMinutes(1);
        var request = bench.Fixture.Complete(new()
        {
            AttemptNumber = bench.NextNumber('K', numberLength),
            Method = method.Name,
            Amount = amount ?? Amounts.Usual(method),
            RequestTime = now,
            ExpiresAt = now + (least > TimeSpan.FromMinutes(30) ? least : TimeSpan.FromMinutes(30)),
            State = ChannelState.Empty,
            Description = "Tea 茶 & \"biscuits\"",
            NotifyUrl = new($"https://shop.example/notify/{bench.Manifest.Id}/{Account.Id}"),
            ReturnUrl = new("https://shop.example/return?order=1&from=channel"),
            Payer = new(Id: "buyer-1", IpAddress: "203.0.113.7", UserAgent: "Mozilla/5.0"),
        });
        if (change is not null) request = change(request);
        return new(method, request with { State = _calls.Prepare(() => Channel.Prepare(request)) });
    }

    public async Task<ChannelResult> PayAsync(Attempt attempt, CancellationToken cancellationToken = default) =>
        Learn(attempt, await _calls.PayAsync(WireCall.Pay, token => Channel.PayAsync(attempt.Request, token), cancellationToken));

    public async Task<ChannelResult> ContinueAsync(Attempt attempt, CancellationToken cancellationToken = default)
    {
        if (Channel is not IContinuation role)
            throw Promise.Broken(attempt.Method.Name, "a channel with the role IContinuation, because it is ready to continue", "none", "Implement it and declare the operation continue.");
        var request = new ContinueRequest { Original = attempt.Request, ContinuationKey = attempt.Number + "-continue-1", State = attempt.Request.State };
        return Learn(attempt, await _calls.PayAsync(WireCall.Continue, token => role.ContinueAsync(request, token), cancellationToken));
    }

    public async Task<QueryResult> QueryAsync(Attempt attempt, CancellationToken cancellationToken = default)
    {
        var sent = attempt.Request;
        var request = new QueryRequest
        {
            AttemptNumber = sent.AttemptNumber,
            Method = sent.Method,
            Amount = sent.Amount,
            RequestTime = sent.RequestTime,
            State = sent.State,
            Original = sent,
        };
        var result = await _calls.QueryAsync(token => Channel.QueryAsync(request, token), cancellationToken);
        attempt.Learn(result.State, result.Action);
        return result;
    }

    public async Task<CloseResult> CloseAsync(Attempt attempt, CancellationToken cancellationToken = default)
    {
        var result = await _calls.CloseAsync(WireCall.Close, token => Channel.CloseAsync(CloseOf(attempt), token), cancellationToken);
        attempt.Learn(result.State);
        return result;
    }

    public RefundWork BeginRefund(PaidAttempt paid, Money amount)
    {
        var request = new RefundRequest
        {
            RefundNumber = bench.NextNumber('R'),
            AttemptNumber = paid.Number,
            ChannelTransactionId = paid.TransactionId,
            Method = paid.Attempt.Method.Name,
            Amount = amount,
            Captured = paid.Captured,
            RequestTime = bench.Time.GetUtcNow(),
            PaymentRequestTime = paid.Attempt.Request.RequestTime,
            PaymentState = paid.Attempt.Request.State,
            State = ChannelState.Empty,
            Reason = "Gone cold 凉了",
            NotifyUrl = paid.Attempt.Request.NotifyUrl,
        };
        return new(paid, request with { State = _calls.Prepare(() => Channel.PrepareRefund(request)) });
    }

    public async Task<RefundResult> RefundAsync(RefundWork refund, CancellationToken cancellationToken = default) =>
        Learn(refund, await _calls.RefundAsync(WireCall.Refund, token => Channel.RefundAsync(refund.Request, token), cancellationToken));

    public async Task<RefundResult> QueryRefundAsync(RefundWork refund, CancellationToken cancellationToken = default) =>
        Learn(refund, await _calls.RefundAsync(
            WireCall.QueryRefund, token => Channel.QueryRefundAsync(new() { Refund = refund.Request }, token), cancellationToken));

    public Task<BillResult> BillAsync(DateOnly day, CancellationToken cancellationToken = default) =>
        _calls.BillAsync(token => Channel.BillAsync(new(day), token), cancellationToken);

    public Task<NotificationResult> ParseAsync(InboundNotification notification, CancellationToken cancellationToken = default) =>
        _calls.ParseAsync(token => Channel.ParseNotificationAsync(notification, token), cancellationToken);

    public async Task<ChannelResult> AuthorizeAsync(Attempt attempt, CancellationToken cancellationToken = default) =>
        Learn(attempt, await _calls.PayAsync(
            WireCall.Authorize, token => ((IPreAuthorization)Channel).AuthorizeAsync(attempt.Request, token), cancellationToken));

    public async Task<ChannelResult> CaptureAsync(Attempt attempt, string number, Money amount, CancellationToken cancellationToken = default) =>
        Learn(attempt, await _calls.PayAsync(
            WireCall.Capture,
            token => ((IPreAuthorization)Channel).CaptureAsync(new(attempt.Request, number, amount, attempt.Request.State), token),
            cancellationToken));

    public async Task<CloseResult> VoidAsync(Attempt attempt, CancellationToken cancellationToken = default)
    {
        var result = await _calls.CloseAsync(
            WireCall.Void, token => ((IPreAuthorization)Channel).VoidAsync(CloseOf(attempt), token), cancellationToken);
        attempt.Learn(result.State);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        // A leased channel is its catalog's.
        if (opened is null)
        {
            if (Channel is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (Channel as IDisposable)?.Dispose();
        }

        host.Dispose();
    }

    private static ChannelResult Learn(Attempt attempt, ChannelResult result)
    {
        attempt.Learn(result.State, result.Action);
        return result;
    }

    private static RefundResult Learn(RefundWork refund, RefundResult result)
    {
        if (result.State is { } state) refund.Request = refund.Request with { State = state };
        return result;
    }

    private static CloseRequest CloseOf(Attempt attempt) => new()
    {
        AttemptNumber = attempt.Number,
        Method = attempt.Request.Method,
        Amount = attempt.Amount,
        RequestTime = attempt.Request.RequestTime,
        State = attempt.Request.State,
    };
}
