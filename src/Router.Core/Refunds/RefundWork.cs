using Router.Abstractions;
using Router.Core.Channels;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;

namespace Router.Core.Refunds;

/// <summary>Sends and queries one refund at the account that captured, whatever that account's state, weight or breaker.</summary>
public sealed class RefundWork(
    RefundWriter writer, IOrderStore store, ISnapshotSource snapshots, OperationCaller caller, ExchangeLog exchanges, EngineSettings settings)
{
    internal ChannelCaller Caller => caller.Direct;

    /// <summary>Does what is due; the caller need not know what. Two callers at once do it once.</summary>
    public async Task<RefundOrder> AdvanceAsync(RefundOrder refund)
    {
        switch (RefundPolicy.Next(refund, snapshots.Current.Catalog, settings, writer.Now))
        {
            case RefundAction.Send:
                return await SendAsync(refund.Id) ?? refund;
            case RefundAction.Query:
                return await QueryAsync(refund);
            case RefundAction.Abandon:
                return await writer.UpdateAsync(refund.Id, current => RefundPolicy.Next(current, snapshots.Current.Catalog, settings, writer.Now) == RefundAction.Abandon
                    ? RefundMergeTable.Apply(current, RefundResult.Unknown("abandoned", "The process that was sending has gone."), RefundSource.Abandoned, writer.Now)
                    : (current, null)) ?? refund;
            case RefundAction.Suspend:
                return await writer.UpdateAsync(refund.Id, current => (current.IsFinal || current.IsSending ? current : Suspended(current), null)) ?? refund;
            default:
                return refund;
        }
    }

    private RefundOrder Suspended(RefundOrder refund) => snapshots.Current.Catalog.FindAccount(refund.AccountId) is null
        ? refund.To(RefundState.Suspense, SuspenseCases.AccountRemoved, $"Account {refund.AccountId} was removed while this hung on it; nobody can ask the channel any more.")
        : refund.To(RefundState.Suspense, "unresolved", "The channel has not told what became of the refund.");

    public async Task<RefundOrder> QueryAsync(RefundOrder refund) => (await FindOutAsync(refund)).Refund;

    /// <returns>The refund, and what the channel says; Unknown where it could not be asked.</returns>
    public async Task<(RefundOrder Refund, RefundOutcome Said)> FindOutAsync(RefundOrder refund)
    {
        var catalog = snapshots.Current.Catalog;
        if (await store.FindPaymentAsync(refund.PaymentId) is not { } payment || catalog.FindAccount(refund.AccountId) is not { } account)
            return (await AskedInVainAsync(refund), RefundOutcome.Unknown);
        var began = writer.Now;
        var request = new RefundQueryRequest { Refund = Request(payment, refund) };
        var end = await caller.CallAsync(
            account, Operation.RefundQuery, null, (lease, token) => lease.Channel.QueryRefundAsync(request, token), IsAnswered);
        if (end.WasHeldBack) return (await AskedInVainAsync(refund), RefundOutcome.Unknown);
        var result = Read(end);
        await exchanges.WriteAsync(refund.RefundNumber, refund.AccountId, "refund-query", began, result.Outcome.ToString(), result.Fault);
        var told = await writer.UpdateAsync(refund.Id, current =>
        {
            // What was not found when the question left says nothing of a send that has left since.
            var neverArrived = result.Outcome == RefundOutcome.NotFound && current.SendCount == refund.SendCount && RefundPolicy.NotFoundCounts(current, catalog, began);
            var (merged, contradiction) = RefundMergeTable.Apply(current.IsFinal ? current : current with { QueryCount = current.QueryCount + 1 }, result, RefundSource.Query, writer.Now);
            return (merged.IsFinal || current.IsSending ? merged : merged with
            {
                MustResend = result.Outcome == RefundOutcome.RetryLater || neverArrived,
                NeverArrived = neverArrived && current.SendCount == 1 && current.State != RefundState.Suspense,
            }, contradiction);
        }) ?? refund;
        return (told, result.Outcome);
    }

    private async Task<RefundOrder> AskedInVainAsync(RefundOrder refund) =>
        await writer.UpdateAsync(refund.Id, current => (current.IsFinal ? current : current with { QueryCount = current.QueryCount + 1 }, null)) ?? refund;

    private async Task<RefundOrder?> SendAsync(string refundId)
    {
        var timeout = TimeSpan.FromSeconds(10);
        var mine = false;
        var stored = await writer.UpdateAsync(refundId, current =>
        {
            mine = RefundPolicy.Next(current, snapshots.Current.Catalog, settings, writer.Now) == RefundAction.Send;
            if (!mine) return (current, null);
            timeout = snapshots.Current.Catalog.FindChannel(current.ChannelId)?.CallTimeout ?? timeout;
            return (current with
            {
                IsSending = true,
                SendCount = current.SendCount + 1,
                MustResend = false,
                NeverArrived = false,
                Deadline = writer.Now + timeout,
                Fence = current.Fence + 1,
            }, null);
        });
        return stored is not null && mine ? await CallAsync(stored) : stored;
    }

    /// <summary>Calls the channel for a refund that is stored as sending by this caller.</summary>
    public async Task<RefundOrder> CallAsync(RefundOrder stored)
    {
        var began = writer.Now;
        var result = await AskAsync(stored);
        await exchanges.WriteAsync(stored.RefundNumber, stored.AccountId, "refund", began, result.Outcome.ToString(), result.Fault);
        var resend = result.Outcome is RefundOutcome.RetryLater or RefundOutcome.NotSent;
        return await writer.UpdateAsync(stored.Id, current =>
        {
            // An answer that comes after its send was given up, or after a later one began, still proves what it proves.
            var late = current.Fence != stored.Fence || !current.IsSending;
            var (merged, contradiction) = RefundMergeTable.Apply(current, result, late ? RefundSource.Query : RefundSource.RefundAnswer, writer.Now);
            return (merged.IsFinal || late ? merged : merged with { MustResend = resend }, contradiction);
        }) ?? stored;
    }

    private async Task<RefundResult> AskAsync(RefundOrder refund)
    {
        if (await store.FindPaymentAsync(refund.PaymentId) is not { } payment) return NotSent("the payment is missing");
        if (snapshots.Current.Catalog.FindAccount(refund.AccountId) is not { } account) return NotSent($"account {refund.AccountId} is not configured any more");
        var end = await caller.CallAsync(
            account, Operation.Refund, refund.Deadline, (lease, token) => lease.Channel.RefundAsync(Request(payment, refund), token), IsAnswered);
        return end.WasBegun ? Read(end) : NotSent(end.Why);
    }

    // What could not leave fails too, for the breaker: trying it again at once helps nobody.
    private static bool IsAnswered(RefundResult result) => result.Outcome is not (RefundOutcome.Unknown or RefundOutcome.NotSent);

    private static RefundResult Read(CallEnd<RefundResult> end)
    {
        if (!end.HasReturned) return RefundResult.Unknown(end.Code, end.Why);
        return end.Answer switch
        {
            null => RefundResult.Unknown("contract", "The plugin answered null."),
            { Outcome: RefundOutcome.Succeeded, Refunded: not { Minor: > 0 } } => RefundResult.Unknown("contract", "Succeeded without a refunded amount."),
            { Outcome: RefundOutcome.NotSent, Fault: not { Stage: FaultStage.BeforeSend } } => RefundResult.Unknown("contract", "NotSent without its fault."),
            { Outcome: RefundOutcome.Failed, Fault: not { Stage: FaultStage.Answered } } => RefundResult.Unknown("contract", "Failed without a fault of stage Answered."),
            { } answer when !Enum.IsDefined(answer.Outcome) => RefundResult.Unknown("contract", "An outcome that does not exist."),
            { } answer => answer,
        };
    }

    private static RefundResult NotSent(string why) =>
        RefundResult.Of(RefundOutcome.NotSent, new(FaultStage.BeforeSend, FaultBlame.Us, "not-begun", why));

    internal static RefundRequest Request(PaymentOrder payment, RefundOrder refund)
    {
        var attempt = payment.FindAttempt(refund.AttemptNumber)!;
        return new()
        {
            RefundNumber = refund.RefundNumber,
            AttemptNumber = attempt.Number,
            ChannelTransactionId = attempt.ChannelTransactionId!,
            Method = attempt.Method,
            Amount = refund.SentAmount,
            Captured = attempt.Captured!.Value,
            RequestTime = refund.RequestTime,
            PaymentRequestTime = attempt.RequestTime,
            PaymentState = attempt.ChannelState,
            State = refund.ChannelState,
            Reason = refund.Reason,
            NotifyUrl = refund.NotifyUrl,
        };
    }
}
