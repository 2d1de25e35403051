using Router.Core.Store;
using Router.Storage.Sqlite.Sql;

namespace Router.Storage.Sqlite.Writing;

/// <summary>
/// Applies one commit inside the writer's open transaction. Every condition is checked before anything is written, so that a commit that
/// is refused leaves the others of its batch alone.
/// </summary>
internal sealed class CommitWriter(Connection connection, DayWriter days)
{
    private readonly PaymentWriter _payments = new(connection, days);
    private readonly RefundWriter _refunds = new(connection);
    private readonly OutboxWriter _outbox = new(connection);
    private readonly Statement _findKey = connection.Prepared("SELECT 1 FROM idempotency WHERE merchant = ? AND key = ?");
    private readonly Statement _insertKey = connection.Prepared("INSERT INTO idempotency VALUES (?, ?, ?, ?, ?)");

    public CommitResult Apply(PreparedCommit prepared)
    {
        var commit = prepared.Commit;
        if (commit.Idempotency is { } row && IsTaken(row)) return CommitResult.DuplicateKey;
        StoredHead? payment = null, refund = null;
        var result = commit.Payment is null ? CommitResult.Committed : _payments.Check(commit.Payment, out payment);
        if (result == CommitResult.Committed && commit.Refund is not null) result = _refunds.Check(commit.Refund, out refund);
        if (result != CommitResult.Committed) return result;
        if (commit is { Limit: { } limit, Payment.Order: { } order } && !days.Allows(order, limit)) return CommitResult.LimitReached;

        if (commit.Idempotency is not null) Insert(commit.Idempotency);
        if (commit.Payment is not null) _payments.Write(commit.Payment, payment, prepared.PaymentDoc);
        if (commit.Refund is not null) _refunds.Write(commit.Refund, refund, prepared.RefundDoc);
        foreach (var message in commit.Outbox) _outbox.Put(message);
        return CommitResult.Committed;
    }

    private bool IsTaken(IdempotencyRow row)
    {
        var taken = _findKey.Bind(1, row.Merchant).Bind(2, row.Key).Step();
        _findKey.Reset();
        return taken;
    }

    private void Insert(IdempotencyRow row) => _insertKey.Bind(1, row.Merchant).Bind(2, row.Key).Bind(3, row.Fingerprint).Bind(4, row.OrderId)
        .Bind(5, Instant.ToStored(row.CreatedAt)).Run();
}
