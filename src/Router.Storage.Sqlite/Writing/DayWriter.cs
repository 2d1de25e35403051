using Router.Core.Orders;
using Router.Core.Store;
using Router.Storage.Sqlite.Sql;

namespace Router.Storage.Sqlite.Writing;

/// <summary>What attempts take of their accounts' days: checked where a new one must fit, and counted with every attempt that begins or ceases to hold a place.</summary>
internal sealed class DayWriter(Connection connection)
{
    private readonly Statement _held = connection.Prepared("SELECT limit_day FROM attempts WHERE number = ?");

    private readonly Statement _use = connection.Prepared(
        "SELECT COALESCE(SUM(count), 0), COALESCE(SUM(CASE WHEN currency = ?3 THEN minor END), 0) FROM account_days WHERE account_id = ?1 AND day = ?2");

    private readonly Statement _add = connection.Prepared("""
        INSERT INTO account_days (account_id, day, currency, count, minor) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (account_id, day, currency) DO UPDATE SET count = count + excluded.count, minor = minor + excluded.minor
        """);

    private readonly Statement _drop = connection.Prepared(
        "DELETE FROM account_days WHERE account_id = ? AND day = ? AND currency = ? AND count = 0 AND minor = 0");

    /// <summary>As stored with an attempt: its day while it holds a place of it.</summary>
    public static string? Held(Attempt attempt) => attempt.HoldsLimit ? Day(attempt.LimitDay!.Value) : null;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether a new attempt fits; one that holds its place already does.</summary>
    public bool Allows(PaymentOrder order, AttemptLimit limit)
    {
        if (order.FindAttempt(limit.AttemptNumber) is not { HoldsLimit: true } attempt || StoredDay(attempt.Number) is not null) return true;
        _ = _use.Bind(1, attempt.AccountId).Bind(2, Held(attempt)).Bind(3, attempt.SentAmount.Currency.Code).Step();
        var (count, minor) = (_use.Long(0), _use.Long(1));
        _use.Reset();
        return limit.Allows(count, minor, attempt.SentAmount.Minor);
    }

    /// <summary>Called before the attempt's own row is written: that row says what was counted.</summary>
    public void Count(Attempt attempt)
    {
        if (attempt.LimitDay is null) return;
        var holds = attempt.HoldsLimit;
        if (StoredDay(attempt.Number) is not null != holds) Add(attempt, holds ? 1 : -1);
    }

    /// <summary>An order leaves the store with its attempts.</summary>
    public void Forget(Attempt attempt)
    {
        if (attempt.HoldsLimit && StoredDay(attempt.Number) is not null) Add(attempt, -1);
    }

    private string? StoredDay(string number)
    {
        var day = _held.Bind(1, number).Step() ? _held.TextOrNull(0) : null;
        _held.Reset();
        return day;
    }

    private void Add(Attempt attempt, int sign)
    {
        var (day, currency) = (Day(attempt.LimitDay!.Value), attempt.SentAmount.Currency.Code);
        _add.Bind(1, attempt.AccountId).Bind(2, day).Bind(3, currency).Bind(4, sign).Bind(5, sign * attempt.SentAmount.Minor).Run();
        if (sign < 0) _drop.Bind(1, attempt.AccountId).Bind(2, day).Bind(3, currency).Run();
    }
}
