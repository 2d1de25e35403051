using Router.Core.Ids;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;

namespace Router.Core.Refunds;

/// <summary>
/// Every change of a refund goes through here, together with what it does to its payment: held and refunded amounts, cases, messages. One
/// commit, compare-and-set on both.
/// </summary>
public sealed class RefundWriter(IOrderStore store, OrderWriter orders, ISnapshotSource snapshots, IdSource ids, OrderChanges? changes = null)
{
    private const int MaxConflicts = 64;

    public DateTimeOffset Now => orders.Now;

    /// <param name="refundId">The refund.</param>
    /// <param name="change">Pure; gives the refund and what contradicts it. The same instance without contradiction means no change.</param>
    /// <param name="fence">Where set, the change is made only while the refund's lease still has this number.</param>
    /// <param name="also">Made on the payment in the same commit; null from it: nothing is committed.</param>
    public async ValueTask<RefundOrder?> UpdateAsync(
        string refundId, Func<RefundOrder, (RefundOrder Refund, string? Contradiction)> change, long? fence = null,
        Func<PaymentOrder, PaymentOrder?>? also = null)
    {
        for (var conflicts = 0; conflicts < MaxConflicts; conflicts++)
        {
            var before = await store.FindRefundAsync(refundId);
            if (before is null || (fence is { } mine && before.Fence != mine)) return null;
            var (after, contradiction) = change(before);
            if (ReferenceEquals(after, before) && contradiction is null) return before;
            if (await CommitAsync(before, after, contradiction, fence, also) is { } stored) return stored;
        }

        throw new StoreUnavailableException($"Refund {refundId} changed {MaxConflicts} times while it was being written; try again.");
    }

    private async ValueTask<RefundOrder?> CommitAsync(
        RefundOrder before, RefundOrder after, string? contradiction, long? fence, Func<PaymentOrder, PaymentOrder?>? also)
    {
        if (await store.FindPaymentAsync(before.PaymentId) is not { } payment) throw new StoreUnavailableException($"Payment {before.PaymentId} of refund {before.Id} is missing.");
        if ((also is null ? payment : also(payment)) is not { } joined) return before;
        var changed = Effect(joined, before, after, contradiction);
        if (!ReferenceEquals(changed, payment)) changed = orders.Completed(changed);
        var outbox = new List<OutboxRecord>();
        if (after.State != before.State && (after.IsFinal || after.State == RefundState.Suspense)) outbox.Add(OrderMessages.ForRefund(changed, after, ids, Now));
        if (contradiction is not null && ReferenceEquals(changed, payment) && ReferenceEquals(after, before)) return before;
        var commit = new OrderCommit
        {
            Refund = new(after with { DueAt = RefundPolicy.DueAt(after, snapshots.Current.Catalog, Now) }, before.Version, fence),
            Payment = ReferenceEquals(changed, payment) ? null : new(changed, payment.Version),
            Outbox = outbox,
        };
        if (await store.CommitAsync(commit) != CommitResult.Committed) return null;
        changes?.Observe(before, after);
        if (commit.Payment is not null) changes?.Observe(payment, changed);
        return commit.Refund.Refund with { Version = before.Version + 1 };
    }

    // What asks for another amount, or whether it went back twice, is not answered by it.
    private PaymentOrder GoneBack(PaymentOrder payment, RefundOrder refund)
    {
        foreach (var kind in payment.Cases.Where(c => c.AttemptNumber == refund.AttemptNumber).Select(c => c.Kind).Distinct().Except(["two-transactions", "amount-mismatch", "reversed-beside-refunds"]).ToList())
            payment = payment.ResolveCases(refund.AttemptNumber, "refunded", Now, kind);
        return payment;
    }

    private PaymentOrder Effect(PaymentOrder payment, RefundOrder before, RefundOrder after, string? contradiction)
    {
        if (contradiction is not null) payment = payment.Ask("refund-contradiction", after.RefundNumber, contradiction, Now);
        if (after.State == before.State) return payment;
        if (after.IsFinal) payment = payment.ResolveCases(after.RefundNumber, $"The refund is {after.State}.", Now, "refund-unresolved")
            .ResolveCases(after.RefundNumber, $"The refund is {after.State}.", Now, SuspenseCases.AccountRemoved);
        if (after.IsOrphanRefund)
        {
            return after.State is RefundState.Failed or RefundState.Closed or RefundState.Suspense
                ? payment.OpenCase("orphan-not-refunded", after.AttemptNumber, $"Refund {after.Id} of the orphan capture is {after.State}.", Now)
                : after.State == RefundState.Succeeded ? GoneBack(payment, after) : payment;
        }

        return after.State switch
        {
            RefundState.Succeeded => payment with
            {
                RefundedMinor = Math.Min(payment.Terms.Amount.Minor, payment.RefundedMinor + after.Amount.Minor),
            },
            RefundState.Failed or RefundState.Closed => payment with
            {
                RefundHeldMinor = Math.Max(payment.RefundedMinor, payment.RefundHeldMinor - after.Amount.Minor),
                RefundCount = payment.RefundCount - 1,
            },
            RefundState.Suspense => payment.OpenCase(after.ReasonCode == SuspenseCases.AccountRemoved ? SuspenseCases.AccountRemoved : "refund-unresolved", after.RefundNumber, $"Refund {after.Id}: {after.ReasonText}", Now),
            _ => payment,
        };
    }
}
