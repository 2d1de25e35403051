using System.Text.Json.Nodes;

namespace Router.ChannelSimulators.PayPal;

/// <summary>Shows what the book holds as PayPal's API does.</summary>
internal sealed class PayPalPages(Func<Uri> address)
{
    private string Root => address().AbsoluteUri.TrimEnd('/');

    public JsonObject Order(SimulatedOrder order, bool isWhole)
    {
        var links = new JsonArray(PayPalJson.Link($"{Root}/v2/checkout/orders/{order.Id}", "self", "GET"));
        if (order.Status is "PAYER_ACTION_REQUIRED" or "CREATED")
            links.Add(PayPalJson.Link($"{Root}/checkoutnow?token={order.Id}", "payer-action", "GET"));
        if (!isWhole) return new() { ["id"] = order.Id, ["status"] = order.Status, ["links"] = links };
        var unit = new JsonObject
        {
            ["reference_id"] = order.ReferenceId ?? "default",
            ["amount"] = order.Amount.Json(),
            ["payee"] = new JsonObject { ["email_address"] = "merchant@example.com", ["merchant_id"] = order.Merchant.MerchantId },
        };
        if (order.CustomId is not null) unit["custom_id"] = order.CustomId;
        if (order.InvoiceId is not null) unit["invoice_id"] = order.InvoiceId;
        if (order.Description is not null) unit["description"] = order.Description;
        if (order.Captures.Count + order.Authorizations.Count > 0) unit["payments"] = Payments(order);
        return new()
        {
            ["id"] = order.Id,
            ["intent"] = order.Intent,
            ["status"] = order.Status,
            ["payment_source"] = new JsonObject { ["paypal"] = new JsonObject() },
            ["purchase_units"] = new JsonArray(unit),
            ["create_time"] = PayPalJson.Time(order.CreatedAt),
            ["links"] = links,
        };
    }

    public JsonObject Capture(SimulatedPart capture)
    {
        var shown = Part(capture, "captures");
        shown["final_capture"] = true;
        shown["supplementary_data"] = new JsonObject { ["related_ids"] = new JsonObject { ["order_id"] = capture.Order.Id } };
        shown["payee"] = new JsonObject { ["merchant_id"] = capture.Order.Merchant.MerchantId };
        if (capture.Status == "PENDING") shown["status_details"] = new JsonObject { ["reason"] = "ECHECK" };
        var up = capture.Parent is { } authorization ? $"{Root}/v2/payments/authorizations/{authorization.Id}" : $"{Root}/v2/checkout/orders/{capture.Order.Id}";
        shown["links"]!.AsArray().Add(PayPalJson.Link(up, "up", "GET"));
        return shown;
    }

    public JsonObject Authorization(SimulatedPart authorization)
    {
        var shown = Part(authorization, "authorizations");
        shown["expiration_time"] = PayPalJson.Time(authorization.At.AddDays(29));
        shown["links"]!.AsArray().Add(PayPalJson.Link($"{Root}/v2/checkout/orders/{authorization.Order.Id}", "up", "GET"));
        return shown;
    }

    public JsonObject Refund(SimulatedPart refund)
    {
        var shown = Part(refund, "refunds");
        shown["payer"] = new JsonObject { ["email_address"] = "merchant@example.com", ["merchant_id"] = refund.Order.Merchant.MerchantId };
        shown["links"]!.AsArray().Add(PayPalJson.Link($"{Root}/v2/payments/captures/{refund.Parent!.Id}", "up", "GET"));
        return shown;
    }

    private JsonObject Payments(SimulatedOrder order)
    {
        var payments = new JsonObject();
        if (order.Authorizations.Count > 0) payments["authorizations"] = new JsonArray([.. order.Authorizations.Select(Authorization)]);
        if (order.Captures.Count > 0) payments["captures"] = new JsonArray([.. order.Captures.Select(Capture)]);
        if (order.Refunds.Count > 0) payments["refunds"] = new JsonArray([.. order.Refunds.Select(Refund)]);
        return payments;
    }

    private JsonObject Part(SimulatedPart part, string kind)
    {
        var shown = new JsonObject
        {
            ["id"] = part.Id,
            ["status"] = part.Status,
            ["amount"] = part.Amount.Json(),
            ["create_time"] = PayPalJson.Time(part.At),
            ["update_time"] = PayPalJson.Time(part.At),
            ["links"] = new JsonArray(PayPalJson.Link($"{Root}/v2/payments/{kind}/{part.Id}", "self", "GET")),
        };
        if (part.CustomId is not null) shown["custom_id"] = part.CustomId;
        if (part.InvoiceId is not null) shown["invoice_id"] = part.InvoiceId;
        return shown;
    }
}
