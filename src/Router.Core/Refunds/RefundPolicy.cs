using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Payments;

namespace Router.Core.Refunds;

/// <summary>What is to be done with a refund now. Pure.</summary>
public enum RefundAction
{
    Wait,

    /// <summary>Send it, for the first time or again, under its one number.</summary>
    Send,
    Query,

    /// <summary>The process that was sending has gone.</summary>
    Abandon,
    Suspend,
}

public static class RefundPolicy
{
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_defaultGrace = TimeSpan.FromMinutes(2);
    private static readonly IReadOnlyList<TimeSpan> s_schedule =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(8),
    ];

    /// <param name="refund">The refund.</param>
    /// <param name="catalog">Where its account stands, unless it was removed by force: then people must know at once.</param>
    /// <param name="settings">When a doubt becomes a case.</param>
    /// <param name="now">Now.</param>
    public static RefundAction Next(RefundOrder refund, Catalog catalog, EngineSettings settings, DateTimeOffset now)
    {
        if (refund.IsFinal || (refund.Lease is { } lease && lease.Until > now)) return RefundAction.Wait;
        if (refund.IsSending) return now >= refund.Deadline + s_margin ? RefundAction.Abandon : RefundAction.Wait;
        if (catalog.FindAccount(refund.AccountId) is null) return refund.State == RefundState.Suspense ? RefundAction.Wait : RefundAction.Suspend;
        if (refund.DueAt is { } due && due > now) return RefundAction.Wait;
        if ((refund.State == RefundState.InDoubt || IsStuck(refund)) && now >= refund.CreatedAt + settings.RefundSuspenseAfter) return RefundAction.Suspend;
        return refund.SendCount == 0 || refund.MustResend ? RefundAction.Send : RefundAction.Query;
    }

    // Nothing has reached the channel lately; "not now" from the channel itself is another matter and goes on by schedule.
    private static bool IsStuck(RefundOrder refund) =>
        refund is { State: RefundState.Created or RefundState.Processing, Fault.Stage: FaultStage.BeforeSend };

    /// <summary>When the refund is next due, after a change.</summary>
    public static DateTimeOffset? DueAt(RefundOrder refund, Catalog catalog, DateTimeOffset now)
    {
        if (refund.IsFinal) return null;
        if (refund.IsSending) return refund.Deadline + s_margin;
        if (refund.State == RefundState.Suspense && catalog.FindAccount(refund.AccountId) is null) return now + TimeSpan.FromDays(1);
        if (refund.SendCount == 0 || refund.NeverArrived) return now;
        var schedule = catalog.FindChannel(refund.ChannelId)?.Refunds?.QuerySchedule;
        return QueryTimes.After(refund.RequestTime, schedule is { Count: > 0 } ? schedule : s_schedule, now);
    }

    /// <summary>Whether the channel's not-found proves that the refund never arrived, so that it is sent again under its number.</summary>
    public static bool NotFoundCounts(RefundOrder refund, Catalog catalog, DateTimeOffset now) =>
        refund.Deadline is { } deadline && now >= deadline + (catalog.FindChannel(refund.ChannelId)?.Refunds?.NotFoundGrace ?? s_defaultGrace);
}
