using Router.Core.Orders;
using Router.Core.Store;

namespace Router.Simulation.Tests.Mistakes;

/// A store that does as the one beneath it, but for what a mistake overrides.
internal abstract class StoreDecorator(IOrderStore inner) : IOrderStore
{
    protected IOrderStore Inner => inner;

    public virtual ValueTask<CommitResult> CommitAsync(OrderCommit commit) => inner.CommitAsync(commit);

    public virtual ValueTask<PaymentOrder?> FindPaymentAsync(string paymentId) => inner.FindPaymentAsync(paymentId);

    public virtual ValueTask<PaymentOrder?> FindPaymentByOrderNoAsync(string merchant, string merchantOrderNo) => inner.FindPaymentByOrderNoAsync(merchant, merchantOrderNo);

    public ValueTask<PaymentOrder?> FindPaymentByAttemptAsync(string attemptNumber) => inner.FindPaymentByAttemptAsync(attemptNumber);

    public ValueTask<RefundOrder?> FindRefundAsync(string refundId) => inner.FindRefundAsync(refundId);

    public ValueTask<RefundOrder?> FindRefundByNumberAsync(string refundNumber) => inner.FindRefundByNumberAsync(refundNumber);

    public ValueTask<RefundOrder?> FindRefundByMerchantNoAsync(string merchant, string merchantRefundNo) => inner.FindRefundByMerchantNoAsync(merchant, merchantRefundNo);

    public ValueTask<IReadOnlyList<RefundOrder>> RefundsOfAsync(string paymentId) => inner.RefundsOfAsync(paymentId);

    public virtual ValueTask<IdempotencyRow?> FindIdempotencyAsync(string merchant, string key) => inner.FindIdempotencyAsync(merchant, key);

    public virtual ValueTask<IReadOnlyList<PaymentOrder>> DuePaymentsAsync(DateTimeOffset now, int limit) => inner.DuePaymentsAsync(now, limit);

    public ValueTask<IReadOnlyList<RefundOrder>> DueRefundsAsync(DateTimeOffset now, int limit) => inner.DueRefundsAsync(now, limit);

    public virtual ValueTask<IReadOnlyList<OutboxRecord>> DueOutboxAsync(DateTimeOffset now, int limit) => inner.DueOutboxAsync(now, limit);

    public ValueTask<IReadOnlyList<OutboxRecord>> OutboxOfAsync(string paymentId) => inner.OutboxOfAsync(paymentId);

    public ValueTask<IReadOnlyList<PaymentOrder>> ListPaymentsAsync(PaymentFilter filter) => inner.ListPaymentsAsync(filter);

    public ValueTask<IReadOnlyList<DayUse>> UseOfDayAsync(string accountId, DateOnly day) => inner.UseOfDayAsync(accountId, day);

    public ValueTask<AccountUse> UseOfAccountAsync(string accountId, DateTimeOffset refundableSince) => inner.UseOfAccountAsync(accountId, refundableSince);

    public ValueTask<IReadOnlyList<string>> PaymentsNeedingAsync(string accountId, string after, int limit) => inner.PaymentsNeedingAsync(accountId, after, limit);

    public ValueTask<IReadOnlyList<Booking>> BookingsAsync(BookingFilter filter) => inner.BookingsAsync(filter);

    public ValueTask AppendExchangeAsync(ChannelExchange exchange) => inner.AppendExchangeAsync(exchange);

    public ValueTask<IReadOnlyList<ChannelExchange>> ExchangesOfAsync(string number) => inner.ExchangesOfAsync(number);

    public ValueTask SaveDocumentAsync(string name, string content) => inner.SaveDocumentAsync(name, content);

    public ValueTask<string?> LoadDocumentAsync(string name) => inner.LoadDocumentAsync(name);

    public ValueTask DeleteExchangesBeforeAsync(DateTimeOffset time) => inner.DeleteExchangesBeforeAsync(time);

    public ValueTask DeleteMessagesBeforeAsync(DateTimeOffset time) => inner.DeleteMessagesBeforeAsync(time);
}
