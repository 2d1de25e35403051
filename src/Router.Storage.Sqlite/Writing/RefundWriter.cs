using Router.Core.Store;
using Router.Storage.Sqlite.Sql;

namespace Router.Storage.Sqlite.Writing;

/// <summary>Checks and writes refunds; the one place where a refund's columns are derived from it.</summary>
internal sealed class RefundWriter(Connection connection)
{
    private readonly Statement _head = connection.Prepared("SELECT seq, version, fence FROM refunds WHERE id = ?");

    private readonly Statement _taken = connection.Prepared(
        "SELECT 1 FROM refunds WHERE merchant = ?1 AND merchant_refund_no = ?2 UNION ALL SELECT 1 FROM refunds WHERE refund_number = ?3");

    private readonly Statement _insert = connection.Prepared("""
        INSERT INTO refunds (version, fence, is_final, due_at, lease_until, state, doc, refunded_at, id, created_at, payment_id, account_id, merchant,
            merchant_refund_no, refund_number)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly Statement _update = connection.Prepared(
        "UPDATE refunds SET version = ?, fence = ?, is_final = ?, due_at = ?, lease_until = ?, state = ?, doc = ?, refunded_at = ? WHERE seq = ?");

    public CommitResult Check(RefundWrite write, out StoredHead? stored)
    {
        stored = Head(write.Refund.Id);
        if (write.ExpectedVersion == 0)
            return stored is not null || IsTaken(write) ? CommitResult.DuplicateNumber : CommitResult.Committed;
        return stored?.Allows(write.ExpectedVersion, write.RequiredFence) == true ? CommitResult.Committed : CommitResult.Conflict;
    }

    public void Write(RefundWrite write, StoredHead? stored, ReadOnlySpan<byte> doc)
    {
        var refund = write.Refund;
        var statement = stored is null ? _insert : _update;
        _ = statement.Bind(1, write.ExpectedVersion + 1).Bind(2, refund.Fence).Bind(3, refund.IsFinal ? 1 : 0)
            .Bind(4, Instant.ToStored(refund.DueAt)).Bind(5, Instant.ToStored(refund.Lease?.Until)).Bind(6, refund.State.ToString()).Bind(7, doc)
            .Bind(8, Instant.ToStored(refund.CountsAsRefundedAt));
        if (stored is not null)
        {
            _ = statement.Bind(9, stored.Seq);
        }
        else
        {
            _ = statement.Bind(9, refund.Id).Bind(10, Instant.ToStored(refund.CreatedAt)).Bind(11, refund.PaymentId).Bind(12, refund.AccountId)
                .Bind(13, refund.Merchant).Bind(14, refund.MerchantRefundNo).Bind(15, refund.RefundNumber);
        }

        statement.Run();
    }

    private StoredHead? Head(string id)
    {
        var found = _head.Bind(1, id).Step() ? new StoredHead(_head.Long(0), _head.Long(1), _head.Long(2), false, false) : null;
        _head.Reset();
        return found;
    }

    private bool IsTaken(RefundWrite write)
    {
        var refund = write.Refund;
        var taken = _taken.Bind(1, refund.Merchant).Bind(2, refund.MerchantRefundNo).Bind(3, refund.RefundNumber).Step();
        _taken.Reset();
        return taken;
    }
}
