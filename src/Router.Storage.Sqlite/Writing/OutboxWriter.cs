using Router.Core.Orders;
using Router.Storage.Sqlite.Sql;

namespace Router.Storage.Sqlite.Writing;

/// <summary>Writes messages; a message that is written again keeps its place in the order.</summary>
internal sealed class OutboxWriter(Connection connection)
{
    private readonly Statement _put = connection.Prepared("""
        INSERT INTO outbox (id, payment_id, refund_id, merchant, type, url, state, tries, due_at, last_error, created_at, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET url = excluded.url, state = excluded.state, tries = excluded.tries, due_at = excluded.due_at,
            last_error = excluded.last_error, body = excluded.body
        """);

    public void Put(OutboxRecord message) => _put
        .Bind(1, message.Id).Bind(2, message.PaymentId).Bind(3, message.RefundId).Bind(4, message.Merchant).Bind(5, message.Type)
        .Bind(6, message.Url?.OriginalString).Bind(7, message.State.ToString()).Bind(8, message.Tries)
        .Bind(9, Instant.ToStored(message.DueAt)).Bind(10, message.LastError).Bind(11, Instant.ToStored(message.CreatedAt))
        .Bind(12, message.Body).Run();
}
