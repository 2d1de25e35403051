using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.ChannelSimulators;
using Router.TestKit.Compliance;

namespace Router.TestKit.Tests.Acme;

/// <summary>Acme's side of the wire: its own ledger, its own signing, no code of the plugin.</summary>
internal sealed class AcmeSimulator(TimeProvider time) : ProviderSimulator(time), IProvider
{
    private readonly Dictionary<string, byte[]> _keys = [];
    private readonly Dictionary<(string Merchant, string Number), AcmeOrderBook> _orders = [];
    private readonly HashSet<(string Merchant, string Day)> _bills = [];
    private int _messages;

    public override IReadOnlySet<string> FreshHeaders { get; } = ImmutableHashSet.Create("acme-time", "acme-signature");

    /// <summary>Takes on a merchant.</summary>
    /// <returns>Its API key as Acme's console shows it.</returns>
    public string Register(string merchant)
    {
        var key = SHA256.HashData(Encoding.ASCII.GetBytes("key of " + merchant));
        Locked(() => _keys[merchant] = key);
        return Convert.ToBase64String(key);
    }

    public override bool Knows(WireFault fault) => true;

    // A bill names no order, and nobody refuses one for its buyer.
    bool IProvider.Knows(WireFault fault, WireCall call, string method) => call != WireCall.Bill || fault is not WireFault.OtherOrder;

    public override Task<bool> ActAsync(BuyerAct act, string merchantId, PayRequest attempt, PayAction? action) => Task.FromResult(Locked(() =>
    {
        if (Find(merchantId, attempt.AttemptNumber) is not { Status: "open" } order || (action is not null && action.Content != PayUrl(order))) return false;
        // A refused card leaves the order open: he may try another.
        if (act == BuyerAct.FailToPay) return true;
        if (order.Kind == "page") Capture(order, order.Amount, "buyer");
        else order.Status = order.Kind == "hold" ? "held" : "approved";
        return true;
    }));

    public override InboundNotification? NotifyPaid(string merchantId, string attemptNumber, NotificationForgery forgery) => Locked(() =>
    {
        var order = Find(merchantId, attemptNumber)!;
        var said = OrderJson(order);
        if (forgery == NotificationForgery.OtherAccount) said["merchant"] = merchantId = _keys.Keys.First(m => m != merchantId);
        if (forgery == NotificationForgery.OtherAmount) said["amount"] = (order.Captured + new Money(100, order.Captured.Currency)).ToMajorText();
        return Notification(said, merchantId, forgery);
    });

    public override InboundNotification? NotifyRefunded(string merchantId, string refundNumber) => Locked(() =>
    {
        var order = _orders.Values.First(o => o.Merchant == merchantId && o.Refunds.ContainsKey(refundNumber));
        return Notification(RefundJson(order, refundNumber), merchantId, NotificationForgery.None);
    });

    public override bool Acknowledges(NotificationReply reply) => reply is { StatusCode: 200, Body: "ok" };

    public override void MakeBill(string merchantId, DateOnly day) => Locked(() => _bills.Add((merchantId, Day(day))));

