using Router.Core.Orders;
using Router.Core.Store;
using Router.Storage.Sqlite.Sql;

namespace Router.Storage.Sqlite.Writing;

/// <summary>Checks and writes payments; the one place where a payment's columns are derived from it.</summary>
internal sealed class PaymentWriter(Connection connection, DayWriter days)
{
    private readonly AttemptWriter _attempts = new(connection, days);

    private readonly Statement _head = connection.Prepared("SELECT seq, version, fence, blocks, has_open_case FROM payments WHERE id = ?");

    private readonly Statement _blocking = connection.Prepared(
        "SELECT 1 FROM payments WHERE merchant = ? AND order_no = ? AND blocks = 1");

    private readonly Statement _archived = connection.Prepared(
        "SELECT 1 FROM archived WHERE merchant = ? AND order_no = ? AND blocks = 1");

    private readonly Statement _insert = connection.Prepared("""
        INSERT INTO payments (version, fence, is_final, due_at, lease_until, state, doc, blocks, has_open_case, id, created_at, merchant, order_no)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly Statement _update = connection.Prepared("""
        UPDATE payments SET version = ?, fence = ?, is_final = ?, due_at = ?, lease_until = ?, state = ?, doc = ?, blocks = ?, has_open_case = ?
        WHERE seq = ?
        """);

    // Naming a column makes SQLite rewrite its indexes even where the value stays; most commits change neither of those two.
    private readonly Statement _updateSameIndexes = connection.Prepared(
        "UPDATE payments SET version = ?, fence = ?, is_final = ?, due_at = ?, lease_until = ?, state = ?, doc = ? WHERE seq = ?");

    public CommitResult Check(PaymentWrite write, out StoredHead? stored)
    {
        var order = write.Order;
        stored = Head(order.Id);
        if (write.ExpectedVersion == 0 && stored is not null) return CommitResult.DuplicateNumber;
        if (write.ExpectedVersion != 0 && stored?.Allows(write.ExpectedVersion, write.RequiredFence) != true) return CommitResult.Conflict;
        if (order.BlocksNumber && stored?.Blocks != true && IsTaken(_blocking, order.Terms)) return CommitResult.DuplicateOrderNo;
        if (stored is null && IsTaken(_archived, order.Terms)) return CommitResult.DuplicateOrderNo;
        return _attempts.AreFree(order) ? CommitResult.Committed : CommitResult.DuplicateNumber;
    }

    public void Write(PaymentWrite write, StoredHead? stored, ReadOnlySpan<byte> doc)
    {
        var order = write.Order;
        var hasOpenCase = order.HasOpenCase;
        var staysIndexed = stored is not null && stored.Blocks == order.BlocksNumber && stored.HasOpenCase == hasOpenCase;
        var statement = stored is null ? _insert : staysIndexed ? _updateSameIndexes : _update;
        _ = statement.Bind(1, write.ExpectedVersion + 1).Bind(2, order.Fence).Bind(3, order.IsFinal ? 1 : 0)
            .Bind(4, Instant.ToStored(order.DueAt)).Bind(5, Instant.ToStored(order.Lease?.Until)).Bind(6, order.State.ToString()).Bind(7, doc);
        if (!staysIndexed) _ = statement.Bind(8, order.BlocksNumber ? 1 : 0).Bind(9, hasOpenCase ? 1 : 0);
        if (stored is null)
        {
            _ = statement.Bind(10, order.Id).Bind(11, Instant.ToStored(order.CreatedAt)).Bind(12, order.Terms.Merchant)
                .Bind(13, order.Terms.MerchantOrderNo);
        }
        else
        {
            _ = statement.Bind(staysIndexed ? 8 : 10, stored.Seq);
        }

        statement.Run();
        _attempts.Write(order);
    }

    private StoredHead? Head(string id)
    {
        var found = _head.Bind(1, id).Step()
            ? new StoredHead(_head.Long(0), _head.Long(1), _head.Long(2), _head.Long(3) != 0, _head.Long(4) != 0)
            : null;
        _head.Reset();
        return found;
    }

    private static bool IsTaken(Statement holder, PaymentTerms terms)
    {
        var taken = holder.Bind(1, terms.Merchant).Bind(2, terms.MerchantOrderNo).Step();
        holder.Reset();
        return taken;
    }
}
