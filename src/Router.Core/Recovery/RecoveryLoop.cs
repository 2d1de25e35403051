using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Refunds;
using Router.Core.Store;

namespace Router.Core.Recovery;

/// <summary>
/// Does what is due. Everything due stands in the store; a pass reads it, claims each order by a lease and takes one step. Any number of
/// processes may run it on one store.
/// </summary>
public sealed class RecoveryLoop(
    IOrderStore store, OrderWriter writer, AttemptWork work, RefundWork refunds, OrphanRefunds orphans, ISnapshotSource snapshots,
    EngineSettings settings)
{
    /// <summary>Orders worked on side by side in one pass.</summary>
    public const int BatchSize = 128;

    /// <summary>One pass.</summary>
    /// <returns>How many orders and refunds it worked on.</returns>
    public async Task<int> RunOnceAsync()
    {
        var payments = await store.DuePaymentsAsync(writer.Now, BatchSize);
        var dueRefunds = await store.DueRefundsAsync(writer.Now, BatchSize);
        if (payments.Count + dueRefunds.Count == 0) return 0;
        await Task.WhenAll([.. payments.Select(AdvanceAsync), .. dueRefunds.Select(refund => refunds.AdvanceAsync(refund))]);
        return payments.Count + dueRefunds.Count;
    }

    /// <summary>Takes one step with one order, if it is due and nobody holds it.</summary>
    public async Task AdvanceAsync(PaymentOrder due)
    {
        if (await writer.TryAcquireAsync(due.Id, settings.LeaseTime) is not { } held) return;
        var fence = held.Fence;
        var step = RecoveryPolicy.Next(held with { Lease = null }, snapshots.Current.Catalog, settings, writer.Now);
        var order = await TakeAsync(held, step, fence);
        if (order.Lease is not null) await writer.ReleaseAsync(order, fence);
    }

    private async Task<PaymentOrder> TakeAsync(PaymentOrder held, RecoveryStep step, long fence)
    {
        switch (step.Action)
        {
            case RecoveryAction.Query:
                return await writer.UpdateAsync(held.Id, Intended, fence) is { } asked ? await work.QueryAsync(asked, step.AttemptNumber, fence, release: true) : held;
            case RecoveryAction.Close:
                return await writer.UpdateAsync(held.Id, Intended, fence) is { } ended ? await work.CloseAsync(ended, step.AttemptNumber, fence) : held;
            case RecoveryAction.Continue:
                var (continued, taken) = await work.ContinueAsync(held, step.AttemptNumber, null, fence);
                return taken ? continued : await writer.UpdateAsync(held.Id, o => NotReady(o, step.AttemptNumber), fence) ?? continued;
            case RecoveryAction.Abandon:
                return await writer.UpdateAsync(held.Id, o => MergeTable.Apply(o, Abandoned(step.AttemptNumber)), fence) ?? held;
            case RecoveryAction.RefundOrphan:
                await orphans.RefundAsync(held, step.AttemptNumber);
                return await store.FindPaymentAsync(held.Id) ?? held;
            case RecoveryAction.Suspend:
                return await writer.UpdateAsync(held.Id, o => Suspended(o, step.AttemptNumber), fence) ?? held;
            case RecoveryAction.End:
                return await writer.UpdateAsync(held.Id, Ended, fence) ?? held;
            default:
                return held;
        }
    }

    private PaymentOrder Intended(PaymentOrder order) =>
        !order.IsFinal && order.End == EndIntent.None && writer.Now >= order.ExpiresAt ? order with { End = EndIntent.Expired } : order;

    private PaymentOrder Ended(PaymentOrder order)
    {
        if (order.IsFinal || order.LiveAttempt is not null) return order;
        order = Intended(order);
        if (order.End == EndIntent.None && order.Attempts.Count == 0) order = order with { End = EndIntent.Interrupted };
        return Settlement.WithoutLiveAttempt(order with { Lease = null }, writer.Now);
    }

    private PaymentOrder Suspended(PaymentOrder order, string attemptNumber)
    {
        if (order.FindAttempt(attemptNumber) is not { } attempt) return order;
        var isStranded = snapshots.Current.Catalog.FindAccount(attempt.AccountId) is null;
        if (attempt.IsOrphanToGoBack && isStranded) return order.OpenCase(SuspenseCases.AccountRemoved, attemptNumber, Removed(attempt), writer.Now);
        if (attempt is { IsOrphan: true, OrphanConfirmed: false })
            return order.OpenCase("orphan-not-confirmed", attemptNumber, "A capture was told that no query of ours confirms.", writer.Now);
        if (!attempt.IsLive)
        {
            return attempt.NextQueryAt is null ? order : order.WithAttempt(attempt with { NextQueryAt = null })
                .OpenCase("unresolved", attemptNumber, "A close may have reversed it, or a reverse may not have been; no query tells.", writer.Now);
        }

        var (kind, detail) = isStranded ? (SuspenseCases.AccountRemoved, Removed(attempt)) : ("unresolved", "The channel has not told what became of the attempt.");
        var opened = order.OpenCase(kind, attemptNumber, detail, writer.Now);
        return order.IsFinal || order.State == PaymentState.Suspense ? opened : opened.To(PaymentState.Suspense, kind, detail);
    }

    private static string Removed(Attempt attempt) => $"Account {attempt.AccountId} was removed while this hung on it; nobody can ask the channel any more.";

    private static PaymentOrder NotReady(PaymentOrder order, string attemptNumber) =>
        order.FindAttempt(attemptNumber) is { ReadyToContinue: true } attempt ? order.WithAttempt(attempt with { ReadyToContinue = false }) : order;

    private Evidence Abandoned(string attemptNumber) =>
        new() { AttemptNumber = attemptNumber, Source = EvidenceSource.Abandoned, Kind = EvidenceKind.Unknown, At = writer.Now };
}
