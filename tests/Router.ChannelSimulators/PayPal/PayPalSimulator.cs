using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.PayPal;

/// <summary>PayPal's REST API over HTTP: tokens, Orders v2, Payments v2, Transaction Search, signed webhooks.</summary>
public sealed class PayPalSimulator : ProviderSimulator, IProvider
{
    private const string CertificateFolder = "/v1/notifications/certs/";
    private readonly PayPalDoor _door;
    private readonly PayPalBook _book;
    private readonly PayPalPages _pages;
    private readonly PayPalSeal _seal;
    private readonly PayPalReport _report;
    private readonly Dictionary<string, (string Body, Func<WireAnswer> Again, DateTimeOffset At)> _done = [];

    /// <summary>Makes one.</summary>
    /// <param name="time">PayPal's clock.</param>
    /// <param name="address">Where to listen.</param>
    public PayPalSimulator(TimeProvider time, string address = "http://127.0.0.1:0")
        : base(time, address)
    {
        _door = new(time);
        _book = new(time) { Moved = OnMoved };
        _pages = new(() => Address);
        _seal = new(time);
        _report = new(time);
    }

    /// <inheritdoc/>
    public override IReadOnlySet<string> FreshHeaders { get; } = ImmutableHashSet.Create("authorization", "host", "traceparent");

    /// <summary>The root to trust for webhook certificates.</summary>
    public string RootPem => _seal.RootPem;

    /// <summary>True: events are posted to the merchants' webhook addresses, where those are http to this machine.</summary>
    public bool DeliverNotifications { get; set; }

    /// <summary>More transactions than this are not listed for one question.</summary>
    public int ListedMax
    {
        get => _report.ListedMax;
        set => _report.ListedMax = value;
    }

    /// <summary>Lets an account in.</summary>
    public void Register(PayPalMerchant merchant) => Locked(() =>
    {
        _door.Merchants.Add(merchant);
        return 0;
    });

    /// <summary>Every token that was given out is refused from now on.</summary>
    public void ForgetTokens() => Locked(() =>
    {
        _door.ForgetTokens();
        return 0;
    });

    /// <summary>How long new tokens live.</summary>
    public void SetTokenLife(TimeSpan life) => Locked(() => _door.TokenLife = life);

    /// <summary>Signs webhooks with a new certificate from now on.</summary>
    public void RenewCertificate(string subject = "CN=messageverificationcerts.paypal.com", DateTimeOffset? until = null) => Locked(() =>
    {
        _seal.Renew(subject, until);
        return 0;
    });

    /// <summary>New captures stay pending, as eChecks do, until <see cref="SettleCapture"/>.</summary>
    public void HoldCaptures(bool holds) => Locked(() => _book.HoldsCaptures = holds);

    /// <summary>Ends a pending capture.</summary>
    public void SettleCapture(string attemptNumber, bool isPaid) => Locked(() =>
    {
        _book.Settle(_book.Orders.SelectMany(o => o.Captures).Single(c => c.CustomId == attemptNumber && c.Status == "PENDING"), isPaid);
        return 0;
    });

    /// <summary>An event as PayPal posts it; null where there is no such payment.</summary>
    public InboundNotification? Notify(string eventType, string merchantId, string attemptNumber) => Locked(() =>
    {
        var order = _book.Orders.FirstOrDefault(o => o.Merchant.MerchantId == merchantId && o.CustomId == attemptNumber);
        if (order is null) return null;
        var resource = eventType.Split('.')[1] switch
        {
            "ORDER" => _pages.Order(order, true),
            "AUTHORIZATION" => _pages.Authorization(order.Authorizations[^1]),
            _ => _pages.Capture(order.Captures[^1]),
        };
        return _seal.Seal(Event(eventType, resource), order.Merchant.WebhookId, Address, NotificationForgery.None);
    });

    /// <inheritdoc/>
    public override bool Knows(WireFault fault) => fault is not (WireFault.BadSignature or WireFault.Unsigned);

    // A close is answered without a body, so there is nothing to cut and nothing to take for another order's.
    bool IProvider.Knows(WireFault fault, WireCall call, string method) => fault switch
    {
        WireFault.OtherOrder or WireFault.Truncated when call is WireCall.Close => false,
        WireFault.Refused => call is WireCall.Pay or WireCall.Authorize or WireCall.Continue or WireCall.Refund,
        _ => Knows(fault),
    };

    /// <inheritdoc/>
    public override Task<bool> ActAsync(BuyerAct act, string merchantId, PayRequest attempt, PayAction? action) => Task.FromResult(Locked(() =>
    {
        var token = action?.Content.Split("token=")[^1];
        var order = _book.Orders.FirstOrDefault(o => o.Id == token && o.Merchant.MerchantId == merchantId);
        return order is not null && Approve(order, act == BuyerAct.FailToPay);
    }));

