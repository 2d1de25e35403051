using Router.Core.Orders;

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
}
