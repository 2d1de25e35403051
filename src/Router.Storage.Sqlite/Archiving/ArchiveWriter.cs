using Router.Storage.Sqlite.Sql;
using Router.Storage.Sqlite.Writing;

namespace Router.Storage.Sqlite.Archiving;

/// <summary>
/// Deletes orders that stand in an archive file, inside the writer's open transaction, and leaves a mark of each. One that has changed since
/// it was read for the file stays.
/// </summary>
internal sealed class ArchiveWriter(Connection connection, DayWriter days)
{
    private readonly Statement _payment = connection.Prepared("SELECT seq, version FROM payments WHERE id = ?");
    private readonly Statement _refunds = connection.Prepared("SELECT COUNT(*), COALESCE(SUM(version), 0) FROM refunds WHERE payment_id = ?");

    private readonly Statement _messages = connection.Prepared(
        "SELECT COUNT(*), COALESCE(SUM(state = 'Waiting' AND due_at IS NOT NULL), 0) FROM outbox WHERE payment_id = ?");

    private readonly Statement _mark = connection.Prepared("INSERT INTO archived (id, merchant, order_no, blocks) VALUES (?, ?, ?, ?)");
    private readonly Statement _deleteAttempt = connection.Prepared("DELETE FROM attempts WHERE number = ?");
    private readonly Statement _deleteRefunds = connection.Prepared("DELETE FROM refunds WHERE payment_id = ?");
    private readonly Statement _deleteMessages = connection.Prepared("DELETE FROM outbox WHERE payment_id = ?");
    private readonly Statement _deletePayment = connection.Prepared("DELETE FROM payments WHERE seq = ?");

    /// <returns>How many were deleted.</returns>
    public int Delete(IEnumerable<OldOrder> orders)
    {
        var count = 0;
        foreach (var order in orders)
        {
            if (Seq(order) is not { } seq) continue;
            var payment = order.Payment;
            _mark.Bind(1, payment.Id).Bind(2, payment.Terms.Merchant).Bind(3, payment.Terms.MerchantOrderNo).Bind(4, payment.BlocksNumber ? 1 : 0).Run();
            foreach (var attempt in payment.Attempts)
            {
                days.Forget(attempt);
                _deleteAttempt.Bind(1, attempt.Number).Run();
            }

            _deleteRefunds.Bind(1, payment.Id).Run();
            _deleteMessages.Bind(1, payment.Id).Run();
            _deletePayment.Bind(1, seq).Run();
            count++;
        }

        return count;
    }

    private long? Seq(OldOrder order)
    {
        var (seq, version) = Pair(_payment, order.Payment.Id);
        return version == order.Payment.Version
            && Pair(_refunds, order.Payment.Id) == (order.Refunds.Count, order.Refunds.Sum(r => r.Version))
            && Pair(_messages, order.Payment.Id) == (order.Messages.Count, 0)
                ? seq
                : null;
    }

    private static (long First, long Second) Pair(Statement statement, string id)
    {
        var pair = statement.Bind(1, id).Step() ? (statement.Long(0), statement.Long(1)) : (0, -1);
        statement.Reset();
        return pair;
    }
}