    /// <inheritdoc/>
    public override InboundNotification? NotifyPaid(string merchantId, string attemptNumber, NotificationForgery forgery = NotificationForgery.None) => Locked(() =>
    {
        var capture = _book.Orders.Where(o => o.Merchant.MerchantId == merchantId).SelectMany(o => o.Captures).FirstOrDefault(c => c.CustomId == attemptNumber);
        if (capture is null) return null;
        var shown = _pages.Capture(capture);
        var merchant = capture.Order.Merchant;
        if (forgery == NotificationForgery.OtherAmount) shown["amount"] = (capture.Amount with { Steps = capture.Amount.Steps + 100 }).Json();
        if (forgery == NotificationForgery.OtherAccount)
        {
            if (_door.Merchants.Find(m => m.MerchantId != merchantId) is not { } other) return null;
            merchant = other;
            shown["payee"]!["merchant_id"] = other.MerchantId;
        }

        return _seal.Seal(Event("PAYMENT.CAPTURE.COMPLETED", shown), merchant.WebhookId, Address, forgery);
    });

    /// <inheritdoc/>
    public override InboundNotification? NotifyRefunded(string merchantId, string refundNumber) => Locked(() =>
    {
        var refund = _book.Orders.Where(o => o.Merchant.MerchantId == merchantId).SelectMany(o => o.Refunds).FirstOrDefault(r => r.InvoiceId == refundNumber);
        return refund is null
            ? null
            : _seal.Seal(Event("PAYMENT.CAPTURE.REFUNDED", _pages.Refund(refund)), refund.Order.Merchant.WebhookId, Address, NotificationForgery.None);
    });

    /// <inheritdoc/>
    public override bool Acknowledges(NotificationReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return reply.StatusCode is >= 200 and < 300;
    }

    /// <summary>Nothing to do: PayPal's list of transactions fills by itself, three hours late.</summary>
    public override void MakeBill(string merchantId, DateOnly day)
    {
    }

    /// <inheritdoc/>
    protected override bool IsAside(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Target is "/v1/oauth2/token" or "/v1/notifications/verify-webhook-signature"
            || request.Target.StartsWith(CertificateFolder, StringComparison.Ordinal) || request.Target.StartsWith("/checkoutnow", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    protected override WireAnswer Answer(WireRequest request, WireFault? fault)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            if (request.Target == "/v1/oauth2/token" && request.Method == "POST") return _door.Token(request);
            if (request.Target.StartsWith(CertificateFolder, StringComparison.Ordinal))
                return _seal.Pem(request.Target[CertificateFolder.Length..]) is { } pem ? new(200, Encoding.ASCII.GetBytes(pem), "application/x-pem-file") : throw PayPalRefusal.NotFound();
            if (request.Target.StartsWith("/checkoutnow", StringComparison.Ordinal)) return Checkout(request);
            if (_door.Enter(request) is not { } merchant) return PayPalDoor.Out();
            if (fault is WireFault.UnlistedCode or WireFault.TooFrequent or WireFault.NotPermitted or WireFault.Refused) throw Refusal(request, fault.Value);
            return Carry(request, merchant, fault == WireFault.OtherOrder);
        }
        catch (PayPalRefusal refusal)
        {
            return refusal.Answer();
        }
    }

    private static PayPalRefusal Refusal(WireRequest request, WireFault fault) => fault switch
    {
        WireFault.TooFrequent => new(429, "RATE_LIMIT_REACHED", null, "Too many requests. Blocked due to rate limiting."),
        WireFault.NotPermitted => new(403, "NOT_AUTHORIZED", "PERMISSION_DENIED", "You do not have permission to access or perform operations on this resource."),
        WireFault.Refused when request.Target.EndsWith("/refund", StringComparison.Ordinal) =>
            PayPalRefusal.Unprocessable("REFUND_FAILED_INSUFFICIENT_FUNDS", "Capture could not be refunded due to insufficient funds."),
        WireFault.Refused when request.Target == "/v2/checkout/orders" => PayPalRefusal.Unprocessable("PAYER_CANNOT_PAY", "Payer cannot pay for this transaction."),
        WireFault.Refused => PayPalRefusal.Unprocessable("INSTRUMENT_DECLINED", "The instrument presented was declined."),
        _ => PayPalRefusal.Unprocessable("MOON_IN_THE_WRONG_PHASE", "A code that nobody has written down."),
    };

