using Router.Core.Accounts;
using Router.Core.Ids;
using Router.Core.Orders;
using Router.Core.Store;

namespace Router.Core.Payments;

/// <summary>
/// Every change of a payment order goes through here: read fresh, change by a pure function, commit by compare-and-set with the messages
/// that the change makes true and the time at which the order is next due; on a conflict, again. No lock is held at any time.
/// </summary>
public sealed class OrderWriter(
    IOrderStore store, ISnapshotSource snapshots, IdSource ids, TimeProvider time, EngineSettings settings, OrderChanges? changes = null)
{
    private const int MaxConflicts = 64;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <param name="paymentId">The order.</param>
    /// <param name="change">Pure; called again with the newer order after a conflict. The same instance back means no change.</param>
    /// <param name="fence">Where set, the change is made only while the order's lease still has this number.</param>
    /// <param name="known">The order as last read, to save a read.</param>
    /// <param name="limit">For a change that adds this attempt: where its account's day is full, nothing is written.</param>
    /// <returns>The order as stored, without the new attempt where its limit is reached; null where it does not exist or the lease was lost.</returns>
    public async ValueTask<PaymentOrder?> UpdateAsync(
        string paymentId, Func<PaymentOrder, PaymentOrder> change, long? fence = null, PaymentOrder? known = null, AttemptLimit? limit = null)
    {
        var before = known ?? await store.FindPaymentAsync(paymentId);
        for (var conflicts = 0; conflicts < MaxConflicts; conflicts++)
        {
            if (before is null || (fence is { } mine && before.Fence != mine)) return null;
            var after = change(before);
            if (ReferenceEquals(after, before))
            {
                // Only a commit proves that what was known still stands; without one it has to be read.
                if (!ReferenceEquals(before, known)) return before;
                known = null;
                before = await store.FindPaymentAsync(paymentId);
                continue;
            }

            after = Completed(after);
            var commit = new OrderCommit
            {
                Payment = new(after, before.Version, fence),
                Outbox = OrderMessages.Between(before, after, ids, Now),

                // Only what adds the attempt is bounded: an order that is let go instead must never wait for a limit.
                Limit = limit is not null && after.FindAttempt(limit.AttemptNumber) is not null ? limit : null,
            };
            var result = await store.CommitAsync(commit);
            if (result == CommitResult.LimitReached) return before;
            if (result == CommitResult.Committed)
            {
                changes?.Observe(before, after);
                return after with { Version = before.Version + 1 };
            }

            before = await store.FindPaymentAsync(paymentId);
        }

        throw new StoreUnavailableException($"Payment {paymentId} changed {MaxConflicts} times while it was being written; try again.");
    }

    /// <summary>Sets what follows from the rest: query times of live attempts and when the order is due.</summary>
    public PaymentOrder Completed(PaymentOrder order)
    {
        var catalog = snapshots.Current.Catalog;
        if (order.LiveAttempt is { NextQueryAt: null } live)
            order = order.WithAttempt(QueryTimes.Schedule(live, catalog.FindMethod(live.AccountId, live.Method), Now));
        foreach (var attempt in order.Attempts)
        {
            var again = RecoveryPolicy.AsksAgainAt(order, attempt, catalog, Now);
            if (again != attempt.NextQueryAt) order = order.WithAttempt(attempt with { NextQueryAt = again });
        }

        return order with { DueAt = RecoveryPolicy.DueAt(order, catalog, settings, Now) };
    }

    /// <summary>Takes the right to send for an order.</summary>
    /// <param name="paymentId">The order.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="change">Made in the same commit, and also where the right is not to be had.</param>
    /// <returns>The order with its lease; null where another holds it or there is no such order.</returns>
    public async ValueTask<PaymentOrder?> TryAcquireAsync(string paymentId, TimeSpan duration, Func<PaymentOrder, PaymentOrder>? change = null)
    {
        var acquired = false;
        var order = await UpdateAsync(paymentId, current =>
        {
            acquired = current.Lease is not { } lease || lease.Until <= Now;
            if (change is not null) current = change(current);
            return acquired ? current with { Lease = new(settings.NodeName, current.Fence + 1, Now + duration), Fence = current.Fence + 1 } : current;
        });
        return acquired ? order : null;
    }

    /// <summary>Gives the right back; an order left without a live attempt is ended.</summary>
    public ValueTask<PaymentOrder?> ReleaseAsync(PaymentOrder order, long fence) =>
        UpdateAsync(order.Id, current => Released(current, Now), fence, order);

    public static PaymentOrder Released(PaymentOrder order, DateTimeOffset now)
    {
        order = order.Lease is null ? order : order with { Lease = null };
        return order.Attempts.Count > 0 || order.End != EndIntent.None ? Settlement.WithoutLiveAttempt(order, now) : order;
    }
}
