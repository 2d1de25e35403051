using Router.Core.Orders;
using Router.Core.Store;
using Router.Simulation.Faults;
using Router.Simulation.World;
using Router.TestKit.Stores;

namespace Router.Simulation.Disk;

/// <summary>One node's way to the disk: it takes time, it fails, and what is under way when the node dies is kept or lost by draw.</summary>
internal sealed class NodeStore(SharedDisk disk, Place place, FaultPlan faults, Draw draw) : IOrderStore
{
    private const double SlowReads = 0.15;

    /// <summary>Told of each commit when its acknowledgement is about to reach the node.</summary>
    public Action<OrderCommit>? Acknowledging { get; init; }

    public ValueTask<CommitResult> CommitAsync(OrderCommit commit)
    {
        var done = new TaskCompletionSource<CommitResult>();
        place.World.After(draw.Between(0, 0.004), () => Write(commit, done));
        return new(done.Task);
    }

    public ValueTask<PaymentOrder?> FindPaymentAsync(string paymentId) => Read(o => o.FindPaymentAsync(paymentId));

    public ValueTask<PaymentOrder?> FindPaymentByOrderNoAsync(string merchant, string merchantOrderNo) =>
        Read(o => o.FindPaymentByOrderNoAsync(merchant, merchantOrderNo));

    public ValueTask<PaymentOrder?> FindPaymentByAttemptAsync(string attemptNumber) => Read(o => o.FindPaymentByAttemptAsync(attemptNumber));

    public ValueTask<RefundOrder?> FindRefundAsync(string refundId) => Read(o => o.FindRefundAsync(refundId));

    public ValueTask<RefundOrder?> FindRefundByNumberAsync(string refundNumber) => Read(o => o.FindRefundByNumberAsync(refundNumber));

    public ValueTask<RefundOrder?> FindRefundByMerchantNoAsync(string merchant, string merchantRefundNo) =>
        Read(o => o.FindRefundByMerchantNoAsync(merchant, merchantRefundNo));

    public ValueTask<IReadOnlyList<RefundOrder>> RefundsOfAsync(string paymentId) => Read(o => o.RefundsOfAsync(paymentId));

    public ValueTask<IdempotencyRow?> FindIdempotencyAsync(string merchant, string key) => Read(o => o.FindIdempotencyAsync(merchant, key));

    public ValueTask<IReadOnlyList<PaymentOrder>> DuePaymentsAsync(DateTimeOffset now, int limit) => Read(o => o.DuePaymentsAsync(now, limit));

    public ValueTask<IReadOnlyList<RefundOrder>> DueRefundsAsync(DateTimeOffset now, int limit) => Read(o => o.DueRefundsAsync(now, limit));

    public ValueTask<IReadOnlyList<OutboxRecord>> DueOutboxAsync(DateTimeOffset now, int limit) => Read(o => o.DueOutboxAsync(now, limit));

    public ValueTask<IReadOnlyList<OutboxRecord>> OutboxOfAsync(string paymentId) => Read(o => o.OutboxOfAsync(paymentId));

    public ValueTask<IReadOnlyList<PaymentOrder>> ListPaymentsAsync(PaymentFilter filter) => Read(o => o.ListPaymentsAsync(filter));

    public ValueTask<AccountUse> UseOfAccountAsync(string accountId, DateTimeOffset refundableSince) =>
        Read(o => o.UseOfAccountAsync(accountId, refundableSince));

    public ValueTask<IReadOnlyList<string>> PaymentsNeedingAsync(string accountId, string after, int limit) =>
        Read(o => o.PaymentsNeedingAsync(accountId, after, limit));

    public ValueTask<IReadOnlyList<Booking>> BookingsAsync(BookingFilter filter) => Read(o => o.BookingsAsync(filter));

    public ValueTask<IReadOnlyList<DayUse>> UseOfDayAsync(string accountId, DateOnly day) => Read(o => o.UseOfDayAsync(accountId, day));

    // Exchanges are for people; nothing in a world reads them.
    public ValueTask AppendExchangeAsync(ChannelExchange exchange) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<ChannelExchange>> ExchangesOfAsync(string number) => new([]);

    public ValueTask SaveDocumentAsync(string name, string content) => ValueTask.CompletedTask;

    public ValueTask<string?> LoadDocumentAsync(string name) => new((string?)null);

    public ValueTask DeleteExchangesBeforeAsync(DateTimeOffset time) => ValueTask.CompletedTask;

    public ValueTask DeleteMessagesBeforeAsync(DateTimeOffset time) => ValueTask.CompletedTask;

    private void Write(OrderCommit commit, TaskCompletionSource<CommitResult> done)
    {
        if (place.IsDead && draw.Chance(0.5)) return;
        if (disk.IsOut || faults.Draws(FaultKind.DiskError, draw))
        {
            Later(() => done.TrySetException(new StoreUnavailableException("The disk cannot be written.")));
            return;
        }

        var result = disk.Apply(commit);
        if (faults.Draws(FaultKind.DiskUnknown, draw))
        {
            Later(() => done.TrySetException(new StoreUnavailableException("The disk was lost in the middle of a commit.")));
            return;
        }

        Later(() =>
        {
            if (result == CommitResult.Committed && !place.IsDead) Acknowledging?.Invoke(commit);
            done.TrySetResult(result);
        });
    }

    private void Later(Action happens) => place.World.After(draw.Between(0, 0.004), happens);

    private ValueTask<T> Read<T>(Func<InMemoryOrderStore, ValueTask<T>> read)
    {
        if (disk.IsOut) return ValueTask.FromException<T>(new StoreUnavailableException("The disk cannot be read."));
        if (!draw.Chance(SlowReads)) return read(disk.Orders);
        var done = new TaskCompletionSource<T>();
        Later(() => done.TrySetResult(read(disk.Orders).Result()));
        return new(done.Task);
    }
}
