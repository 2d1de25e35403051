using Router.Abstractions;
using Router.TestKit;

namespace Router.Channel.WeChatPay.Tests.Bench;

/// <summary>A channel of the plugin in front of <see cref="StubPlatform"/>, in public-key mode, and the requests that tests make of it.</summary>
internal sealed class StubBench : IDisposable
{
    public const string Number = "K20261120000000000001", RefundNumber = "R20261120000000000001", TransactionId = "4200000263201902167700134902";

    public StubBench(Action<TestMerchant>? change = null, int key = 0)
    {
        Merchant = new("1900000001", Time.GetUtcNow(), key: key);
        Merchant.UsePublicKey(StubPlatform.KeyId, StubPlatform.KeyPem);
        change?.Invoke(Merchant);
        Platform = new(Time);
        Host = new(Time, Platform, Merchant.Secrets);
        Channel = new WeChatPayPlugin().Open(Merchant.Account(), Host);
    }

    public ManualTimeProvider Time { get; } = new(new(2026, 11, 20, 4, 0, 0, TimeSpan.Zero));

    public TestMerchant Merchant { get; }

    public StubPlatform Platform { get; }

    public TestHost Host { get; }

    public IChannel Channel { get; }

    public PayRequest Order(string method = "wechat.native", long fen = 1999)
    {
        var request = new PayRequest
        {
            AttemptNumber = Number,
            Method = method,
            Amount = new(fen, Currency.CNY),
            RequestTime = Time.GetUtcNow(),
            ExpiresAt = Time.GetUtcNow().AddMinutes(30),
            State = ChannelState.Empty,
            Description = "一本书 \"A book\"",
            NotifyUrl = new("https://shop.example/notify/wechat/wechat-test"),
            Payer = new(ChannelUserId: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", IpAddress: "203.0.113.7"),
        };
        return request with { State = Channel.Prepare(request) };
    }

    public QueryRequest Query(PayRequest order) =>
        new() { AttemptNumber = order.AttemptNumber, Method = order.Method, Amount = order.Amount, RequestTime = order.RequestTime, State = order.State };

    public CloseRequest Close(PayRequest order) =>
        new() { AttemptNumber = order.AttemptNumber, Method = order.Method, Amount = order.Amount, RequestTime = order.RequestTime, State = order.State };

    public RefundRequest Refund(long fen = 500, long captured = 1999)
    {
        var order = Order(fen: captured);
        return new()
        {
            RefundNumber = RefundNumber,
            AttemptNumber = Number,
            ChannelTransactionId = TransactionId,
            Method = order.Method,
            Amount = new(fen, Currency.CNY),
            Captured = order.Amount,
            RequestTime = Time.GetUtcNow(),
            PaymentRequestTime = order.RequestTime,
            PaymentState = order.State,
            State = ChannelState.Empty,
            NotifyUrl = order.NotifyUrl,
        };
    }

    public Task<ChannelResult> PayAsync(string method = "wechat.native") => Channel.PayAsync(Order(method), default);

    public Task<QueryResult> QueryAsync() => Channel.QueryAsync(Query(Order()), default);

    public Task<CloseResult> CloseAsync() => Channel.CloseAsync(Close(Order()), default);

    public Task<RefundResult> RefundAsync() => Channel.RefundAsync(Refund(), default);

    public Task<RefundResult> QueryRefundAsync() => Channel.QueryRefundAsync(new() { Refund = Refund() }, default);

    public Task<NotificationResult> ParseAsync(InboundNotification notification) => Channel.ParseNotificationAsync(notification, default);

    public string Transaction(string state = "SUCCESS", string? merchantId = null, string number = Number, long fen = 1999, string? appId = null) =>
        $$$"""{"appid":"{{{appId ?? TestMerchant.AppId}}}","mchid":"{{{merchantId ?? Merchant.MerchantId}}}","out_trade_no":"{{{number}}}","trade_state":"{{{state}}}","transaction_id":"{{{TransactionId}}}","success_time":"2026-11-20T12:01:02+08:00","amount":{"total":{{{fen}}},"payer_total":1,"currency":"CNY"}}""";

    public string RefundAnswer(string status = "SUCCESS", string number = RefundNumber, long fen = 500, long total = 1999) =>
        $$$"""{"refund_id":"50000000382019052709732678859","out_refund_no":"{{{number}}}","transaction_id":"{{{TransactionId}}}","out_trade_no":"{{{Number}}}","status":"{{{status}}}","success_time":"2026-11-20T12:05:00+08:00","amount":{"refund":{{{fen}}},"total":{{{total}}},"currency":"CNY"}}""";

    public void Dispose()
    {
        (Channel as IDisposable)!.Dispose();
        Platform.Dispose();
    }
}
