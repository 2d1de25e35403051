using System.Globalization;
using System.Text.Json.Nodes;

namespace Router.ChannelSimulators.PayPal;

/// <summary>The simulator's memory and what PayPal does with it: orders, captures, authorisations, refunds.</summary>
internal sealed class PayPalBook(TimeProvider time)
{
    private static readonly TimeSpan s_approval = TimeSpan.FromHours(3);
    private long _ids;

    public List<SimulatedOrder> Orders { get; } = [];

    /// <summary>New captures stay PENDING until they are let go.</summary>
    public bool HoldsCaptures { get; set; }

    /// <summary>Called for every capture and refund whose money moves.</summary>
    public required Action<SimulatedPart> Moved { get; init; }

    public IEnumerable<SimulatedPart> Captures(PayPalMerchant merchant) => Orders.Where(o => o.Merchant == merchant).SelectMany(o => o.Captures);

    public IEnumerable<SimulatedPart> Refunds(PayPalMerchant merchant) => Orders.Where(o => o.Merchant == merchant).SelectMany(o => o.Refunds);

    public SimulatedOrder Create(PayPalMerchant merchant, JsonNode body)
    {
        PayPalJson.Only(body, "intent", "purchase_units", "payment_source");
        var intent = PayPalJson.Text(body, "intent") ?? throw PayPalRefusal.Invalid("MISSING_REQUIRED_PARAMETER", "intent");
        if (intent is not ("CAPTURE" or "AUTHORIZE")) throw PayPalRefusal.Invalid("INVALID_PARAMETER_VALUE", "intent");
        if (body["purchase_units"] is not JsonArray { Count: 1 } units) throw PayPalRefusal.Invalid("MISSING_REQUIRED_PARAMETER", "purchase_units");
        var unit = units[0];
        PayPalJson.Only(unit, "reference_id", "custom_id", "invoice_id", "description", "amount");
        PayPalJson.Only(unit!["amount"], "currency_code", "value");
        var order = new SimulatedOrder
        {
            Id = NextId("O"),
            Merchant = merchant,
            Amount = PayPalAmount.Parse(unit["amount"]),
            CreatedAt = time.GetUtcNow(),
            FirstIntent = intent,
            Intent = intent,
            ReferenceId = PayPalJson.Text(unit, "reference_id", 256),
            CustomId = PayPalJson.Text(unit, "custom_id", 255),
            InvoiceId = PayPalJson.Text(unit, "invoice_id", 127),
            Description = PayPalJson.Text(unit, "description", 127),
            ReturnUrl = ReturnUrl(body["payment_source"]),
        };
        Orders.Add(order);
        return order;
    }

    private static string? ReturnUrl(JsonNode? source)
    {
        if (source is null) return null;
        PayPalJson.Only(source, "paypal");
        PayPalJson.Only(source["paypal"], "experience_context");
        var context = source["paypal"]!["experience_context"];
        if (context is null) return null;
        PayPalJson.Only(context, "return_url", "cancel_url", "user_action", "shipping_preference", "brand_name", "locale", "landing_page", "payment_method_preference");
        if (PayPalJson.Text(context, "user_action") is not (null or "PAY_NOW" or "CONTINUE")) throw PayPalRefusal.Invalid("INVALID_PARAMETER_VALUE", "user_action");
        if (PayPalJson.Text(context, "shipping_preference") is not (null or "NO_SHIPPING" or "GET_FROM_FILE" or "SET_PROVIDED_ADDRESS"))
            throw PayPalRefusal.Invalid("INVALID_PARAMETER_VALUE", "shipping_preference");
        foreach (var name in new[] { "return_url", "cancel_url" })
        {
            if (PayPalJson.Text(context, name) is { } url && !Uri.TryCreate(url, UriKind.Absolute, out _)) throw PayPalRefusal.Invalid("INVALID_PARAMETER_SYNTAX", name);
        }

        return PayPalJson.Text(context, "return_url");
    }

    public SimulatedOrder Order(PayPalMerchant merchant, string id)
    {
        var order = Orders.Find(o => o.Id == id && o.Merchant == merchant) ?? throw PayPalRefusal.NotFound();
        return IsExpired(order) ? throw PayPalRefusal.NotFound() : order;
    }

