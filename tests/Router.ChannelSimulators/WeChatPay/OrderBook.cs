using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.WeChatPay;

/// <summary>WeChat Pay's orders: placing, asking, closing and paying them.</summary>
internal sealed class OrderBook(TimeProvider time, Action<ProviderEntry> book)
{
    private static readonly TimeSpan s_ticketLife = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_h5Life = TimeSpan.FromMinutes(5);
    private readonly Dictionary<(string Merchant, string Number), SimulatedOrder> _orders = [];
    private long _lastId = 4200_0026_3200_0000;

    public IEnumerable<SimulatedOrder> All => _orders.Values;

    public SimulatedOrder? Find(string merchantId, string number) => _orders.GetValueOrDefault((merchantId, number));

    public WireAnswer Place(SimulatedMerchant merchant, string kind, bool partner, byte[] raw)
    {
        if (Parse(raw) is not { } body) return Replies.Error(400, "PARAM_ERROR", "the body is not JSON");
        if (OrderCheck.Refuse(body, kind, partner, merchant) is var (status, code, message)) return Replies.Error(status, code, message);
        var number = OrderCheck.Text(body, "out_trade_no");
        var text = Encoding.UTF8.GetString(raw);
        var order = Find(merchant.MerchantId, number);
        if (order is null)
        {
            var now = time.GetUtcNow();
            var until = OrderCheck.Expiry(body)!.Value;
            order = new()
            {
                Merchant = merchant,
                Number = number,
                Kind = kind,
                RawBody = text,
                Body = body,
                CreatedAt = now,
                PayableUntil = until < now.AddMinutes(1) ? now.AddMinutes(1) : until,
                Total = OrderCheck.Total(body)!.Value,
            };
            _orders.Add((merchant.MerchantId, number), order);
        }
        else if (order.RawBody != text || order.Kind != kind)
        {
            return Replies.Error(403, "OUT_TRADE_NO_USED", "the number is used with other fields");
        }

        return order.TradeState switch
        {
            "NOTPAY" => Replies.Json(200, Ticket(order)),
            "CLOSED" => Replies.Error(400, "ORDER_CLOSED", "the order is closed"),
            _ => Replies.Error(400, "ORDERPAID", "the order is paid"),
        };
    }

    public WireAnswer Ask(SimulatedMerchant merchant, string number, bool partner, IReadOnlyDictionary<string, string> query)
    {
        if (query.GetValueOrDefault(partner ? "sp_mchid" : "mchid") != merchant.MerchantId) return Replies.Error(400, "PARAM_ERROR", "mchid is not the one that signed");
        if (partner && !merchant.SubMerchants.Contains(query.GetValueOrDefault("sub_mchid", ""))) return Replies.Error(403, "NO_AUTH", "the sub-merchant is another's");
        if (Find(merchant.MerchantId, number) is not { } order || order.IsPartners != partner || (partner && order.Text("sub_mchid") != query["sub_mchid"]))
            return Replies.Error(404, "ORDER_NOT_EXIST", "there is no such order");
        return Replies.Json(200, Transaction(order));
    }

    // A number that was never seen is answered like one that was closed.
    public WireAnswer Close(SimulatedMerchant merchant, string number, bool partner, byte[] raw)
    {
        if (Parse(raw) is not { } body || OrderCheck.Text(body, partner ? "sp_mchid" : "mchid") != merchant.MerchantId)
            return Replies.Error(400, "PARAM_ERROR", "mchid is missing or another's");
        if (partner && !merchant.SubMerchants.Contains(OrderCheck.Text(body, "sub_mchid"))) return Replies.Error(403, "NO_AUTH", "the sub-merchant is another's");
        if (Find(merchant.MerchantId, number) is not { } order) return Replies.NoContent();
        if (order.TradeState is not ("NOTPAY" or "CLOSED")) return Replies.Error(400, "ORDER_PAID", "the order is paid");
        order.TradeState = "CLOSED";
        return Replies.NoContent();
    }

    /// <summary>The buyer pays with what he was given.</summary>
    public bool Pay(SimulatedOrder order, PayAction? action)
    {
        var now = time.GetUtcNow();
        if (order.TradeState != "NOTPAY" || now >= order.PayableUntil || action is null || !Admits(order, action, now)) return false;
        order.TradeState = "SUCCESS";
        order.TransactionId = NextId();
        order.PaidAt = now;
        book(new(order.Merchant.MerchantId, order.Number, null, order.TransactionId, new Money(order.Total, Currency.CNY), now));
        return true;
    }

