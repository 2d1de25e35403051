using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.PayPal.Orders;

/// <summary>An order, as an answer or a notification shows it.</summary>
internal sealed record OrderView
{
    public required string Id { get; init; }

    public required string Status { get; init; }

    public string? Intent { get; init; }

    /// <summary>What the order is for: our numbers, the amount, who is paid. One order has one unit.</summary>
    public string? ReferenceId { get; init; }

    public string? CustomId { get; init; }

    public string? InvoiceId { get; init; }

    public string? PayeeId { get; init; }

    public Money? Amount { get; init; }

    /// <summary>Where the buyer approves.</summary>
    public string? ActionUrl { get; init; }

    public required IReadOnlyList<PaymentPart> Captures { get; init; }

    public required IReadOnlyList<PaymentPart> Authorizations { get; init; }

    public required IReadOnlyList<PaymentPart> Refunds { get; init; }

    public bool HasPayments => Captures.Count + Authorizations.Count > 0;

    /// <returns>Null where id or status is missing, or where a part of it cannot be read.</returns>
    public static OrderView? Read(JsonElement order)
    {
        if (order.Text("id") is not { Length: > 0 and <= 64 } id || order.Text("status") is not { Length: > 0 } status) return null;
        var units = order.Items("purchase_units").ToList();
        if (units.Count > 1) return null;
        var unit = units.FirstOrDefault();
        var payments = unit.Member("payments");
        if (Parts(payments, "captures") is not { } captures || Parts(payments, "authorizations") is not { } authorizations
            || Parts(payments, "refunds") is not { } refunds)
            return null;
        return new()
        {
            Id = id,
            Status = status,
            Intent = order.Text("intent"),
            ReferenceId = unit.Text("reference_id"),
            CustomId = unit.Text("custom_id") ?? captures.Concat(authorizations).FirstOrDefault()?.CustomId,
            InvoiceId = unit.Text("invoice_id"),
            PayeeId = unit.Member("payee").Text("merchant_id"),
            Amount = unit.Amount("amount"),
            ActionUrl = Link(order, "payer-action") ?? Link(order, "approve"),
            Captures = captures,
            Authorizations = authorizations,
            Refunds = refunds,
        };
    }

    /// <returns>Why this is not the order of that attempt; null where nothing speaks against it.</returns>
    public string? Differs(string attemptNumber, string? orderId, string merchantId) => this switch
    {
        _ when orderId is not null && Id != orderId => "another order",
        { ReferenceId: { } reference } when reference != attemptNumber && reference != "default" => "another reference",
        { CustomId: { } custom } when custom != attemptNumber => "another number",
        { PayeeId: { } payee } when payee != merchantId => "another merchant",
        _ => null,
    };

    private static List<PaymentPart>? Parts(JsonElement payments, string name)
    {
        var parts = new List<PaymentPart>();
        foreach (var item in payments.Items(name))
        {
            if (PaymentPart.Read(item) is not { } part) return null;
            parts.Add(part);
        }

        return parts;
    }

    private static string? Link(JsonElement order, string rel) => order.Items("links").FirstOrDefault(l => l.Text("rel") == rel).Text("href");
}