    public bool IsExpired(SimulatedOrder order) => order.Status == "PAYER_ACTION_REQUIRED" && time.GetUtcNow() >= order.CreatedAt + s_approval;

    /// <summary>PATCH: of what PayPal lets be changed, the intent.</summary>
    public static void Patch(SimulatedOrder order, JsonNode body)
    {
        if (body is not JsonArray { Count: > 0 } operations) throw PayPalRefusal.Invalid("INVALID_PARAMETER_SYNTAX", "an array is wanted");
        foreach (var operation in operations)
        {
            PayPalJson.Only(operation, "op", "path", "value");
            if (PayPalJson.Text(operation, "op") != "replace") throw PayPalRefusal.Invalid("INVALID_PATCH_OPERATION", "op");
            if (PayPalJson.Text(operation, "path") != "/intent") throw PayPalRefusal.Unprocessable("NOT_PATCHABLE", "path");
            if (order.Status == "COMPLETED") throw PayPalRefusal.Unprocessable("ORDER_ALREADY_COMPLETED", "The order cannot be patched after it is completed.");
            if (PayPalJson.Text(operation, "value") is not ("CAPTURE" or "AUTHORIZE")) throw PayPalRefusal.Invalid("INVALID_PARAMETER_VALUE", "value");
            order.Intent = PayPalJson.Text(operation, "value")!;
        }
    }

    public void Capture(SimulatedOrder order)
    {
        Approved(order, "CAPTURE", "ORDER_ALREADY_CAPTURED");
        if (order.InvoiceId is { } invoice && Captures(order.Merchant).Any(c => c.InvoiceId == invoice))
            throw PayPalRefusal.Unprocessable("DUPLICATE_INVOICE_ID", "Requested invoice number has been previously captured.");
        order.Captures.Add(Take(order, order.Amount, null));
        order.Status = "COMPLETED";
    }

    public void Authorize(SimulatedOrder order)
    {
        Approved(order, "AUTHORIZE", "ORDER_ALREADY_AUTHORIZED");
        order.Authorizations.Add(new()
        {
            Id = NextId("A"),
            Order = order,
            Amount = order.Amount,
            At = time.GetUtcNow(),
            Status = "CREATED",
            InvoiceId = order.InvoiceId,
            CustomId = order.CustomId,
        });
        order.Status = "COMPLETED";
    }

    private static void Approved(SimulatedOrder order, string intent, string already)
    {
        if (order.Intent != intent)
            throw PayPalRefusal.Unprocessable("ACTION_DOES_NOT_MATCH_INTENT", $"Order was created with an intent to '{order.Intent}'.");
        if (order.Status == "COMPLETED") throw PayPalRefusal.Unprocessable(already, "Order was completed before.");
        if (order.Status != "APPROVED") throw PayPalRefusal.Unprocessable("ORDER_NOT_APPROVED", "Payer has not yet approved the Order for payment.");
        if (order.HasBadCard)
            throw PayPalRefusal.Unprocessable("INSTRUMENT_DECLINED", "The instrument presented was either declined by the processor or bank, or it can't be used for this payment.");
    }

    public SimulatedPart Authorization(PayPalMerchant merchant, string id) =>
        Orders.Where(o => o.Merchant == merchant).SelectMany(o => o.Authorizations).FirstOrDefault(a => a.Id == id) ?? throw PayPalRefusal.NotFound();

    public SimulatedPart CaptureHeld(SimulatedPart authorization, JsonNode body)
    {
        PayPalJson.Only(body, "amount", "invoice_id", "final_capture", "note_to_payer", "soft_descriptor");
        var amount = body["amount"] is null ? authorization.Amount : PayPalAmount.Parse(body["amount"]);
        if (authorization.Status == "VOIDED") throw PayPalRefusal.Unprocessable("AUTHORIZATION_VOIDED", "A voided authorization cannot be captured.");
        if (authorization.Status != "CREATED") throw PayPalRefusal.Unprocessable("AUTHORIZATION_ALREADY_CAPTURED", "Authorization has already been captured.");
        if (amount.Code != authorization.Amount.Code) throw PayPalRefusal.Unprocessable("CURRENCY_MISMATCH", "currency");
        if (amount.Steps > authorization.Amount.Steps) throw PayPalRefusal.Unprocessable("MAX_CAPTURE_AMOUNT_EXCEEDED", "amount");
        var capture = Take(authorization.Order, amount, authorization);
        authorization.Order.Captures.Add(capture);
        authorization.Status = "CAPTURED";
        return capture;
    }

