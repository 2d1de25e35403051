using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Abstractions;

namespace Router.Channel.UnionPay.Tests.Support;

/// <summary>Opens accounts and makes requests.</summary>
internal static class Bench
{
    public static JsonObject Settings() => new()
    {
        ["apiBase"] = "http://127.0.0.1:9",
        ["fileBase"] = "http://127.0.0.1:9",
        ["signPfx"] = "up-pfx",
        ["signPfxPassword"] = "up-password",
        ["rootCertificates"] = new JsonArray(TestKeys.Authority.RootPem),
        ["middleCertificates"] = new JsonArray(TestKeys.Authority.MiddlePem),
    };

    public static ChannelAccount Account(JsonObject? settings = null, bool isProduction = false, AccountMode mode = AccountMode.Direct) => new()
    {
        Id = "unionpay-main",
        Mode = mode,
        MerchantId = TestKeys.Merchant,
        IsProduction = isProduction,
        Settings = JsonDocument.Parse((settings ?? Settings()).ToJsonString()).RootElement,
    };

    public static IChannel Open(TestHost host, JsonObject? settings = null, bool isProduction = false, AccountMode mode = AccountMode.Direct) =>
        new UnionPayPlugin().Open(Account(settings, isProduction, mode), host);

    /// <summary>Opens with changed settings and gives what the operator is told.</summary>
    public static string Refusal(Action<JsonObject> change, Action<TestHost>? prepare = null, bool isProduction = false, AccountMode mode = AccountMode.Direct)
    {
        var host = new TestHost();
        prepare?.Invoke(host);
        var settings = Settings();
        change(settings);
        var open = () => Open(host, settings, isProduction, mode);
        return open.Should().Throw<ChannelConfigurationException>().Which.Message;
    }

    public static PayRequest Pay(IChannel channel, string method = "unionpay.app", long fen = 1999, Currency? currency = null, string number = "A2026112000000001")
    {
        var request = new PayRequest
        {
            AttemptNumber = number,
            Method = method,
            Amount = new(fen, currency ?? Currency.CNY),
            RequestTime = TestKeys.Start,
            ExpiresAt = TestKeys.Start.AddMinutes(30),
            State = ChannelState.Empty,
            Description = "Tea 茶 & {biscuits}",
            NotifyUrl = new("https://shop.example/notify/unionpay/unionpay-main"),
            ReturnUrl = new("https://shop.example/return?order=1"),
        };
        return request with { State = channel.Prepare(request) };
    }

    public static QueryRequest Query(PayRequest request) => new()
    {
        AttemptNumber = request.AttemptNumber,
        Method = request.Method,
        Amount = request.Amount,
        RequestTime = request.RequestTime,
        State = request.State,
        Original = request,
    };

    public static RefundRequest Refund(IChannel channel, PayRequest payment, long fen = 500, string number = "R2026112000000001")
    {
        var request = new RefundRequest
        {
            RefundNumber = number,
            AttemptNumber = payment.AttemptNumber,
            ChannelTransactionId = "782611201200060674028",
            Method = payment.Method,
            Amount = new(fen, Currency.CNY),
            Captured = payment.Amount,
            RequestTime = TestKeys.Start.AddMinutes(5),
            PaymentRequestTime = payment.RequestTime,
            PaymentState = payment.State,
            State = ChannelState.Empty,
            NotifyUrl = payment.NotifyUrl,
        };
        return request with { State = channel.PrepareRefund(request) };
    }
}
