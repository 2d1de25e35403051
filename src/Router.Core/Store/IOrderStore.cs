using Router.Abstractions;
using Router.Core.Orders;

namespace Router.Core.Store;

/// <summary>
/// Where orders live. Thread-safe. A commit is all or nothing and durable when it returns; its cancellation is not offered, because a
/// caller that leaves must not tear it. An exception from <see cref="CommitAsync"/> means that the commit may or may not have happened.
/// </summary>
public interface IOrderStore
{
    /// <summary>Applies a commit if every condition in it holds, otherwise nothing of it.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be written now; whether this commit happened is unknown.</exception>
    ValueTask<CommitResult> CommitAsync(OrderCommit commit);

    ValueTask<PaymentOrder?> FindPaymentAsync(string paymentId);

    /// <summary>The order that blocks the merchant's number, else the newest under it.</summary>
    ValueTask<PaymentOrder?> FindPaymentByOrderNoAsync(string merchant, string merchantOrderNo);

    ValueTask<PaymentOrder?> FindPaymentByAttemptAsync(string attemptNumber);

    ValueTask<RefundOrder?> FindRefundAsync(string refundId);

    ValueTask<RefundOrder?> FindRefundByNumberAsync(string refundNumber);

    /// <summary>By the merchant's own refund number.</summary>
    ValueTask<RefundOrder?> FindRefundByMerchantNoAsync(string merchant, string merchantRefundNo);

    /// <summary>Oldest first.</summary>
    ValueTask<IReadOnlyList<RefundOrder>> RefundsOfAsync(string paymentId);

    ValueTask<IdempotencyRow?> FindIdempotencyAsync(string merchant, string key);

    /// <summary>Orders whose <see cref="PaymentOrder.DueAt"/> has come and whose lease, if any, has run out; the longest due first.</summary>
    ValueTask<IReadOnlyList<PaymentOrder>> DuePaymentsAsync(DateTimeOffset now, int limit);

    ValueTask<IReadOnlyList<RefundOrder>> DueRefundsAsync(DateTimeOffset now, int limit);

    /// <summary>
    /// Waiting messages whose time has come, oldest first, at most one per payment: a payment's messages go out in the order in which they
    /// became true, and a later one waits until the earlier is delivered or dead.
    /// </summary>
    ValueTask<IReadOnlyList<OutboxRecord>> DueOutboxAsync(DateTimeOffset now, int limit);

    /// <summary>All messages of a payment, oldest first.</summary>
    ValueTask<IReadOnlyList<OutboxRecord>> OutboxOfAsync(string paymentId);

    /// <summary>Newest first unless the filter turns it round; a filter that is null does not filter.</summary>
    ValueTask<IReadOnlyList<PaymentOrder>> ListPaymentsAsync(PaymentFilter filter);

    /// <summary>
    /// How many orders that are not final, refunds that are not final, and captures younger than <paramref name="refundableSince"/> hang on
    /// an account.
    /// </summary>
    ValueTask<AccountUse> UseOfAccountAsync(string accountId, DateTimeOffset refundableSince);

    /// <summary>Payments that need an account: by an attempt or by an open refund. Ids above <paramref name="after"/>, in order.</summary>
    ValueTask<IReadOnlyList<string>> PaymentsNeedingAsync(string accountId, string after, int limit);

    /// <summary>What was booked at an account in a span of time, for the comparison with its bills.</summary>
    ValueTask<IReadOnlyList<Booking>> BookingsAsync(BookingFilter filter);

    /// <summary>
    /// What attempts that hold a place (<see cref="Attempt.HoldsLimit"/>) take of an account's day, by order of currency; counted in the commits
    /// that change them.
    /// </summary>
    ValueTask<IReadOnlyList<DayUse>> UseOfDayAsync(string accountId, DateOnly day);

    /// <summary>A redacted exchange with a channel, kept for a bounded time. Failing to write it never fails a payment.</summary>
    ValueTask AppendExchangeAsync(ChannelExchange exchange);

    ValueTask<IReadOnlyList<ChannelExchange>> ExchangesOfAsync(string number);

    /// <summary>A small named document: health, overrides. Last writer wins.</summary>
    ValueTask SaveDocumentAsync(string name, string content);

    ValueTask<string?> LoadDocumentAsync(string name);

    /// <summary>Deletes exchanges older than a time.</summary>
    ValueTask DeleteExchangesBeforeAsync(DateTimeOffset time);

    /// <summary>
    /// Deletes messages of final payments that became true before a time and have been delivered or went nowhere. What waits and what is dead
    /// stays.
    /// </summary>
    ValueTask DeleteMessagesBeforeAsync(DateTimeOffset time);
}

/// <summary>The store cannot be used now. The message says what is wrong and what to do.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
