using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Store;
using Router.Storage.Sqlite.Sql;
using Router.Storage.Sqlite.Writing;

namespace Router.Storage.Sqlite.Reading;

/// <summary>Every question that the port asks, as SQL. Reads are short and run where they are asked.</summary>
internal sealed class StoreReader(ReaderPool pool)
{
    public PaymentOrder? Payment(string id) => pool.One("SELECT doc FROM payments WHERE id = ?", Rows.Payment, id);

    // One statement, so that both halves see the same moment.
    public PaymentOrder? PaymentByOrderNo(string merchant, string orderNo) => pool.One(
        """
        SELECT doc FROM payments WHERE merchant = ?1 AND order_no = ?2 AND blocks = 1
        UNION ALL
        SELECT doc FROM (SELECT doc FROM payments WHERE merchant = ?1 AND order_no = ?2 AND blocks = 0 ORDER BY seq DESC LIMIT 1)
        LIMIT 1
        """,
        Rows.Payment, merchant, orderNo);

    public PaymentOrder? PaymentByAttempt(string number) =>
        pool.One("SELECT doc FROM payments WHERE id = (SELECT payment_id FROM attempts WHERE number = ?)", Rows.Payment, number);

    public RefundOrder? Refund(string id) => pool.One("SELECT doc FROM refunds WHERE id = ?", Rows.Refund, id);

    public RefundOrder? RefundByNumber(string number) => pool.One("SELECT doc FROM refunds WHERE refund_number = ?", Rows.Refund, number);

    public RefundOrder? RefundByMerchantNo(string merchant, string refundNo) =>
        pool.One("SELECT doc FROM refunds WHERE merchant = ? AND merchant_refund_no = ?", Rows.Refund, merchant, refundNo);

    public IReadOnlyList<RefundOrder> RefundsOf(string paymentId) =>
        pool.Many("SELECT doc FROM refunds WHERE payment_id = ? ORDER BY seq", Rows.Refund, paymentId);

    public IdempotencyRow? Idempotency(string merchant, string key) => pool.One(
        "SELECT merchant, key, fingerprint, order_id, created_at FROM idempotency WHERE merchant = ? AND key = ?", Rows.Idempotency, merchant, key);

    /// <summary>Old keys of orders that have left the store, in their order.</summary>
    public IReadOnlyList<(string Merchant, string Key)> KeysWithoutOrder(DateTimeOffset before, string afterMerchant, string afterKey, int limit) => pool.Many(
        """
        SELECT merchant, key FROM idempotency
        WHERE (merchant, key) > (?1, ?2) AND created_at < ?3
            AND NOT EXISTS (SELECT 1 FROM payments WHERE id = order_id) AND NOT EXISTS (SELECT 1 FROM refunds WHERE id = order_id)
        ORDER BY merchant, key LIMIT ?4
        """,
        row => (row.Text(0), row.Text(1)), afterMerchant, afterKey, Instant.ToStored(before), (long)limit);

    public IReadOnlyList<PaymentOrder> DuePayments(DateTimeOffset now, int limit) => pool.Many(
        "SELECT doc FROM payments WHERE due_at <= ?1 AND (lease_until IS NULL OR lease_until <= ?1) ORDER BY due_at, seq LIMIT ?2",
        Rows.Payment, Instant.ToStored(now), (long)limit);

    public IReadOnlyList<RefundOrder> DueRefunds(DateTimeOffset now, int limit) => pool.Many(
        "SELECT doc FROM refunds WHERE due_at <= ?1 AND (lease_until IS NULL OR lease_until <= ?1) ORDER BY due_at, seq LIMIT ?2",
        Rows.Refund, Instant.ToStored(now), (long)limit);

    // Walks the waiting messages in their order and stops at the limit, however many wait for a merchant who does not answer.
    public IReadOnlyList<OutboxRecord> DueOutbox(DateTimeOffset now, int limit) => pool.Many(
        $"""
        SELECT {Rows.OutboxColumns} FROM outbox AS message INDEXED BY outbox_waiting
        WHERE state = 'Waiting' AND due_at IS NOT NULL AND due_at <= ?1 AND NOT EXISTS (
            SELECT 1 FROM outbox AS earlier
            WHERE earlier.payment_id = message.payment_id AND earlier.seq < message.seq
                AND earlier.state = 'Waiting' AND earlier.due_at IS NOT NULL)
        ORDER BY seq LIMIT ?2
        """,
        Rows.Outbox, Instant.ToStored(now), (long)limit);

    public IReadOnlyList<OutboxRecord> OutboxOf(string paymentId) =>
        pool.Many($"SELECT {Rows.OutboxColumns} FROM outbox WHERE payment_id = ? ORDER BY seq", Rows.Outbox, paymentId);