    protected override WireAnswer Answer(WireRequest request, WireFault? fault)
    {
        var merchant = request.Headers.GetValueOrDefault("acme-merchant") ?? "";
        if (!_keys.TryGetValue(merchant, out var key)) return new(401, "unknown merchant"u8.ToArray());
        var answer = IsSigned(request, key) ? Carry(request, merchant, fault) : Error(merchant, 401, "BAD_SIGNATURE");
        if (fault == WireFault.OtherOrder) answer = answer with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(answer.Body).Replace("\"K0", "\"K9").Replace("\"R0", "\"R9")) };
        return fault == WireFault.Unsigned ? answer : Signed(answer, request.Target, fault == WireFault.BadSignature ? new byte[32] : key);
    }

    private WireAnswer Carry(WireRequest request, string merchant, WireFault? fault)
    {
        var path = request.Target.Split('/');
        switch (fault)
        {
            case WireFault.TooFrequent: return Error(merchant, 429, "TOO_FREQUENT", retryAfter: 30);
            case WireFault.NotPermitted: return Error(merchant, 403, "NOT_PERMITTED");
            case WireFault.UnlistedCode: return Error(merchant, 400, "E7781");
            case WireFault.Refused: return Error(merchant, 402, path[1] == "refunds" ? "BALANCE_TOO_LOW" : "BUYER_REFUSED");
        }

        return (request.Method, path) switch
        {
            ("GET", ["", "ping"]) => Ok(new() { ["merchant"] = merchant }),
            ("POST", ["", "orders"]) => Create(merchant, Json(request)),
            ("GET", ["", "orders", var number]) => Find(merchant, number) is { } order ? Ok(OrderJson(order)) : Error(merchant, 404, "NOT_FOUND"),
            ("POST", ["", "orders", var number, "close"]) => Close(merchant, number),
            ("POST", ["", "orders", var number, "capture"]) => Capture(merchant, number, Json(request)),
            ("POST", ["", "refunds"]) => Refund(merchant, Json(request)),
            ("GET", ["", "refunds", var number]) => _orders.Values.FirstOrDefault(o => o.Merchant == merchant && o.Refunds.ContainsKey(number)) is { } order
                ? Ok(RefundJson(order, number))
                : Error(merchant, 404, "NOT_FOUND"),
            ("GET", ["", "bills", var day]) => Bill(merchant, day),
            _ => Error(merchant, 404, "NO_SUCH_CALL"),
        };
    }

    private WireAnswer Create(string merchant, JsonObject json)
    {
        var number = (string)json["order"]!;
        if (ReadAmount(json) is not { } amount || (string?)json["merchant"] != merchant || number.Length is < 6 or > 32) return Error(merchant, 400, "BAD_REQUEST");
        var expires = DateTimeOffset.FromUnixTimeSeconds((long)json["expires"]!);
        var order = Find(merchant, number);
        if (order is not null && (order.Amount != amount || order.Expires != expires)) return Error(merchant, 409, "NUMBER_USED");
        if (order is null) _orders[(merchant, number)] = order = new(merchant, number, (string)json["kind"]!, amount, expires);
        return Ok(OrderJson(order));
    }

    private WireAnswer Close(string merchant, string number)
    {
        if (Find(merchant, number) is not { } order) return Error(merchant, 404, "NOT_FOUND");
        if (order.IsPaid) return Error(merchant, 409, "ALREADY_PAID");
        order.Status = "closed";
        return Ok(OrderJson(order));
    }

    private WireAnswer Capture(string merchant, string number, JsonObject json)
    {
        if (Find(merchant, number) is not { } order) return Error(merchant, 404, "NOT_FOUND");
        var capture = (string)json["capture"]!;
        if (order.IsPaid) return order.CaptureNumber == capture ? Ok(OrderJson(order)) : Error(merchant, 409, "ALREADY_PAID");
        if (ReadAmount(json) is not { } amount || amount.Minor > order.Amount.Minor) return Error(merchant, 400, "BAD_REQUEST");
        if (order.Status is not ("approved" or "held")) return Error(merchant, 409, "NOT_APPROVED");
        Capture(order, amount, capture);
        return Ok(OrderJson(order));
    }

    private void Capture(AcmeOrderBook order, Money amount, string number)
    {
        (order.Status, order.Captured, order.CaptureNumber, order.PaidAt) = ("paid", amount, number, Time.GetUtcNow());
        Book(new(order.Merchant, order.Number, null, order.Transaction, amount, Time.GetUtcNow()));
    }

    private WireAnswer Refund(string merchant, JsonObject json)
    {
        if (Find(merchant, (string)json["order"]!) is not { IsPaid: true } order) return Error(merchant, 404, "NOT_FOUND");
        var number = (string)json["refund"]!;
        if (ReadAmount(json) is not { } amount || amount.Currency != order.Captured.Currency) return Error(merchant, 400, "BAD_REQUEST");
        if (!order.Refunds.ContainsKey(number))
        {
            if (order.Refunds.Values.Sum(r => r.Minor) + amount.Minor > order.Captured.Minor) return Error(merchant, 409, "TOO_MUCH");
            order.Refunds[number] = amount;
            Book(new(merchant, order.Number, number, order.Transaction, amount, Time.GetUtcNow()));
        }

        return Ok(RefundJson(order, number));
    }

    private WireAnswer Bill(string merchant, string day)
    {
        if (!_bills.Contains((merchant, day))) return Error(merchant, 404, "NO_BILL");
        // Tokyo's days: nine hours ahead all year.
        var lines = Entries.Where(e => e.MerchantId == merchant && Day(DateOnly.FromDateTime(e.At.UtcDateTime.AddHours(9))) == day)
            .Select(e => $"{(e.IsCapture ? "payment" : "refund")},{e.AttemptNumber},{e.RefundNumber},{e.TransactionId},{e.Amount.ToMajorText()},{e.Amount.Currency},{e.At.ToUnixTimeSeconds()}")
            .ToList();
        var text = "kind,order,refund,transaction,amount,currency,time\n" + string.Concat(lines.Select(l => l + "\n")) + $"total,{lines.Count}\n";
        return new(200, Encoding.UTF8.GetBytes(text), "text/csv");
    }

    private AcmeOrderBook? Find(string merchant, string number)
    {
        if (!_orders.TryGetValue((merchant, number), out var order)) return null;
        if (order.Status == "open" && Time.GetUtcNow() >= order.Expires) order.Status = "closed";
        return order;
    }

    private JsonObject OrderJson(AcmeOrderBook order)
    {
        var amount = order.IsPaid ? order.Captured : order.Amount;
        var json = new JsonObject
        {
            ["merchant"] = order.Merchant,
            ["order"] = order.Number,
            ["status"] = order.Status,
            ["amount"] = amount.ToMajorText(),
            ["currency"] = amount.Currency.Code,
            ["expires"] = order.Expires.ToUnixTimeSeconds(),
            ["pay_url"] = PayUrl(order),
        };
        if (order.IsPaid) (json["transaction"], json["paid_at"]) = (order.Transaction, order.PaidAt.ToUnixTimeSeconds());
        return json;
    }

    private string PayUrl(AcmeOrderBook order) => new Uri(Address, $"/pay/{order.Merchant}/{order.Number}").AbsoluteUri;

    private static JsonObject RefundJson(AcmeOrderBook order, string number) => new()
    {
        ["merchant"] = order.Merchant,
        ["order"] = order.Number,
        ["refund"] = number,
        ["refund_status"] = "done",
        ["id"] = "F-" + number,
        ["amount"] = order.Refunds[number].ToMajorText(),
        ["currency"] = order.Refunds[number].Currency.Code,
    };

    private InboundNotification Notification(JsonObject said, string merchant, NotificationForgery forgery)
    {
        said["id"] = $"msg-{++_messages}";
        var sentAt = Time.GetUtcNow() - (forgery == NotificationForgery.Replayed ? TimeSpan.FromDays(1) : TimeSpan.Zero);
        var stamp = sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = Encoding.UTF8.GetBytes(said.ToJsonString());
        var headers = new Dictionary<string, string> { ["content-type"] = "application/json", ["acme-time"] = stamp };
        if (forgery != NotificationForgery.Unsigned)
            headers["acme-signature"] = Mac(forgery == NotificationForgery.WrongKey ? new byte[32] : _keys[merchant], "NOTIFY", "", stamp, body);
        if (forgery == NotificationForgery.ChangedBody) body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("\"amount\":\"", "\"amount\":\"9"));
        return new(body, headers, "");
    }

    private WireAnswer Signed(WireAnswer answer, string target, byte[] key)
    {
        var stamp = Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(answer.Headers ?? new Dictionary<string, string>())
        {
            ["acme-time"] = stamp,
            ["acme-signature"] = Mac(key, answer.Status.ToString(CultureInfo.InvariantCulture), target, stamp, answer.Body),
        };
        return answer with { Headers = headers };
    }

    private static string Mac(byte[] key, string first, string second, string third, byte[] body)
    {
        using var hmac = new HMACSHA256(key);
        var head = Encoding.ASCII.GetBytes(string.Join('\n', first, second, third, ""));
        return Convert.ToHexStringLower(hmac.ComputeHash([.. head, .. body]));
    }

    private bool IsSigned(WireRequest request, byte[] key) =>
        request.Headers.TryGetValue("acme-time", out var stamp)
        && Math.Abs(Time.GetUtcNow().ToUnixTimeSeconds() - long.Parse(stamp, CultureInfo.InvariantCulture)) < 300
        && request.Headers.GetValueOrDefault("acme-signature") == Mac(key, request.Method, request.Target, stamp, request.Body);

    private static Money? ReadAmount(JsonObject json) =>
        Money.TryParseMajor((string?)json["amount"], Currency.Parse((string)json["currency"]!), out var amount) && amount.Minor > 0 ? amount : null;

    private static JsonObject Json(WireRequest request) => JsonNode.Parse(request.Body)!.AsObject();

    private static WireAnswer Ok(JsonObject json) => new(200, Encoding.UTF8.GetBytes(json.ToJsonString()), "application/json");

    private static WireAnswer Error(string merchant, int status, string code, int? retryAfter = null) => new(
        status,
        Encoding.UTF8.GetBytes(new JsonObject { ["merchant"] = merchant, ["error"] = code, ["message"] = "The message for " + code }.ToJsonString()),
        "application/json",
        retryAfter is null ? null : new Dictionary<string, string> { ["Retry-After"] = retryAfter.Value.ToString(CultureInfo.InvariantCulture) });

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
