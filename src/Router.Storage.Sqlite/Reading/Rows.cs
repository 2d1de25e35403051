using System.Text.Json;
using Router.Core.Orders;
using Router.Core.Store;
using Router.Storage.Sqlite.Sql;

namespace Router.Storage.Sqlite.Reading;

/// <summary>Rows back into what was stored.</summary>
internal static class Rows
{
    public const string OutboxColumns =
        "id, type, merchant, payment_id, refund_id, url, body, created_at, state, tries, due_at, last_error";

    public static PaymentOrder Payment(Statement row) => JsonSerializer.Deserialize(row.Utf8(0), OrderJson.Default.PaymentOrder)!;

    public static RefundOrder Refund(Statement row) => JsonSerializer.Deserialize(row.Utf8(0), OrderJson.Default.RefundOrder)!;

    public static IdempotencyRow Idempotency(Statement row) =>
        new(row.Text(0), row.Text(1), row.Text(2), row.Text(3), Instant.FromStored(row.Long(4)));

    public static OutboxRecord Outbox(Statement row) => new()
    {
        Id = row.Text(0),
        Type = row.Text(1),
        Merchant = row.Text(2),
        PaymentId = row.Text(3),
        RefundId = row.TextOrNull(4),
        Url = row.TextOrNull(5) is { } url ? new Uri(url, UriKind.RelativeOrAbsolute) : null,
        Body = row.Text(6),
        CreatedAt = Instant.FromStored(row.Long(7)),
        State = Enum.Parse<OutboxState>(row.Text(8)),
        Tries = (int)row.Long(9),
        DueAt = row.LongOrNull(10) is { } due ? Instant.FromStored(due) : null,
        LastError = row.TextOrNull(11),
    };

    public static ChannelExchange Exchange(Statement row) => new(
        row.Text(0), row.Text(1), row.Text(2), Instant.FromStored(row.Long(3)), TimeSpan.FromTicks(row.Long(4)), row.Text(5));
}