    // The same PayPal-Request-Id at the same address is the same request: it is answered with what its object is now.
    private WireAnswer Carry(WireRequest request, PayPalMerchant merchant, bool isOthers)
    {
        var (path, query) = Split(request.Target);
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var id = request.Headers.GetValueOrDefault("paypal-request-id");
        if (id is { Length: > 108 }) throw PayPalRefusal.Invalid("INVALID_STRING_MAX_LENGTH", "PayPal-Request-Id");
        if (request.Method is "POST" or "PATCH" && !request.Headers.GetValueOrDefault("content-type", "").StartsWith("application/json", StringComparison.Ordinal))
            throw new PayPalRefusal(415, "UNSUPPORTED_MEDIA_TYPE", null, "The server does not support the request payload's media type.");
        if (request.Method != "POST" || path.EndsWith("verify-webhook-signature", StringComparison.Ordinal)) return Look(request, merchant, parts, query, isOthers);
        if (id is null && path == "/v2/checkout/orders") throw PayPalRefusal.Invalid("PAYPAL_REQUEST_ID_REQUIRED", "A PayPal-Request-Id is required if you are trying to process payment for an Order.");
        var key = $"{merchant.MerchantId} {path} {id}";
        var body = Encoding.UTF8.GetString(request.Body);
        if (id is not null && _done.TryGetValue(key, out var done) && Time.GetUtcNow() < done.At + (parts[1] == "payments" ? TimeSpan.FromDays(45) : TimeSpan.FromHours(6)))
        {
            if (done.Body != body) throw PayPalRefusal.Unprocessable("PAYPAL_REQUEST_ID_PREVIOUSLY_USED", "The PayPal-Request-ID has already been used for another request.");
            return Others(done.Again() with { Status = 200 }, isOthers);
        }

        var again = Do(merchant, parts, PayPalJson.Parse(request.Body), request.Headers.GetValueOrDefault("prefer") == "return=representation");
        if (id is not null) _done[key] = (body, again, Time.GetUtcNow());
        return Others(again(), isOthers);
    }

    private Func<WireAnswer> Do(PayPalMerchant merchant, string[] parts, JsonNode body, bool isWhole)
    {
        switch (parts)
        {
            case ["v2", "checkout", "orders"]:
                var made = _book.Create(merchant, body);
                return () => PayPalJson.Answer(201, _pages.Order(made, isWhole));
            case ["v2", "checkout", "orders", var id, "capture"]:
                var captured = _book.Order(merchant, id);
                _book.Capture(captured);
                Post("PAYMENT.CAPTURE.COMPLETED", captured.Merchant, _pages.Capture(captured.Captures[^1]));
                return () => PayPalJson.Answer(201, _pages.Order(captured, isWhole));
            case ["v2", "checkout", "orders", var id, "authorize"]:
                var authorized = _book.Order(merchant, id);
                _book.Authorize(authorized);
                return () => PayPalJson.Answer(201, _pages.Order(authorized, isWhole));
            case ["v2", "payments", "authorizations", var id, "capture"]:
                var capture = _book.CaptureHeld(_book.Authorization(merchant, id), body);
                Post("PAYMENT.CAPTURE.COMPLETED", capture.Order.Merchant, _pages.Capture(capture));
                return () => PayPalJson.Answer(201, _pages.Capture(capture));
            case ["v2", "payments", "authorizations", var id, "void"]:
                var held = _book.Authorization(merchant, id);
                PayPalBook.Void(held);
                return () => isWhole ? PayPalJson.Answer(200, _pages.Authorization(held)) : new(204, []);
            case ["v2", "payments", "captures", var id, "refund"]:
                var refund = _book.GiveBack(_book.Capture(merchant, id), body);
                Post("PAYMENT.CAPTURE.REFUNDED", refund.Order.Merchant, _pages.Refund(refund));
                return () => PayPalJson.Answer(201, _pages.Refund(refund));
            default:
                throw PayPalRefusal.NotFound();
        }
    }

    private WireAnswer Look(WireRequest request, PayPalMerchant merchant, string[] parts, Dictionary<string, string> query, bool isOthers)
    {
        switch (request.Method, parts)
        {
            case ("PATCH", ["v2", "checkout", "orders", var id]):
                PayPalBook.Patch(_book.Order(merchant, id), PayPalJson.Parse(request.Body));
                return new(204, []);
            case ("GET", ["v2", "checkout", "orders", var id]):
                return Others(PayPalJson.Answer(200, _pages.Order(_book.Order(merchant, id), true)), isOthers);
            case ("GET", ["v2", "payments", "authorizations", var id]):
                return Others(PayPalJson.Answer(200, _pages.Authorization(_book.Authorization(merchant, id))), isOthers);
            case ("GET", ["v2", "payments", "captures", var id]):
                return Others(PayPalJson.Answer(200, _pages.Capture(_book.Capture(merchant, id))), isOthers);
            case ("GET", ["v2", "payments", "refunds", var id]):
                return Others(PayPalJson.Answer(200, _pages.Refund(_book.Refund(merchant, id))), isOthers);
            case ("GET", ["v1", "reporting", "transactions"]):
                return _report.Answer(merchant, query, _book.Captures(merchant), _book.Refunds(merchant), isOthers);
            case ("POST", ["v1", "notifications", "verify-webhook-signature"]):
                return PayPalJson.Answer(200, new JsonObject { ["verification_status"] = _seal.Holds(PayPalJson.Parse(request.Body), EventBytes(request.Body)) ? "SUCCESS" : "FAILURE" });
            default:
                throw PayPalRefusal.NotFound();
        }
    }

