using Router.Abstractions;

namespace Router.Channel.Alipay.Tests.Bench;

/// <summary>Requests as the engine makes them.</summary>
internal static class Asks
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 4, 0, 0, TimeSpan.Zero);

    public static PayRequest Pay(string method, long fen = 1999, string number = "A000000000000001") => new()
    {
        AttemptNumber = number,
        Method = method,
        Amount = new(fen, Currency.CNY),
        RequestTime = Now,
        ExpiresAt = Now.AddMinutes(30),
        State = ChannelState.Empty,
        Description = "茶 and \"tea\"",
        NotifyUrl = new("https://shop.example/notify/alipay/main"),
        ReturnUrl = new("https://shop.example/back?order=1&x=2"),
        AuthCode = method == "alipay.barcode" ? "287634438256643940" : null,
    };

    public static QueryRequest Query(this PayRequest pay, ChannelState? state = null) => new()
    {
        AttemptNumber = pay.AttemptNumber,
        Method = pay.Method,
        Amount = pay.Amount,
        RequestTime = pay.RequestTime,
        State = state ?? pay.State,
    };

    public static CloseRequest Close(this PayRequest pay, ChannelState? state = null) => new()
    {
        AttemptNumber = pay.AttemptNumber,
        Method = pay.Method,
        Amount = pay.Amount,
        RequestTime = pay.RequestTime,
        State = state ?? pay.State,
    };

    public static RefundRequest Refund(this PayRequest pay, string tradeNo, long fen, string number = "R000000000000001") => new()
    {
        RefundNumber = number,
        AttemptNumber = pay.AttemptNumber,
        ChannelTransactionId = tradeNo,
        Method = pay.Method,
        Amount = new(fen, Currency.CNY),
        Captured = pay.Amount,
        RequestTime = Now.AddMinutes(5),
        PaymentRequestTime = pay.RequestTime,
        PaymentState = pay.State,
        State = ChannelState.Empty,
        Reason = "凉了",
        NotifyUrl = pay.NotifyUrl,
    };
}
