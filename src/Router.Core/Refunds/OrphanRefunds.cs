using Router.Core.Channels;
using Router.Core.Ids;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;

namespace Router.Core.Refunds;

/// <summary>Gives back a confirmed capture that its order cannot use, under the key orphan:&lt;attempt&gt;.</summary>
public sealed class OrphanRefunds(
    IOrderStore store, OrderWriter orders, RefundWork work, ISnapshotSource snapshots, IChannelDirectory channels, IdSource ids, EngineSettings settings)
{
    public async Task RefundAsync(PaymentOrder order, string attemptNumber)
    {
        var attempt = order.FindAttempt(attemptNumber);
        if (attempt is not { IsOrphan: true, OrphanConfirmed: true, State: AttemptState.Captured, OrphanRefundId: null, Captured: { } captured }) return;
        var catalog = snapshots.Current.Catalog;
        if (catalog.FindChannel(attempt.ChannelId) is { Refunds: null })
        {
            await orders.UpdateAsync(order.Id, current => current.OpenCase(
                "orphan-not-refunded", attemptNumber, $"Channel {attempt.ChannelId} takes no refunds.", orders.Now));
            return;
        }

        var key = "orphan:" + attemptNumber;
        var refund = await RefundDraft.MakeAsync(
            order, attempt, key, captured, captured, "Paid twice or too late", catalog.FindAccount(attempt.AccountId), channels, work.Caller, ids, orders.Now,
            catalog.FindChannel(attempt.ChannelId)?.CallTimeout ?? TimeSpan.FromSeconds(10), settings);
        var marked = orders.Completed(order.WithAttempt(attempt with { OrphanRefundId = refund.Id }));
        var commit = new OrderCommit { Payment = new(marked, order.Version), Refund = new(refund, 0) };

        // A conflict means that the order has changed or that the refund exists: recovery looks again.
        if (await store.CommitAsync(commit) == CommitResult.Committed) await work.CallAsync(refund with { Version = 1 });
    }
}
