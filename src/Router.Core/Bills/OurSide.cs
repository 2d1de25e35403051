using Router.Core.Orders;
using Router.Core.Store;

namespace Router.Core.Bills;

/// <summary>What we recorded, in the words of a bill.</summary>
internal static class OurSide
{
    public static bool IsCaptured(Attempt attempt) => attempt.State is AttemptState.Captured or AttemptState.Reversed;

    public static BillSide Of(Attempt attempt) => new(
        attempt.State.ToString(), attempt.Captured ?? attempt.SentAmount, attempt.ChannelTransactionId, attempt.PaidAt, attempt.AccountId);

    public static BillSide Of(RefundOrder refund) => new(refund.State.ToString(), refund.SentAmount, null, refund.RefundedAt, refund.AccountId);

    /// <summary>The first and the last day on which a capture of ours can be booked: it may have become known long after it happened.</summary>
    public static (DateOnly First, DateOnly Last) Days(Attempt attempt, BillCalendar calendar) =>
        (calendar.DayOf(attempt.RequestTime).AddDays(-1), calendar.DayOf(attempt.PaidAt ?? attempt.RequestTime).AddDays(1));

    public static (DateOnly First, DateOnly Last) Days(RefundOrder refund, BillCalendar calendar) =>
        (calendar.DayOf(refund.RequestTime).AddDays(-1), calendar.DayOf(refund.RefundedAt ?? refund.RequestTime).AddDays(1));

    /// <summary>Whether the channel gave the capture back by a reverse: more has gone back than refunds of ours took.</summary>
    public static async ValueTask<bool> IsReversedAsync(PaymentOrder order, Attempt attempt, IOrderStore store)
    {
        if (attempt.State == AttemptState.Reversed) return true;
        if (order.WinningAttempt != attempt.Number || order.RefundedMinor < order.Terms.Amount.Minor) return false;
        var refunds = await store.RefundsOfAsync(order.Id);
        return refunds.Where(r => !r.IsOrphanRefund && r.State == RefundState.Succeeded).Sum(r => r.Amount.Minor) < order.RefundedMinor;
    }
}
