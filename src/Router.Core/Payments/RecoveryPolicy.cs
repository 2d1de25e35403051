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

    // A case without a live attempt waits for people; it is looked at daily so that its alarm is repeated.
    private static readonly TimeSpan s_reminder = TimeSpan.FromDays(1);

    /// <summary>So many queries in vain, with growing pauses, make a capture that is to be confirmed a case.</summary>
    public const int QueriesInVain = 8;

    public static RecoveryStep Next(PaymentOrder order, Catalog catalog, EngineSettings settings, DateTimeOffset now)
    {
        if (order.Lease is { } lease && lease.Until > now) return RecoveryStep.WaitUntil(lease.Until);
        var orphan = Orphan(order, catalog, now);
        if (orphan is { Action: not RecoveryAction.Wait } toGoBack) return toGoBack;
        var doubtful = LookAgain(order, now);
        if (doubtful.Action != RecoveryAction.Wait) return doubtful;
        var waits = Earlier(doubtful, orphan);
        if (order.LiveAttempt is { } live) return Earlier(Live(order, live, catalog, settings, now), waits);
        if (order.IsFinal) return waits;
        if (order.State == PaymentState.Suspense) return Earlier(RecoveryStep.WaitUntil(now + s_reminder), waits);
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

        if (catalog.FindAccount(attempt.AccountId) is null) return Stranded(order, attempt, now);
        var wantsClose = WantsClose(order, attempt, method, now);
        if (attempt.NextQueryAt is not { } query || query <= now) return new(RecoveryAction.Query, attempt.Number);
        if (wantsClose && (attempt.NextCloseAt is not { } close || close <= now) && CanClose(method)) return new(RecoveryAction.Close, attempt.Number);
        // A step of which nobody knows is not taken again before its own time is up: a channel in trouble is not to be hammered.
        var again = attempt.Continuation is { IsAnswered: false } unknown ? unknown.Deadline : now;
        var canContinue = !wantsClose && attempt.ReadyToContinue && now < ConfirmedClose.PayableEnds(attempt);
        if (canContinue && again <= now) return new(RecoveryAction.Continue, attempt.Number);
        var suspendAt = SuspendAt(attempt, method, settings);
        var suspended = order.Cases.Any(c => c.ResolvedAt is null && c.AttemptNumber == attempt.Number);
        if (!suspended && now >= suspendAt) return new(RecoveryAction.Suspend, attempt.Number);

        var next = query;
        if (canContinue && again < next) next = again;
        if (!suspended && suspendAt < next) next = suspendAt;
        if (wantsClose && CanClose(method) && attempt.NextCloseAt is { } retry && retry < next) next = retry;
        if (!wantsClose && order.ExpiresAt < next) next = order.ExpiresAt;
        if (!wantsClose && attempt is { State: AttemptState.Pending, Action: not null } && ConfirmedClose.PayableEnds(attempt) < next)
            next = ConfirmedClose.PayableEnds(attempt);
        if (!wantsClose && method?.CloseWhen == CloseWhen.StillPending && attempt.RequestTime + method.CloseAfter < next)
            next = attempt.RequestTime + method.CloseAfter;
        return RecoveryStep.WaitUntil(next);
    }

    // Its account was taken away by force: nobody can be asked, and people must know at once.
    private static RecoveryStep Stranded(PaymentOrder order, Attempt attempt, DateTimeOffset now) =>
        order.Cases.Any(c => c.ResolvedAt is null && c.AttemptNumber == attempt.Number)
            ? RecoveryStep.WaitUntil(now + s_reminder)
            : new(RecoveryAction.Suspend, attempt.Number);

    /// <summary>When a settled attempt that only a query can clear up is asked about again: by its method's schedule, then daily.</summary>
    public static DateTimeOffset? AsksAgainAt(PaymentOrder order, Attempt attempt, Catalog catalog, DateTimeOffset now)
    {
        if (attempt is { IsLive: true } or { NextQueryAt: not null }) return attempt.NextQueryAt;
        var isOver = order.WinningAttempt == attempt.Number || attempt.State == AttemptState.Reversed;
        var question = order.Cases.FirstOrDefault(c => c.ResolvedAt is null && c.AttemptNumber == attempt.Number
            && (c.Kind is "amount-mismatch" or SuspenseCases.ReverseContradicted || (c.Kind == "unresolved" && isOver)));
        if (question is null || catalog.FindAccount(attempt.AccountId) is null) return null;
        var method = catalog.FindMethod(attempt.AccountId, attempt.Method);
        return method is null || method.QuerySchedule.Count == 0 || now >= question.OpenedAt + method.QuerySchedule[^1]
            ? now + s_reminder
            : QueryTimes.After(question.OpenedAt, method.QuerySchedule, now);
    }

    // Captured while a close was on its way, told in two amounts, or said to stand after it went back: asked about until it is a case.
    // Orphans that are still to go back have a path of their own.
    private static RecoveryStep LookAgain(PaymentOrder order, DateTimeOffset now)
    {
        Attempt? asked = null;
        foreach (var attempt in order.Attempts)
        {
            if (attempt is { IsLive: false, NextQueryAt: { } at } && !attempt.IsOrphanToGoBack && !(at >= asked?.NextQueryAt)) asked = attempt;
        }

        if (asked is null) return RecoveryStep.WaitUntil(null);
        if (asked.QueryCount >= QueriesInVain && !order.HasOpenCaseOf(asked.Number)) return new(RecoveryAction.Suspend, asked.Number);
        return asked.NextQueryAt <= now ? new(RecoveryAction.Query, asked.Number) : RecoveryStep.WaitUntil(asked.NextQueryAt);
    }

    private static RecoveryStep? Orphan(PaymentOrder order, Catalog catalog, DateTimeOffset now)
    {
        foreach (var attempt in order.Attempts)
        {
            if (!attempt.IsOrphanToGoBack) continue;
            if (order.Cases.Any(c => c.ResolvedAt is null && c.AttemptNumber == attempt.Number && c.Kind != "decision-contradicted")) continue;
            if (catalog.FindAccount(attempt.AccountId) is null) return new(RecoveryAction.Suspend, attempt.Number);
            if (attempt.NextQueryAt is { } wait && wait > now) return RecoveryStep.WaitUntil(wait);
            if (attempt.OrphanConfirmed) return new(RecoveryAction.RefundOrphan, attempt.Number);
            return new(attempt.QueryCount < QueriesInVain ? RecoveryAction.Query : RecoveryAction.Suspend, attempt.Number);
        }

        return null;
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
