using System.Globalization;
using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.Store;

namespace Router.TestKit.Stores;

/// <summary>Plausible orders, refunds and messages for tests of stores. Everything follows from the number.</summary>
public static class OrderSamples
{
    /// <summary>When the samples begin: 2026-01-01T00:00:00Z.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The id of the n-th sample payment; ids rise with n.</summary>
    public static string PaymentId(int number) => "pay" + number.ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>A payment that has just been created: one planned candidate, no attempt.</summary>
    public static PaymentOrder Payment(int number, string merchant = "shop") => new()
    {
        Id = PaymentId(number),
        State = PaymentState.Created,
        Terms = new PaymentTerms
        {
            Merchant = merchant,
            MerchantOrderNo = "order-" + number.ToString(CultureInfo.InvariantCulture),
            Amount = new Money(1000 + number, Currency.CNY),
            Description = "茶 \"two cups\"",
            Methods = ["wechat.native", "alipay.qr"],
            Payer = new Payer(Id: "buyer-1", IpAddress: "203.0.113.7"),
            Facts = new Dictionary<string, string> { ["platform"] = "ios", ["region"] = "CN-GD" },
        },
        CreatedAt = Start.AddSeconds(number),
        ExpiresAt = Start.AddSeconds(number).AddMinutes(30),
        Plan = new RoutePlan
        {
            Outcome = RouteOutcome.Routed,
            RuleId = "r1",
            RuleSetHash = "9f86d081",
            CatalogHash = "60303ae2",
            Seed = ulong.MaxValue - (ulong)number,
            Candidates = [new PlannedCandidate("acct-a", "simulator", "wechat.native", 70, 68.5, 6, 6000, 0.98, 0.97, "closed", "drawn")],
            Excluded = [new ExcludedCandidate("acct-b", "method not offered")],
        },
    };

    /// <summary>An attempt that is being sent.</summary>
    public static Attempt Attempt(string number, string accountId = "acct-a", AttemptState state = AttemptState.Sending) => new()
    {
        Number = number,
        AccountId = accountId,
        ChannelId = "simulator",
        Method = "wechat.native",
        State = state,
        SentAmount = new Money(1000, Currency.CNY),
        NotifyUrl = new Uri("https://pay.example/notify/simulator/" + accountId),
        RequestTime = Start,
        SendBy = Start.AddSeconds(2),
        Deadline = Start.AddSeconds(10),
        ExpiresAt = Start.AddMinutes(30),
        ChannelState = new ChannelState(1, "{\"t\":\"20260101000000\"}"),
        Action = new PayAction(PayActionKind.QrCode, "weixin://pay/" + number, ExpiresAt: Start.AddMinutes(30)),
    };

    /// <summary>A refund that has just been created.</summary>
    public static RefundOrder Refund(int number, string paymentId, string merchant = "shop") => new()
    {
        Id = "ref" + number.ToString("D8", CultureInfo.InvariantCulture),
        PaymentId = paymentId,
        Merchant = merchant,
        MerchantRefundNo = "refund-" + number.ToString(CultureInfo.InvariantCulture),
        RefundNumber = "R" + number.ToString("D8", CultureInfo.InvariantCulture),
        State = RefundState.Created,
        Amount = new Money(100, Currency.CNY),
        SentAmount = new Money(100, Currency.CNY),
        AttemptNumber = "A1",
        AccountId = "acct-a",
        ChannelId = "simulator",
        NotifyUrl = new Uri("https://pay.example/notify/simulator/acct-a"),
        RequestTime = Start,
        ChannelState = ChannelState.Empty,
        CreatedAt = Start,
    };

    /// <summary>A commit that writes a refund over the version it was read at.</summary>
    public static OrderCommit Update(RefundOrder refund) => new() { Refund = new RefundWrite(refund, refund.Version) };

    /// <summary>A message that waits to be sent.</summary>
    public static OutboxRecord Message(string id, string paymentId, DateTimeOffset? dueAt) => new()
    {
        Id = id,
        Type = "payment.succeeded",
        Merchant = "shop",
        PaymentId = paymentId,
        Url = new Uri("https://shop.example/notify?a=b%20c"),
        Body = "{\"id\":\"" + id + "\",\"note\":\"已支付\"}",
        CreatedAt = Start,
        DueAt = dueAt,
    };

    /// <summary>A commit that inserts a payment.</summary>
    public static OrderCommit Insert(PaymentOrder order) => new() { Payment = new PaymentWrite(order, 0) };

    /// <summary>A commit that writes a payment over the version it was read at.</summary>
    public static OrderCommit Update(PaymentOrder order) => new() { Payment = new PaymentWrite(order, order.Version) };

    /// <summary>A commit that inserts a refund.</summary>
    public static OrderCommit Insert(RefundOrder refund) => new() { Refund = new RefundWrite(refund, 0) };
}
