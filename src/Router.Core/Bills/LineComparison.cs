using Router.Abstractions;
using Router.Core.Orders;

namespace Router.Core.Bills;

/// <summary>In what a line and our record of the same thing differ. Pure.</summary>
internal static class LineComparison
{
    public static IEnumerable<DifferenceKind> Payment(BillLine line, Attempt attempt, DateOnly date, BillCalendar calendar)
    {
        var ours = attempt.Captured ?? attempt.SentAmount;
        if (line.Amount.Currency != ours.Currency) yield return DifferenceKind.Currency;
        else if (line.Amount.Minor != ours.Minor) yield return DifferenceKind.Amount;
        if (attempt.ChannelTransactionId is { } known && known != line.ChannelTransactionId) yield return DifferenceKind.TransactionId;
        if (attempt.State == AttemptState.Captured && IsOutside(date, OurSide.Days(attempt, calendar))) yield return DifferenceKind.OtherDay;
    }

    public static IEnumerable<DifferenceKind> Refund(BillLine line, RefundOrder refund, DateOnly date, BillCalendar calendar)
    {
        if (line.Amount.Currency != refund.SentAmount.Currency) yield return DifferenceKind.Currency;
        else if (line.Amount.Minor != refund.SentAmount.Minor) yield return DifferenceKind.RefundAmount;
        if (IsOutside(date, OurSide.Days(refund, calendar))) yield return DifferenceKind.OtherDay;
    }

    public static IEnumerable<DifferenceKind> Reverse(BillLine line, Attempt attempt)
    {
        var ours = attempt.Captured ?? attempt.SentAmount;
        if (line.Amount.Currency != ours.Currency) yield return DifferenceKind.Currency;
        else if (line.Amount.Minor != ours.Minor) yield return DifferenceKind.RefundAmount;
    }

    private static bool IsOutside(DateOnly date, (DateOnly First, DateOnly Last) days) => date < days.First || date > days.Last;
}