    public string NextId() => (++_lastId).ToString("D28", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An order as a query answers it and a notification carries it.</summary>
    public static JsonObject Transaction(SimulatedOrder order, string? asNumber = null, long extra = 0)
    {
        var body = new JsonObject();
        foreach (var name in new[] { "appid", "mchid", "sp_appid", "sp_mchid", "sub_appid", "sub_mchid" })
        {
            if (order.Body.ContainsKey(name)) body[name] = order.Text(name);
        }

        body["out_trade_no"] = asNumber ?? order.Number;
        body["trade_state"] = order.Refunds.Any(r => r.Status is "SUCCESS" or "PROCESSING") ? "REFUND" : order.TradeState;
        body["trade_state_desc"] = order.TradeState == "SUCCESS" ? "支付成功" : "订单未支付";
        body["attach"] = order.Text("attach");
        if (order.PaidAt is null) return body;
        body["transaction_id"] = order.TransactionId;
        body["trade_type"] = order.Kind == "h5" ? "MWEB" : order.Kind.ToUpperInvariant();
        body["bank_type"] = "OTHERS";
        body["success_time"] = Replies.Time(order.PaidAt.Value);
        body["payer"] = new JsonObject { [order.IsPartners ? "sp_openid" : "openid"] = "oSimulatedPayer" };
        body["amount"] = new JsonObject { ["total"] = order.Total + extra, ["payer_total"] = order.Total + extra, ["currency"] = "CNY", ["payer_currency"] = "CNY" };
        return body;
    }

    public static JsonObject? Parse(byte[] raw)
    {
        try
        {
            return JsonNode.Parse(raw) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private JsonObject Ticket(SimulatedOrder order)
    {
        var now = time.GetUtcNow();
        var id = "wx" + RandomNumberGenerator.GetHexString(34, lowercase: true);
        var (name, value, life) = order.Kind switch
        {
            "native" => ("code_url", "weixin://wxpay/bizpayurl?pr=" + id, s_ticketLife),
            "h5" => ("h5_url", $"https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id={id}&package=4049184564", s_h5Life),
            _ => ("prepay_id", id, s_ticketLife),
        };
        order.Tickets[value] = now + life;
        return new() { [name] = value };
    }

    private static bool Admits(SimulatedOrder order, PayAction action, DateTimeOffset now)
    {
        var fields = action.Fields ?? new Dictionary<string, string>();
        var ticket = order.Kind switch
        {
            "native" => action.Content,
            "h5" => order.Tickets.Keys.FirstOrDefault(url => action.Content.StartsWith(url, StringComparison.Ordinal)) ?? "",
            "jsapi" => fields.GetValueOrDefault("package", "").Replace("prepay_id=", "", StringComparison.Ordinal),
            _ => fields.GetValueOrDefault("prepayid", ""),
        };
        if (!order.Tickets.TryGetValue(ticket, out var until) || now >= until) return false;
        var appId = order.IsPartners && order.Body.ContainsKey("sub_appid") ? order.Text("sub_appid") : order.Text(order.IsPartners ? "sp_appid" : "appid");
        return order.Kind switch
        {
            "jsapi" => fields.GetValueOrDefault("signType") == "RSA" && fields.GetValueOrDefault("appId") == appId
                && Signed(order.Merchant, fields, "paySign", appId, fields.GetValueOrDefault("timeStamp"), fields.GetValueOrDefault("nonceStr"), "prepay_id=" + ticket),
            "app" => fields.GetValueOrDefault("package") == "Sign=WXPay" && fields.GetValueOrDefault("appid") == appId
                && fields.GetValueOrDefault("partnerid") == (order.IsPartners ? order.Text("sub_mchid") : order.Merchant.MerchantId)
                && Signed(order.Merchant, fields, "sign", appId, fields.GetValueOrDefault("timestamp"), fields.GetValueOrDefault("noncestr"), ticket),
            _ => true,
        };
    }

    private static bool Signed(SimulatedMerchant merchant, IReadOnlyDictionary<string, string> fields, string signField, params string?[] lines)
    {
        var signature = Convert.FromBase64String(fields.GetValueOrDefault(signField, ""));
        var text = string.Concat(lines.Select(line => line + "\n"));
        return lines.All(line => !string.IsNullOrEmpty(line))
            && merchant.Key.VerifyData(Encoding.UTF8.GetBytes(text), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
