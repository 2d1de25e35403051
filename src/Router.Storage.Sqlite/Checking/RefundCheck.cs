using Router.Core.Orders;
using Router.Storage.Sqlite.Reading;
using Router.Storage.Sqlite.Sql;

namespace Router.Storage.Sqlite.Checking;

/// <summary>Every refund can be read, its columns say what it says, and the refunds of a payment are within what it holds for them.</summary>
internal static class RefundCheck
{
    public static void Run(Connection connection, Findings findings)
    {
        var sums = new Dictionary<string, (long Held, long Refunded)>();
        connection.Each(
            """
            SELECT doc, id, version, fence, is_final, due_at, lease_until, created_at, state, payment_id, account_id, merchant, merchant_refund_no,
                refund_number, refunded_at FROM refunds
            """,
            row =>
            {
                var subject = "refund " + row.Text(1);
                if (findings.Read(subject, row, Rows.Refund) is not { } refund) return;
                Columns(subject, row, refund, findings);
                if (refund.IsOrphanRefund || !refund.HoldsAmount) return;
                var (held, refunded) = sums.GetValueOrDefault(refund.PaymentId);
                sums[refund.PaymentId] = (held + refund.Amount.Minor, refunded + (refund.State == RefundState.Succeeded ? refund.Amount.Minor : 0));
            });
        foreach (var (paymentId, (held, refunded)) in sums) Sum(connection, paymentId, held, refunded, findings);
    }

    private static void Columns(string subject, Statement row, RefundOrder refund, Findings findings)
    {
        findings.Equal(subject, "id", row.Text(1), refund.Id);
        findings.Equal(subject, "version", row.Long(2), refund.Version);
        findings.Equal(subject, "fence", row.Long(3), refund.Fence);
        findings.Equal(subject, "is_final", row.Long(4), refund.IsFinal ? 1 : 0);
        findings.Equal(subject, "due_at", row.LongOrNull(5), Instant.ToStored(refund.DueAt));
        findings.Equal(subject, "lease_until", row.LongOrNull(6), Instant.ToStored(refund.Lease?.Until));
        findings.Equal(subject, "created_at", row.Long(7), Instant.ToStored(refund.CreatedAt));
        findings.Equal(subject, "state", row.Text(8), refund.State.ToString());
        findings.Equal(subject, "payment_id", row.Text(9), refund.PaymentId);
        findings.Equal(subject, "account_id", row.Text(10), refund.AccountId);
        findings.Equal(subject, "merchant", row.Text(11), refund.Merchant);
        findings.Equal(subject, "merchant_refund_no", row.Text(12), refund.MerchantRefundNo);
        findings.Equal(subject, "refund_number", row.Text(13), refund.RefundNumber);
        findings.Equal(subject, "refunded_at", row.LongOrNull(14), Instant.ToStored(refund.CountsAsRefundedAt));
    }

    private static void Sum(Connection connection, string paymentId, long held, long refunded, Findings findings)
    {
        var payments = connection.Many("SELECT doc FROM payments WHERE id = ?", row => findings.Read("payment " + paymentId, row, Rows.Payment), paymentId);
        if (payments is not [{ } payment]) return;
        if (held > payment.RefundHeldMinor)
            findings.Add("RTR4034", $"payment {paymentId}: its refunds hold {held} minor units, and it holds {payment.RefundHeldMinor} for them.");
        if (refunded > payment.RefundedMinor)
            findings.Add("RTR4034", $"payment {paymentId}: its refunds gave back {refunded} minor units, and it knows of {payment.RefundedMinor}.");
    }
}
