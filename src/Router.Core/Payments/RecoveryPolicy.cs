using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>
/// The one question that recovery and the store's due list ask: what is to be done with this order now, and if nothing, when. Pure, so
/// everything due follows from what is stored.
/// </summary>
public static class RecoveryPolicy
{
    private static readonly TimeSpan s_sendingMargin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_reminder = TimeSpan.FromDays(1);

    /// <summary>So many queries in vain, with growing pauses, make an orphan capture a case.</summary>
    public const int QueriesInVain = 8;

    public static RecoveryStep Next(PaymentOrder order, Catalog catalog, EngineSettings settings, DateTimeOffset now)
    {
        if (order.Lease is { } lease && lease.Until > now) return RecoveryStep.WaitUntil(lease.Until);
        if (Orphan(order, now) is { } orphan && orphan.Action != RecoveryAction.Wait) return orphan;
        if (order.LiveAttempt is { } live) return Earlier(Live(order, live, catalog, settings, now), Orphan(order, now));
        if (order.IsFinal) return Earlier(LookAgain(order, now), Orphan(order, now));
        if (order.State == PaymentState.Suspense) return Suspended(order, now);
        if (order.State == PaymentState.Challenged && order.ExpiresAt > now && order.End == EndIntent.None)
            return RecoveryStep.WaitUntil(order.ExpiresAt);
        return new(RecoveryAction.End);
    }

    /// <summary>When the order is next due: now where something is to be done, null where nothing ever is.</summary>
    public static DateTimeOffset? DueAt(PaymentOrder order, Catalog catalog, EngineSettings settings, DateTimeOffset now)
    {
        var step = Next(order, catalog, settings, now);
        return step.Action == RecoveryAction.Wait ? step.At : now;
    }

    /// <summary>Why a live attempt is to be closed now; false while it may go on being paid.</summary>
    public static bool WantsClose(PaymentOrder order, Attempt attempt, MethodManifest? method, DateTimeOffset now) =>
        order.IsFinal || order.End != EndIntent.None || attempt.MustClose || now >= order.ExpiresAt
        || (attempt is { State: AttemptState.Pending, Action: not null } && now >= ConfirmedClose.PayableEnds(attempt))
        || (attempt.State == AttemptState.Unknown && QueryTimes.ScheduleIsOver(attempt, method, now))
        || (method?.CloseWhen == CloseWhen.StillPending && now >= attempt.RequestTime + method.CloseAfter);

    private static RecoveryStep Live(PaymentOrder order, Attempt attempt, Catalog catalog, EngineSettings settings, DateTimeOffset now)
    {
        var method = catalog.FindMethod(attempt.AccountId, attempt.Method);
        if (attempt.State == AttemptState.Sending || attempt.Continuation is { IsSending: true })
        {
            var over = (attempt.Continuation is { IsSending: true } step ? step.Deadline : attempt.Deadline) + s_sendingMargin;
            return now >= over ? new(RecoveryAction.Abandon, attempt.Number) : RecoveryStep.WaitUntil(over);
        }

        var wantsClose = WantsClose(order, attempt, method, now);
        if (attempt.NextQueryAt is not { } query || query <= now) return new(RecoveryAction.Query, attempt.Number);
        if (wantsClose && (attempt.NextCloseAt is not { } close || close <= now) && CanClose(method)) return new(RecoveryAction.Close, attempt.Number);
        if (!wantsClose && attempt.ReadyToContinue && now < ConfirmedClose.PayableEnds(attempt)) return new(RecoveryAction.Continue, attempt.Number);
        var suspendAt = SuspendAt(attempt, method, settings);
        var suspended = order.Cases.Any(c => c.ResolvedAt is null && c.AttemptNumber == attempt.Number);
        if (!suspended && now >= suspendAt) return new(RecoveryAction.Suspend, attempt.Number);

        var next = query;
        if (!suspended && suspendAt < next) next = suspendAt;
        if (wantsClose && CanClose(method) && attempt.NextCloseAt is { } retry && retry < next) next = retry;
        if (!wantsClose && order.ExpiresAt < next) next = order.ExpiresAt;
        if (!wantsClose && attempt is { State: AttemptState.Pending, Action: not null } && ConfirmedClose.PayableEnds(attempt) < next)
            next = ConfirmedClose.PayableEnds(attempt);
        if (!wantsClose && method?.CloseWhen == CloseWhen.StillPending && attempt.RequestTime + method.CloseAfter < next)
            next = attempt.RequestTime + method.CloseAfter;
        return RecoveryStep.WaitUntil(next);
    }

    // The winner was captured while a close was on its way.
    private static RecoveryStep LookAgain(PaymentOrder order, DateTimeOffset now)
    {
        if (order.WinningAttempt is not { } winner || order.FindAttempt(winner) is not { NextQueryAt: { } at, IsOrphan: false }) return RecoveryStep.WaitUntil(null);
        return at <= now ? new(RecoveryAction.Query, winner) : RecoveryStep.WaitUntil(at);
    }

    private static RecoveryStep? Orphan(PaymentOrder order, DateTimeOffset now)
    {
        foreach (var attempt in order.Attempts)
        {
            if (!attempt.IsOrphan || attempt.OrphanSettled || attempt.State != AttemptState.Captured) continue;
            if (order.Cases.Any(c => c.ResolvedAt is null && c.AttemptNumber == attempt.Number && c.Kind != "decision-contradicted")) continue;
            if (attempt.OrphanRefundId is not null) continue;
            if (attempt.NextQueryAt is { } wait && wait > now) return RecoveryStep.WaitUntil(wait);
            if (attempt.OrphanConfirmed) return new(RecoveryAction.RefundOrphan, attempt.Number);
            return new(attempt.QueryCount < QueriesInVain ? RecoveryAction.Query : RecoveryAction.Suspend, attempt.Number);
        }

        return null;
    }

    // A case without a live attempt waits for people; it is looked at daily so that its alarm is repeated.
    private static RecoveryStep Suspended(PaymentOrder order, DateTimeOffset now)
    {
        var mismatch = order.Attempts.FirstOrDefault(a => a.State == AttemptState.Captured && a.NextQueryAt is { } at && at <= now);
        return mismatch is not null ? new(RecoveryAction.Query, mismatch.Number) : RecoveryStep.WaitUntil(now + s_reminder);
    }

    private static DateTimeOffset SuspendAt(Attempt attempt, MethodManifest? method, EngineSettings settings)
    {
        var ends = ConfirmedClose.PayableEnds(attempt);
        if (attempt.Deadline > ends) ends = attempt.Deadline;
        return ends + (method?.NotFoundGrace ?? TimeSpan.Zero) + (method?.InFlightGrace ?? TimeSpan.Zero) + settings.SuspenseAfter;
    }

    private static bool CanClose(MethodManifest? method) => method is null || method.Operations.Contains(ChannelOperation.Close);

    private static RecoveryStep Earlier(RecoveryStep live, RecoveryStep? orphan) =>
        live.Action != RecoveryAction.Wait || orphan is not { } other || (live.At ?? DateTimeOffset.MaxValue) <= (other.At ?? DateTimeOffset.MaxValue)
            ? live
            : other;
}
