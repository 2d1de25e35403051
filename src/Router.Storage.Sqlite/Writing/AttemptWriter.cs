using Router.Core.Orders;
using Router.Storage.Sqlite.Sql;

namespace Router.Storage.Sqlite.Writing;

/// <summary>Attempts by number: whose they are, and what they mean for their account. The attempts themselves are inside their order.</summary>
internal sealed class AttemptWriter(Connection connection, DayWriter days)
{
    private readonly Statement _holder = connection.Prepared("SELECT payment_id FROM attempts WHERE number = ?");

    private readonly Statement _put = connection.Prepared("""
        INSERT INTO attempts (number, payment_id, account_id, is_open, captured_at, limit_day) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (number) DO UPDATE SET is_open = excluded.is_open, captured_at = excluded.captured_at, limit_day = excluded.limit_day
        WHERE is_open <> excluded.is_open OR captured_at IS NOT excluded.captured_at OR limit_day IS NOT excluded.limit_day
        """);

    public bool AreFree(PaymentOrder order)
    {
        foreach (var attempt in order.Attempts)
        {
            var isForeign = _holder.Bind(1, attempt.Number).Step() && _holder.Text(0) != order.Id;
            _holder.Reset();
            if (isForeign) return false;
        }

        return true;
    }

    public void Write(PaymentOrder order)
    {
        foreach (var attempt in order.Attempts)
        {
            days.Count(attempt);
            _put.Bind(1, attempt.Number).Bind(2, order.Id).Bind(3, attempt.AccountId).Bind(4, attempt.Needs(order) ? 1 : 0)
                .Bind(5, Instant.ToStored(attempt.CountsAsCapturedAt)).Bind(6, DayWriter.Held(attempt)).Run();
        }
    }
}