    public static void Void(SimulatedPart authorization)
    {
        if (authorization.Status == "VOIDED") throw PayPalRefusal.Unprocessable("PREVIOUSLY_VOIDED", "Authorization has been previously voided.");
        if (authorization.Status != "CREATED") throw PayPalRefusal.Unprocessable("PREVIOUSLY_CAPTURED", "Authorization has been previously captured.");
        authorization.Status = "VOIDED";
    }

    public SimulatedPart Capture(PayPalMerchant merchant, string id) => Captures(merchant).FirstOrDefault(c => c.Id == id) ?? throw PayPalRefusal.NotFound();

    public SimulatedPart Refund(PayPalMerchant merchant, string id) => Refunds(merchant).FirstOrDefault(r => r.Id == id) ?? throw PayPalRefusal.NotFound();

    public SimulatedPart GiveBack(SimulatedPart capture, JsonNode body)
    {
        PayPalJson.Only(body, "amount", "invoice_id", "custom_id", "note_to_payer");
        _ = PayPalJson.Text(body, "note_to_payer", 255);
        var invoice = PayPalJson.Text(body, "invoice_id", 127);
        if (capture.Status == "PENDING") throw PayPalRefusal.Unprocessable("PENDING_CAPTURE", "Cannot initiate a refund as the capture is pending.");
        var left = capture.Amount with { Steps = capture.Amount.Steps - capture.Refunded };
        var amount = body["amount"] is null ? left : PayPalAmount.Parse(body["amount"]);
        if (amount.Code != capture.Amount.Code) throw PayPalRefusal.Unprocessable("REFUND_CAPTURE_CURRENCY_MISMATCH", "currency");
        if (left.Steps == 0) throw PayPalRefusal.Unprocessable("CAPTURE_FULLY_REFUNDED", "The capture has already been fully refunded.");
        if (amount.Steps > left.Steps) throw PayPalRefusal.Unprocessable("REFUND_AMOUNT_EXCEEDED", "The refund amount must be less than or equal to the capture amount that has not yet been refunded.");
        if (time.GetUtcNow() > capture.At.AddDays(180)) throw PayPalRefusal.Unprocessable("REFUND_TIME_LIMIT_EXCEEDED", "You are over the time limit to perform a refund on this capture.");
        if (invoice is not null && Refunds(capture.Order.Merchant).Any(r => r.InvoiceId == invoice)) throw PayPalRefusal.Unprocessable("DUPLICATE_INVOICE_ID", "invoice_id");
        capture.Refunded += amount.Steps;
        capture.Status = capture.Refunded == capture.Amount.Steps ? "REFUNDED" : "PARTIALLY_REFUNDED";
        var refund = new SimulatedPart
        {
            Id = NextId("R"),
            Order = capture.Order,
            Amount = amount,
            At = time.GetUtcNow(),
            Status = "COMPLETED",
            InvoiceId = invoice ?? capture.InvoiceId,
            CustomId = PayPalJson.Text(body, "custom_id", 127) ?? capture.CustomId,
            Parent = capture,
            IsRefund = true,
        };
        capture.Order.Refunds.Add(refund);
        Moved(refund);
        return refund;
    }

    /// <summary>Ends a pending capture one way or the other.</summary>
    public void Settle(SimulatedPart capture, bool isPaid)
    {
        capture.Status = isPaid ? "COMPLETED" : "DECLINED";
        if (isPaid) Moved(capture);
    }

    private SimulatedPart Take(SimulatedOrder order, PayPalAmount amount, SimulatedPart? authorization)
    {
        var capture = new SimulatedPart
        {
            Id = NextId("C"),
            Order = order,
            Amount = amount,
            At = time.GetUtcNow(),
            Status = HoldsCaptures ? "PENDING" : "COMPLETED",
            InvoiceId = order.InvoiceId,
            CustomId = order.CustomId,
            Parent = authorization,
        };
        if (!HoldsCaptures) Moved(capture);
        return capture;
    }

    // 17 capital letters and digits, as PayPal's are.
    private string NextId(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{++_ids:D14}PL");
}
