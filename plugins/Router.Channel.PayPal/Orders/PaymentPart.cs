using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.PayPal.Orders;

/// <summary>A capture, an authorisation or a refund, as an answer or a notification shows it.</summary>
internal sealed record PaymentPart
{
    public required string Id { get; init; }

    public required string Status { get; init; }

    public Money? Amount { get; init; }

    public string? InvoiceId { get; init; }

    public string? CustomId { get; init; }

    public string? OrderId { get; init; }

    public string? PayeeId { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>The id of what it hangs on, from its link "up".</summary>
    public string? ParentId { get; init; }

    /// <returns>Null where id or status is missing.</returns>
    public static PaymentPart? Read(JsonElement part)
    {
        if (part.Text("id") is not { Length: > 0 and <= 64 } id || part.Text("status") is not { Length: > 0 } status) return null;
        return new()
        {
            Id = id,
            Status = status,
            Amount = part.Amount("amount"),
            InvoiceId = part.Text("invoice_id"),
            CustomId = part.Text("custom_id"),
            OrderId = part.Member("supplementary_data").Member("related_ids").Text("order_id"),
            PayeeId = part.Member("payee").Text("merchant_id"),
            At = part.Time("create_time"),
            ParentId = Parent(part),
        };
    }

    private static string? Parent(JsonElement part)
    {
        var up = part.Items("links").FirstOrDefault(l => l.Text("rel") == "up").Text("href");
        return up?[(up.LastIndexOf('/') + 1)..];
    }
}