    // The event exactly as it stands in the question, which puts it last.
    private static byte[] EventBytes(byte[] question)
    {
        var text = Encoding.UTF8.GetString(question);
        const string Name = "\"webhook_event\":";
        var from = text.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        return Encoding.UTF8.GetBytes(text[from..text.LastIndexOf('}')]);
    }

    // The same answer about another payment: other ids and other numbers.
    private static WireAnswer Others(WireAnswer answer, bool isOthers)
    {
        if (!isOthers) return answer;
        var body = JsonNode.Parse(answer.Body)!;
        Rename(body);
        return PayPalJson.Answer(answer.Status, body);
    }

    private static void Rename(JsonNode? node)
    {
        foreach (var item in node as JsonArray ?? []) Rename(item);
        if (node is not JsonObject members) return;
        foreach (var name in members.Select(m => m.Key).ToList())
        {
            if (name is "id" or "reference_id" or "custom_id" or "invoice_id" && PayPalJson.Text(members, name) is { } text) members[name] = "9" + text[1..];
            else Rename(members[name]);
        }
    }

    // The buyer's page: two links.
    private WireAnswer Checkout(WireRequest request)
    {
        var (path, query) = Split(request.Target);
        var order = _book.Orders.Find(o => o.Id == query.GetValueOrDefault("token")) ?? throw PayPalRefusal.NotFound();
        if (path == "/checkoutnow")
        {
            var page = $"<html><body><h1>PayPal (simulated)</h1><p><a href=\"/checkoutnow/approve?token={order.Id}\">Pay</a> <a href=\"/checkoutnow/badcard?token={order.Id}\">Pay with a bad card</a></p></body></html>";
            return new(200, Encoding.UTF8.GetBytes(page), "text/html; charset=utf-8");
        }

        Approve(order, path.EndsWith("badcard", StringComparison.Ordinal));
        var back = order.ReturnUrl is { } url ? $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}token={order.Id}&PayerID=BUYER" : "/checkoutnow?token=" + order.Id;
        return new(302, [], null, new Dictionary<string, string> { ["Location"] = back });
    }

    // PayPal lets the buyer approve an order whose intent was turned round; it is no payment any more, for its capture is refused.
    private bool Approve(SimulatedOrder order, bool hasBadCard)
    {
        if (_book.IsExpired(order) || order.Status is not ("PAYER_ACTION_REQUIRED" or "APPROVED")) return false;
        order.Status = "APPROVED";
        order.HasBadCard = hasBadCard;
        Post("CHECKOUT.ORDER.APPROVED", order.Merchant, _pages.Order(order, true));
        return order.Intent == order.FirstIntent;
    }

    private void OnMoved(SimulatedPart part) => Book(new(
        part.Order.Merchant.MerchantId, part.Order.CustomId ?? "", part.IsRefund ? part.InvoiceId ?? "" : null, part.IsRefund ? part.Parent!.Id : part.Id,
        part.Amount.Money(), part.At));

    private JsonObject Event(string type, JsonObject resource) => new()
    {
        ["id"] = "WH-" + Guid.NewGuid().ToString("N")[..17].ToUpperInvariant(),
        ["event_version"] = "1.0",
        ["create_time"] = PayPalJson.Time(Time.GetUtcNow()),
        ["resource_type"] = type.Split('.')[1].ToLowerInvariant(),
        ["event_type"] = type,
        ["summary"] = type,
        ["resource"] = resource,
    };

    private void Post(string type, PayPalMerchant merchant, JsonObject resource)
    {
        if (!DeliverNotifications || merchant.WebhookUrl is not { IsLoopback: true, Scheme: "http" } url) return;
        var sealedEvent = _seal.Seal(Event(type, resource), merchant.WebhookId, Address, NotificationForgery.None);
        _ = PayPalCourier.DeliverAsync(url, sealedEvent);
    }

    private static (string Path, Dictionary<string, string> Query) Split(string target)
    {
        var cut = target.Split('?', 2);
        var query = new Dictionary<string, string>();
        foreach (var pair in cut.Length == 2 ? cut[1].Split('&') : [])
        {
            var parts = pair.Split('=', 2);
            query[parts[0]] = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
        }

        return (cut[0], query);
    }
}
