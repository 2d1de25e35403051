using Router.Core.Bills;
using Router.Core.Orders;
using Router.Core.Store;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Engine;

/// The in-memory store, counting commits and failing them on demand.
internal sealed class TestStore : IOrderStore, IOrderArchives
{
    private readonly InMemoryOrderStore _inner = new();

    public int Commits { get; private set; }

    /// What is found in archives.
    public IArchivedOrders? Archives { get; set; }

    /// Asked before each commit; true: the store cannot be written.
    public Func<OrderCommit, bool>? Fails { get; set; }

    public bool FailsExchanges { get; set; }

    /// Told of each answer of a channel, before it becomes evidence.
    public Action<ChannelExchange>? Exchanged { get; set; }

    /// Runs before each commit, and may take time.
    public Func<OrderCommit, Task>? Before { get; set; }

    /// Runs once after the next commit that it says true for.
    public Func<OrderCommit, Task>? After { get; set; }

    public async ValueTask<CommitResult> CommitAsync(OrderCommit commit)
    {
        if (Before is { } before) await before(commit);
        Sentences.Check(commit);
        if (Fails?.Invoke(commit) == true) throw new StoreUnavailableException("The disk is full.");
        Commits++;
        var result = await _inner.CommitAsync(commit);
        if (After is { } after) await after(commit);
        return result;
    }

    public ValueTask<PaymentOrder?> FindPaymentAsync(string paymentId) => _inner.FindPaymentAsync(paymentId);

    public ValueTask<PaymentOrder?> FindPaymentByOrderNoAsync(string merchant, string merchantOrderNo) => _inner.FindPaymentByOrderNoAsync(merchant, merchantOrderNo);

    public ValueTask<PaymentOrder?> FindPaymentByAttemptAsync(string attemptNumber) => _inner.FindPaymentByAttemptAsync(attemptNumber);

    public ValueTask<RefundOrder?> FindRefundAsync(string refundId) => _inner.FindRefundAsync(refundId);

    public ValueTask<RefundOrder?> FindRefundByNumberAsync(string refundNumber) => _inner.FindRefundByNumberAsync(refundNumber);

    public ValueTask<RefundOrder?> FindRefundByMerchantNoAsync(string merchant, string merchantRefundNo) => _inner.FindRefundByMerchantNoAsync(merchant, merchantRefundNo);

    public ValueTask<IReadOnlyList<RefundOrder>> RefundsOfAsync(string paymentId) => _inner.RefundsOfAsync(paymentId);

    public ValueTask<IdempotencyRow?> FindIdempotencyAsync(string merchant, string key) => _inner.FindIdempotencyAsync(merchant, key);

    public ValueTask<IReadOnlyList<PaymentOrder>> DuePaymentsAsync(DateTimeOffset now, int limit) => _inner.DuePaymentsAsync(now, limit);

    public ValueTask<IReadOnlyList<RefundOrder>> DueRefundsAsync(DateTimeOffset now, int limit) => _inner.DueRefundsAsync(now, limit);

    public ValueTask<IReadOnlyList<OutboxRecord>> DueOutboxAsync(DateTimeOffset now, int limit) => _inner.DueOutboxAsync(now, limit);

    public ValueTask<IReadOnlyList<OutboxRecord>> OutboxOfAsync(string paymentId) => _inner.OutboxOfAsync(paymentId);

    public ValueTask<IReadOnlyList<PaymentOrder>> ListPaymentsAsync(PaymentFilter filter) => _inner.ListPaymentsAsync(filter);

    public ValueTask<IReadOnlyList<DayUse>> UseOfDayAsync(string accountId, DateOnly day) => _inner.UseOfDayAsync(accountId, day);

    public ValueTask<AccountUse> UseOfAccountAsync(string accountId, DateTimeOffset refundableSince) => _inner.UseOfAccountAsync(accountId, refundableSince);

    public ValueTask<IReadOnlyList<string>> PaymentsNeedingAsync(string accountId, string after, int limit) => _inner.PaymentsNeedingAsync(accountId, after, limit);

    public ValueTask<IReadOnlyList<Booking>> BookingsAsync(BookingFilter filter) => _inner.BookingsAsync(filter);

    public ValueTask AppendExchangeAsync(ChannelExchange exchange)
    {
        Exchanged?.Invoke(exchange);
        return FailsExchanges ? throw new InvalidOperationException("not a store's own exception") : _inner.AppendExchangeAsync(exchange);
    }

    public ValueTask<IReadOnlyList<ChannelExchange>> ExchangesOfAsync(string number) => _inner.ExchangesOfAsync(number);

    public ValueTask SaveDocumentAsync(string name, string content) => _inner.SaveDocumentAsync(name, content);

    public ValueTask<string?> LoadDocumentAsync(string name) => _inner.LoadDocumentAsync(name);

    public ValueTask<IArchivedOrders> OpenArchivesAsync(IReadOnlyList<string> files, string accountId, DateOnly from, DateOnly to) => new(Archives!);

    public ValueTask DeleteExchangesBeforeAsync(DateTimeOffset time) => _inner.DeleteExchangesBeforeAsync(time);

    public ValueTask DeleteMessagesBeforeAsync(DateTimeOffset time) => _inner.DeleteMessagesBeforeAsync(time);
}
