using Router.Core.Orders;
using Router.Core.Store;

namespace Router.TestKit.Stores;

/// <summary>
/// The order store without a disk: the model that other stores are compared with, and the store of tests and simulations. Everything
/// completes before it returns, and lists have one order only, so that a run can be replayed. Thread-safe.
/// </summary>
public sealed class InMemoryOrderStore : IOrderStore
{
    private readonly Lock _lock = new();
    private readonly PaymentTable _payments = new();
    private readonly RefundTable _refunds = new();
    private readonly OutboxTable _outbox = new();
    private readonly DayTable _days = new();
    private readonly Dictionary<(string Merchant, string Key), IdempotencyRow> _idempotency = [];
    private readonly Dictionary<string, string> _documents = [];
    private readonly Dictionary<string, List<ChannelExchange>> _exchanges = [];

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(OrderCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        lock (_lock)
        {
            var result = Check_NeedsLock(commit);
            if (result == CommitResult.Committed) Apply_NeedsLock(commit);
            return ValueTask.FromResult(result);
        }
    }

    /// <inheritdoc/>
    public ValueTask<PaymentOrder?> FindPaymentAsync(string paymentId) => Read(() => _payments.Find(paymentId));

    /// <inheritdoc/>
    public ValueTask<PaymentOrder?> FindPaymentByOrderNoAsync(string merchant, string merchantOrderNo) =>
        Read(() => _payments.FindByOrderNo(merchant, merchantOrderNo));

    /// <inheritdoc/>
    public ValueTask<PaymentOrder?> FindPaymentByAttemptAsync(string attemptNumber) =>
        Read(() => _payments.FindByAttempt(attemptNumber));

    /// <inheritdoc/>
    public ValueTask<RefundOrder?> FindRefundAsync(string refundId) => Read(() => _refunds.Find(refundId));

    /// <inheritdoc/>
    public ValueTask<RefundOrder?> FindRefundByNumberAsync(string refundNumber) => Read(() => _refunds.FindByNumber(refundNumber));

    /// <inheritdoc/>
    public ValueTask<RefundOrder?> FindRefundByMerchantNoAsync(string merchant, string merchantRefundNo) =>
        Read(() => _refunds.FindByMerchantNo(merchant, merchantRefundNo));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RefundOrder>> RefundsOfAsync(string paymentId) => Read(() => _refunds.OfPayment(paymentId));

    /// <inheritdoc/>
    public ValueTask<IdempotencyRow?> FindIdempotencyAsync(string merchant, string key) =>
        Read(() => _idempotency.GetValueOrDefault((merchant, key)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PaymentOrder>> DuePaymentsAsync(DateTimeOffset now, int limit) => Read(() => _payments.Due(now, limit));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RefundOrder>> DueRefundsAsync(DateTimeOffset now, int limit) => Read(() => _refunds.Due(now, limit));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutboxRecord>> DueOutboxAsync(DateTimeOffset now, int limit) => Read(() => _outbox.Due(now, limit));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutboxRecord>> OutboxOfAsync(string paymentId) => Read(() => _outbox.OfPayment(paymentId));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PaymentOrder>> ListPaymentsAsync(PaymentFilter filter) => Read(() => _payments.List(filter));

    /// <inheritdoc/>
    public ValueTask<AccountUse> UseOfAccountAsync(string accountId, DateTimeOffset refundableSince) => Read(() => new AccountUse(
        _payments.CountOpen(accountId), _refunds.CountOpen(accountId), _payments.CountCaptures(accountId, refundableSince)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> PaymentsNeedingAsync(string accountId, string after, int limit) => Read<IReadOnlyList<string>>(() =>
        [.. _payments.Needing(accountId).Concat(_refunds.PaymentsOpenAt(accountId)).Distinct(StringComparer.Ordinal)
            .Where(id => string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).Take(limit)]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Booking>> BookingsAsync(BookingFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Read<IReadOnlyList<Booking>>(() =>
        [
            .. (filter.Refunds ? _refunds.Bookings(filter.AccountId) : _payments.Bookings(filter.AccountId))
                .Where(b => b.At >= filter.From && b.At < filter.To && (filter.After is not { } last || Compare(b, last) > 0))
                .Order(Comparer<Booking>.Create(Compare)).Take(Math.Clamp(filter.Limit, 1, 500)),
        ]);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DayUse>> UseOfDayAsync(string accountId, DateOnly day) => Read(() => _days.Of(accountId, day));

    /// <inheritdoc/>
    public ValueTask AppendExchangeAsync(ChannelExchange exchange)
    {
        lock (_lock)
        {
            if (!_exchanges.TryGetValue(exchange.Number, out var kept)) _exchanges.Add(exchange.Number, kept = []);
            kept.Add(exchange);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ChannelExchange>> ExchangesOfAsync(string number) =>
        Read<IReadOnlyList<ChannelExchange>>(() => [.. _exchanges.GetValueOrDefault(number) ?? []]);

    /// <inheritdoc/>
    public ValueTask SaveDocumentAsync(string name, string content)
    {
        lock (_lock) _documents[name] = content;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<string?> LoadDocumentAsync(string name) => Read(() => _documents.GetValueOrDefault(name));

    /// <inheritdoc/>
    public ValueTask DeleteExchangesBeforeAsync(DateTimeOffset time)
    {
        lock (_lock)
        {
            foreach (var kept in _exchanges.Values) kept.RemoveAll(e => e.At < time);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DeleteMessagesBeforeAsync(DateTimeOffset time)
    {
        lock (_lock) _outbox.DeleteDone(time, id => _payments.Find(id) is { IsFinal: true });
        return ValueTask.CompletedTask;
    }

    private CommitResult Check_NeedsLock(OrderCommit commit)
    {
        if (commit.Idempotency is { } row && _idempotency.ContainsKey((row.Merchant, row.Key))) return CommitResult.DuplicateKey;
        var payment = commit.Payment is null ? CommitResult.Committed : _payments.Check(commit.Payment);
        if (payment != CommitResult.Committed) return payment;
        var refund = commit.Refund is null ? CommitResult.Committed : _refunds.Check(commit.Refund);
        if (refund != CommitResult.Committed) return refund;
        return commit is { Limit: { } limit, Payment.Order: { } order } && !_days.Allows(_payments.Find(order.Id), order, limit)
            ? CommitResult.LimitReached
            : CommitResult.Committed;
    }

    private void Apply_NeedsLock(OrderCommit commit)
    {
        if (commit.Idempotency is { } row) _idempotency.Add((row.Merchant, row.Key), row);
        if (commit.Payment is { } write)
        {
            _days.Apply(_payments.Find(write.Order.Id), write.Order);
            _payments.Apply(write);
        }

        if (commit.Refund is not null) _refunds.Apply(commit.Refund);
        foreach (var message in commit.Outbox) _outbox.Put(message);
    }

    private static int Compare(Booking left, Booking right) =>
        left.At != right.At ? left.At.CompareTo(right.At) : string.CompareOrdinal(left.Number, right.Number);

    private ValueTask<T> Read<T>(Func<T> read)
    {
        lock (_lock) return ValueTask.FromResult(read());
    }
}
