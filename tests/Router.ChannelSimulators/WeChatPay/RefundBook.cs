using System.Text;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.WeChatPay;

/// <summary>WeChat Pay's refunds: answered as PROCESSING, final from the next look on.</summary>
internal sealed class RefundBook(TimeProvider time, OrderBook orders, Action<ProviderEntry> book)
{
    private const int CountMax = 50;
    private readonly Dictionary<(string Merchant, string Number), SimulatedRefund> _refunds = [];

    /// <summary>What the next refunds end as: SUCCESS, CLOSED or ABNORMAL.</summary>
    public string NextEnd { get; set; } = "SUCCESS";

    public SimulatedRefund? Find(string merchantId, string number) => _refunds.GetValueOrDefault((merchantId, number));

    public WireAnswer Make(SimulatedMerchant merchant, byte[] raw)
    {
        if (OrderBook.Parse(raw) is not { } body) return Replies.Error(400, "PARAM_ERROR", "the body is not JSON");
        var number = OrderCheck.Text(body, "out_refund_no");
        if (!OrderCheck.IsNumber(number, 1, 64, "_-|*@")) return Replies.Error(400, "PARAM_ERROR", "out_refund_no has 1 to 64 characters");
        var text = Encoding.UTF8.GetString(raw);
        if (Find(merchant.MerchantId, number) is { } known)
        {
            return known.RawBody == text
                ? Replies.Json(200, Settle(known))
                : Replies.Error(400, "INVALID_REQUEST", "the amount of the order or the refund is not the one of the request before");
        }

        if (Order(merchant, body) is not { } order) return Replies.Error(404, "RESOURCE_NOT_EXISTS", "there is no such order");
        if (Refuse(order, body, out var amount) is { } refusal) return refusal;
        if (merchant.Balance < amount) return Replies.Error(403, "NOT_ENOUGH", "基本账户余额不足，请充值后重新发起");
        merchant.Balance -= amount;
        var now = time.GetUtcNow();
        var refund = new SimulatedRefund
        {
            Order = order,
            Number = number,
            RawBody = text,
            RefundId = "5" + orders.NextId()[1..],
            Amount = amount,
            CreatedAt = now,
            Status = "PROCESSING",
            EndsAs = NextEnd,
        };
        order.Refunds.Add(refund);
        _refunds.Add((merchant.MerchantId, number), refund);
        // The money leaves the merchant now; what ends as CLOSED or ABNORMAL has not gone to the buyer.
        if (NextEnd == "SUCCESS") book(new(merchant.MerchantId, order.Number, number, order.TransactionId, new Money(amount, Currency.CNY), now));
        return Replies.Json(200, Body(refund));
    }

    public WireAnswer Ask(SimulatedMerchant merchant, string number, string? subMerchantId) =>
        Find(merchant.MerchantId, number) is { } refund && (!refund.Order.IsPartners || refund.Order.Text("sub_mchid") == subMerchantId)
            ? Replies.Json(200, Settle(refund))
            : Replies.Error(404, "RESOURCE_NOT_EXISTS", "there is no such refund");

    /// <summary>The merchant's people finish an abnormal refund in the console.</summary>
    public void Mend(string merchantId, string number)
    {
        var refund = Find(merchantId, number)!;
        (refund.Status, refund.EndsAs, refund.SucceededAt) = ("SUCCESS", "SUCCESS", time.GetUtcNow());
        book(new(merchantId, refund.Order.Number, number, refund.Order.TransactionId, new Money(refund.Amount, Currency.CNY), time.GetUtcNow()));
    }

    public JsonObject Settle(SimulatedRefund refund)
    {
        refund.Status = refund.EndsAs;
        if (refund.Status == "SUCCESS") refund.SucceededAt ??= time.GetUtcNow();
        return Body(refund);
    }

    public static JsonObject Body(SimulatedRefund refund, string? asNumber = null)
    {
        var order = refund.Order;
        var body = new JsonObject
        {
            ["refund_id"] = refund.RefundId,
            ["out_refund_no"] = asNumber ?? refund.Number,
            ["transaction_id"] = order.TransactionId,
            ["out_trade_no"] = order.Number,
            ["channel"] = "ORIGINAL",
            ["user_received_account"] = "支付用户零钱",
            ["create_time"] = Replies.Time(refund.CreatedAt),
            ["status"] = refund.Status,
            ["funds_account"] = "AVAILABLE",
            ["amount"] = new JsonObject
            {
                ["total"] = order.Total,
                ["refund"] = refund.Amount,
                ["payer_total"] = order.Total,
                ["payer_refund"] = refund.Amount,
                ["settlement_refund"] = refund.Amount,
                ["settlement_total"] = order.Total,
                ["discount_refund"] = 0,
                ["currency"] = "CNY",
            },
        };
        if (refund.SucceededAt is { } at) body["success_time"] = Replies.Time(at);
        return body;
    }

    /// <summary>A refund as its notification carries it.</summary>
    public static JsonObject Told(SimulatedRefund refund)
    {
        var order = refund.Order;
        var body = new JsonObject();
        foreach (var name in new[] { "mchid", "sp_mchid", "sub_mchid" })
        {
            if (order.Body.ContainsKey(name)) body[name] = order.Text(name);
        }

        body["transaction_id"] = order.TransactionId;
        body["out_trade_no"] = order.Number;
        body["refund_id"] = refund.RefundId;
        body["out_refund_no"] = refund.Number;
        body["refund_status"] = refund.Status;
        if (refund.SucceededAt is { } at) body["success_time"] = Replies.Time(at);
        body["user_received_account"] = "支付用户零钱";
        body["amount"] = new JsonObject { ["total"] = order.Total, ["refund"] = refund.Amount, ["payer_total"] = order.Total, ["payer_refund"] = refund.Amount };
        return body;
    }

    private SimulatedOrder? Order(SimulatedMerchant merchant, JsonObject body)
    {
        var (id, number) = (OrderCheck.Text(body, "transaction_id"), OrderCheck.Text(body, "out_trade_no"));
        var order = orders.All.FirstOrDefault(o => o.Merchant == merchant && o.PaidAt is not null && (id.Length > 0 ? o.TransactionId == id : o.Number == number));
        return order is { IsPartners: true } && order.Text("sub_mchid") != OrderCheck.Text(body, "sub_mchid") ? null : order;
    }

    private static WireAnswer? Refuse(SimulatedOrder order, JsonObject body, out long amount)
    {
        var amounts = OrderCheck.Member(body, "amount");
        amount = OrderCheck.Number(amounts, "refund") ?? 0;
        if (amount <= 0 || OrderCheck.Text(amounts, "currency") != "CNY") return Replies.Error(400, "PARAM_ERROR", "amount.refund is fen above zero, amount.currency is CNY");
        if (OrderCheck.Text(body, "reason").Length > 80) return Replies.Error(400, "PARAM_ERROR", "reason has at most 80 characters");
        if (body.ContainsKey("notify_url") && OrderCheck.RefuseUrl(OrderCheck.Text(body, "notify_url")) is { } url) return Replies.Error(400, "PARAM_ERROR", url);
        if (OrderCheck.Number(amounts, "total") != order.Total) return Replies.Error(400, "INVALID_REQUEST", "amount.total is not the order's");
        var held = order.Refunds.Where(r => r.Status != "CLOSED").Sum(r => r.Amount);
        if (held + amount > order.Total) return Replies.Error(400, "INVALID_REQUEST", "more than can be refunded");
        return order.Refunds.Count >= CountMax ? Replies.Error(400, "INVALID_REQUEST", "at most 50 refunds of an order") : null;
    }
}
