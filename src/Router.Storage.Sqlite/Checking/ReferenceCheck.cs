using Router.Storage.Sqlite.Reading;
using Router.Storage.Sqlite.Sql;

namespace Router.Storage.Sqlite.Checking;

/// <summary>Whatever names an order names one that is there or in an archive, and what keeps numbers unique is in force.</summary>
internal static class ReferenceCheck
{
    public static void Run(Connection connection, Findings findings)
    {
        Missing(connection, findings, "attempt", "payment", "SELECT number, payment_id FROM attempts WHERE NOT EXISTS (SELECT 1 FROM payments WHERE id = payment_id)");
        Missing(connection, findings, "refund", "payment", "SELECT id, payment_id FROM refunds WHERE NOT EXISTS (SELECT 1 FROM payments AS p WHERE p.id = payment_id)");
        Missing(connection, findings, "message", "payment", "SELECT id, payment_id FROM outbox WHERE NOT EXISTS (SELECT 1 FROM payments AS p WHERE p.id = payment_id)");
        Missing(
            connection, findings, "message", "refund",
            "SELECT id, refund_id FROM outbox WHERE refund_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM refunds AS r WHERE r.id = refund_id)");
        Missing(
            connection, findings, "idempotency key", "payment",
            """
            SELECT key, order_id FROM idempotency WHERE key GLOB 'pay:*' AND NOT EXISTS (SELECT 1 FROM payments WHERE id = order_id)
                AND NOT EXISTS (SELECT 1 FROM archived WHERE id = order_id)
            """);
        connection.Each("SELECT id FROM archived WHERE id IN (SELECT id FROM payments)", row =>
            findings.Add("RTR4033", $"payment {row.Text(0)}: it is here and marked as archived."));
        connection.Each(
            "SELECT a.id, p.id FROM payments AS p JOIN archived AS a ON a.merchant = p.merchant AND a.order_no = p.order_no AND a.blocks = 1",
            row => findings.Add("RTR4034", $"payment {row.Text(1)}: its order number belongs to the archived payment {row.Text(0)}."));
        connection.Each($"SELECT {Rows.OutboxColumns} FROM outbox", row => _ = findings.Read("message " + row.Text(0), row, Rows.Outbox));
        foreach (var index in new[] { "payments_blocking", "archived_blocking" })
        {
            if (connection.Many("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?", row => row.Long(0), index).Count == 0)
                findings.Add("RTR4032", $"index {index}, which keeps order numbers unique, is missing.");
        }
    }

    private static void Missing(Connection connection, Findings findings, string subject, string named, string sql) => connection.Each(
        sql, row => findings.Add("RTR4033", $"{subject} {row.Text(0)}: it names {named} {row.Text(1)}, which is not there."));
}