    public IReadOnlyList<PaymentOrder> Payments(PaymentFilter filter)
    {
        // Only the conditions that filter are in the text, so that each shape can use its own index; there are few shapes.
        var conditions = new List<string>();
        var values = new List<object?>();
        Add(filter.Merchant, "merchant = ?");
        Add(filter.State?.ToString(), "state = ?");
        Add(filter.Before, "id < ?");
        Add(filter.After, "id > ?");
        if (filter.WithOpenCase) conditions.Add("has_open_case = 1");
        if (filter.State is not (null or PaymentState.Succeeded or PaymentState.Failed or PaymentState.Closed)) conditions.Add("is_final = 0");
        values.Add((long)Math.Clamp(filter.Limit, 1, 500));
        var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        var order = filter.After is null ? "DESC" : "ASC";
        return pool.Many($"SELECT doc FROM payments {where} ORDER BY id {order} LIMIT ?", Rows.Payment, [.. values]);

        void Add(string? value, string condition)
        {
            if (value is null) return;
            conditions.Add(condition);
            values.Add(value);
        }
    }

    public AccountUse UseOfAccount(string accountId, DateTimeOffset refundableSince) => pool.One(
        """
        SELECT
            (SELECT COUNT(DISTINCT payment_id) FROM attempts WHERE account_id = ?1 AND is_open = 1),
            (SELECT COUNT(*) FROM refunds WHERE account_id = ?1 AND is_final = 0),
            (SELECT COUNT(*) FROM attempts WHERE account_id = ?1 AND captured_at >= ?2)
        """,
        row => new AccountUse(row.Long(0), row.Long(1), row.Long(2)), accountId, Instant.ToStored(refundableSince))!;

    public IReadOnlyList<string> PaymentsNeeding(string accountId, string after, int limit) => pool.Many(
        """
        SELECT payment_id FROM attempts WHERE account_id = ?1 AND is_open = 1 AND payment_id > ?2
        UNION
        SELECT payment_id FROM refunds WHERE account_id = ?1 AND is_final = 0 AND payment_id > ?2
        ORDER BY payment_id LIMIT ?3
        """,
        row => row.Text(0), accountId, after, (long)limit);

    /// <summary>Messages in the order of their commits, from after a place on: where each stands, when it became true, and whether it is done with.</summary>
    public IReadOnlyList<(long Seq, DateTimeOffset CreatedAt, bool IsDone)> MessagesAfter(long seq, int limit) => pool.Many(
        """
        SELECT m.seq, m.created_at, (m.state = 'Delivered' OR (m.state = 'Waiting' AND m.due_at IS NULL)) AND COALESCE(p.is_final, 1)
        FROM outbox AS m LEFT JOIN payments AS p ON p.id = m.payment_id
        WHERE m.seq > ? ORDER BY m.seq LIMIT ?
        """,
        row => (row.Long(0), Instant.FromStored(row.Long(1)), row.Long(2) != 0), seq, (long)limit);

    public IReadOnlyList<Booking> Bookings(BookingFilter filter) => pool.Many(
        filter.Refunds
            ? """
              SELECT refund_number, id, refunded_at FROM refunds
              WHERE account_id = ?1 AND refunded_at >= ?2 AND refunded_at < ?3 AND (refunded_at, refund_number) > (?4, ?5)
              ORDER BY refunded_at, refund_number LIMIT ?6
              """
            : """
              SELECT number, payment_id, captured_at FROM attempts
              WHERE account_id = ?1 AND captured_at >= ?2 AND captured_at < ?3 AND (captured_at, number) > (?4, ?5)
              ORDER BY captured_at, number LIMIT ?6
              """,
        row => new Booking(row.Text(0), row.Text(1), Instant.FromStored(row.Long(2))),
        filter.AccountId, Instant.ToStored(filter.After?.At > filter.From ? filter.After.At : filter.From), Instant.ToStored(filter.To),
        filter.After is { } last ? Instant.ToStored(last.At) : long.MinValue, filter.After?.Number ?? "", (long)Math.Clamp(filter.Limit, 1, 500));

    public IReadOnlyList<DayUse> UseOfDay(string accountId, DateOnly day) => pool.Many(
        "SELECT currency, count, minor FROM account_days WHERE account_id = ? AND day = ? ORDER BY currency",
        row => new DayUse(Currency.Parse(row.Text(0)), row.Long(1), row.Long(2)), accountId, DayWriter.Day(day));

    public IReadOnlyList<ChannelExchange> ExchangesOf(string number) => pool.Many(
        "SELECT number, account_id, operation, at, elapsed, answer FROM exchanges WHERE number = ? ORDER BY seq", Rows.Exchange, number);

    public string? Document(string name) => pool.One("SELECT content FROM documents WHERE name = ?", row => row.Text(0), name);
}
