using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Alarms;
using Router.Core.Channels;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Refunds;
using Router.Core.Store;

namespace Router.Core.Notifications;

/// <summary>What to answer to a channel that has sent a notification.</summary>
/// <param name="Reply">The channel's own answer; null where the message is for nobody.</param>
/// <param name="Error">Why it was not taken; null where it was.</param>
public sealed record NotificationAnswer(NotificationReply? Reply, RouterError? Error);

/// <summary>
/// Inbound notifications: verified and equal in amount, currency, account and attempt → evidence → merge → commit → only then the
/// channel's acknowledgement.
/// </summary>
public sealed class NotificationIntake(
    IOrderStore store, OrderWriter orders, RefundWriter refunds, AttemptWork work, RefundWork refundWork, ChannelCaller caller,
    ISnapshotSource snapshots, InFlight inFlight, IAlarms? alarms = null)
{
    public const int MaxBodyBytes = 256 * 1024;

    public async Task<NotificationAnswer> ReceiveAsync(string channelId, string accountId, InboundNotification notification)
    {
        using var place = inFlight.TryEnter(CallKind.Notification, out var refused);
        if (refused is not null) return new(null, refused);
        var catalog = snapshots.Current.Catalog;
        if (catalog.FindAccount(accountId) is not { } account || account.ChannelId != channelId)
            return new(null, RouterError.AccountNotFound(accountId));
        if (notification.Body.Length > MaxBodyBytes) return new(null, new("280004", 413, $"The body is larger than {MaxBodyBytes} bytes."));
        var end = await caller.CallAsync(account, CallClass.Notify, null, (lease, token) => lease.Channel.ParseNotificationAsync(notification, token));
        if (!end.HasReturned || end.Answer is not { Events: not null } parsed) return new(null, RouterError.ChannelUnavailable(end.HasReturned ? "its plugin answered nothing" : end.Why));
        if (parsed.Verdict == NotificationVerdict.KeyUnavailable)
            return new(parsed.Refuse, RouterError.ChannelUnavailable("the key to verify it with cannot be had"));
        if (parsed.Verdict != NotificationVerdict.Verified)
            return new(parsed.Refuse, new("280501", 400, $"The notification was not believed: {parsed.Reason ?? "no reason given"}."));

        var weak = catalog.FindChannel(channelId)?.WeakNotifications ?? false;
        try
        {
            foreach (var told in parsed.Events)
            {
                if (await TakeAsync(account, told, weak) is { } error) return new(parsed.Refuse, error);
            }
        }
        catch (StoreUnavailableException exception)
        {
            return new(parsed.Refuse, RouterError.StoreUnavailable(exception.Message));
        }

        return new(parsed.Acknowledge, null);
    }

    private async Task<RouterError?> TakeAsync(MerchantAccount account, NotificationEvent told, bool weak)
    {
        if (told.MerchantId is { } merchant && merchant != account.MerchantId)
            return new("280502", 400, "The notification names another merchant id than the account's.");
        if (await store.FindPaymentByAttemptAsync(told.AttemptNumber) is not { } order || order.FindAttempt(told.AttemptNumber) is not { } attempt)
            return OfNobody(account, told.AttemptNumber, new("280503", 404, "The notification is about no attempt of ours."));
        if (attempt.AccountId != account.Id) return new("280504", 400, "The notification is about an attempt of another account.");
        if (told.RefundNumber is { } number) return await TakeRefundAsync(account, order, told, number, weak);
        if (told.Attempt is not { } status) return null;
        if (weak)
        {
            return attempt.State != AttemptState.Sending ? await AskAsync(order, attempt, status.Status) : null;
        }

        // "Closed" or "not found" by a notification proves less than a query's: only a query confirms the end of an attempt.
        if (status.Status is AttemptStatus.Paid or AttemptStatus.Pending or AttemptStatus.Declined or AttemptStatus.Reversed)
        {
            var method = snapshots.Current.Catalog.FindMethod(attempt.AccountId, attempt.Method);
            var evidence = EvidenceReader.FromQuery(attempt, status, EvidenceSource.Notification, method, orders.Now);
            order = await orders.UpdateAsync(order.Id, current => MergeTable.Apply(current, evidence)) ?? order;
            var mismatch = evidence.Kind == EvidenceKind.Captured && evidence.Amount != attempt.SentAmount;
            var unproved = evidence.Kind == EvidenceKind.Unknown && attempt.State != AttemptState.Sending;
            if (unproved) return await AskAsync(order, attempt, status.Status);
            if (mismatch) await work.QueryAsync(order, attempt.Number);
        }
        else if (attempt.IsLive && attempt.State != AttemptState.Sending)
        {
            await work.QueryAsync(order, attempt.Number);
        }

        return null;
    }

    // A live attempt is asked about again by its schedule, unless a close that is under way ends it first. Of any other this message may be
    // the only word, so the channel must repeat it. What counts is the attempt as it is now: others work on it while the channel is asked.
    private async Task<RouterError?> AskAsync(PaymentOrder order, Attempt attempt, AttemptStatus told)
    {
        var (asked, said) = await work.LearnAsync(order, attempt.Number);

        // That it went back is the later word of the two; a copy that lags behind may still have it as paid.
        if (told == AttemptStatus.Reversed && said == EvidenceKind.Captured) return NotConfirmed();
        var proved = said is EvidenceKind.Captured or EvidenceKind.Declined or EvidenceKind.Closed or EvidenceKind.Reversed;
        return proved || asked.FindAttempt(attempt.Number) is { IsLive: true, CloseUnanswered: false }
            ? null
            : NotConfirmed();
    }

    // An open refund is asked about again by its schedule. What contradicts a final one may be the channel's only word, and so may it be that
    // a refund came to nothing: an older "succeeded" may still be on its way, and a copy that lags behind may still say so.
    private async Task<RouterError?> AskAsync(RefundOrder refund, RefundResult told)
    {
        var mustBeProved = told.Outcome is RefundOutcome.Failed or RefundOutcome.Closed;
        if (refund.IsFinal && !RefundMergeTable.Contradicts(refund, told)) return null;
        if (refund.IsSending) return mustBeProved || told.Outcome == RefundOutcome.Succeeded ? NotConfirmed() : null;
        var (asked, said) = await refundWork.FindOutAsync(refund);
        if (said is RefundOutcome.Failed or RefundOutcome.Closed || (said == RefundOutcome.Succeeded && !mustBeProved)) return null;
        return (mustBeProved && !asked.IsFinal) || RefundMergeTable.Contradicts(asked, told) ? NotConfirmed() : null;
    }

    private static RouterError NotConfirmed() => RouterError.ChannelUnavailable("what the notification says could not be confirmed by a query");

    // Of an order that was archived, of another system at the same account, or of a store that has lost something: people must look. The
    // alarm is one for each account, however many come.
    private RouterError OfNobody(MerchantAccount account, string number, RouterError error)
    {
        alarms?.Raise(AlarmKinds.UnknownNotification, account.Id, $"The channel reports {number}, which the store does not have; it may have been archived.");
        return error;
    }

    private async Task<RouterError?> TakeRefundAsync(MerchantAccount account, PaymentOrder order, NotificationEvent told, string number, bool weak)
    {
        if (await store.FindRefundByNumberAsync(number) is not { } refund || refund.PaymentId != order.Id
            || refund.AttemptNumber != told.AttemptNumber)
            return OfNobody(account, number, new("280505", 404, "The notification is about no refund of ours."));
        if (told.Refund is not { } result) return null;
        var proves = result.Outcome == RefundOutcome.Succeeded && result.Refunded == refund.SentAmount;
        if (weak || !proves) return await AskAsync(refund, result);
        await refunds.UpdateAsync(refund.Id, current => RefundMergeTable.Apply(current, result, RefundSource.Notification, refunds.Now));
        return null;
    }
}
