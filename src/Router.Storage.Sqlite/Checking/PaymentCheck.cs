using Router.Core.Orders;
using Router.Storage.Sqlite.Reading;
using Router.Storage.Sqlite.Sql;
using Router.Storage.Sqlite.Writing;

namespace Router.Storage.Sqlite.Checking;

/// <summary>Every payment can be read, its columns and its attempts' rows say what it says, and it can be.</summary>
internal static class PaymentCheck
{
    public static void Run(Connection connection, Findings findings) => connection.Each(
        """
        SELECT doc, id, version, fence, blocks, is_final, has_open_case, due_at, lease_until, created_at, state, merchant, order_no FROM payments
        """,
        row =>
        {
            var subject = "payment " + row.Text(1);
            if (findings.Read(subject, row, Rows.Payment) is not { } order) return;
            Columns(subject, row, order, findings);
            Attempts(connection, subject, order, findings);
            Sense(subject, order, findings);
        });

    private static void Columns(string subject, Statement row, PaymentOrder order, Findings findings)
    {
        findings.Equal(subject, "id", row.Text(1), order.Id);
        findings.Equal(subject, "version", row.Long(2), order.Version);
        findings.Equal(subject, "fence", row.Long(3), order.Fence);
        findings.Equal(subject, "blocks", row.Long(4), order.BlocksNumber ? 1 : 0);
        findings.Equal(subject, "is_final", row.Long(5), order.IsFinal ? 1 : 0);
        findings.Equal(subject, "has_open_case", row.Long(6), order.HasOpenCase ? 1 : 0);
        findings.Equal(subject, "due_at", row.LongOrNull(7), Instant.ToStored(order.DueAt));
        findings.Equal(subject, "lease_until", row.LongOrNull(8), Instant.ToStored(order.Lease?.Until));
        findings.Equal(subject, "created_at", row.Long(9), Instant.ToStored(order.CreatedAt));
        findings.Equal(subject, "state", row.Text(10), order.State.ToString());
        findings.Equal(subject, "merchant", row.Text(11), order.Terms.Merchant);
        findings.Equal(subject, "order_no", row.Text(12), order.Terms.MerchantOrderNo);
    }

    private static void Attempts(Connection connection, string subject, PaymentOrder order, Findings findings)
    {
        foreach (var attempt in order.Attempts)
        {
            var name = $"{subject}, attempt {attempt.Number}";
            var rows = connection.Many(
                "SELECT payment_id, account_id, is_open, captured_at, limit_day FROM attempts WHERE number = ?",
                row => (Payment: row.Text(0), Account: row.Text(1), IsOpen: row.Long(2), CapturedAt: row.LongOrNull(3), LimitDay: row.TextOrNull(4)),
                attempt.Number);
            if (rows is not [var stored])
            {
                findings.Add("RTR4032", $"{name}: it has no row.");
                continue;
            }

            findings.Equal(name, "payment_id", stored.Payment, order.Id);
            findings.Equal(name, "account_id", stored.Account, attempt.AccountId);
            findings.Equal(name, "is_open", stored.IsOpen, attempt.Needs(order) ? 1 : 0);
            findings.Equal(name, "captured_at", stored.CapturedAt, Instant.ToStored(attempt.CountsAsCapturedAt));
            findings.Equal(name, "limit_day", stored.LimitDay, DayWriter.Held(attempt));
        }
    }

    private static void Sense(string subject, PaymentOrder order, Findings findings)
    {
        if (order.Attempts.Count(a => a.IsLive) > 1) findings.Add("RTR4034", $"{subject}: more than one of its attempts is live.");
        var winner = order.WinningAttempt is { } number ? order.FindAttempt(number) : null;
        if (order.State == PaymentState.Succeeded && winner?.State != AttemptState.Captured)
            findings.Add("RTR4034", $"{subject}: it is succeeded and no captured attempt has won it.");
        if (order.RefundedMinor > order.RefundHeldMinor || order.RefundHeldMinor > order.Terms.Amount.Minor || order.RefundedMinor < 0)
        {
            findings.Add(
                "RTR4034", $"{subject}: of {order.Terms.Amount.Minor} minor units {order.RefundHeldMinor} are held for refunds and {order.RefundedMinor} refunded.");
        }
    }
}
