using System.Globalization;
using Router.Core.Bills;

namespace Router.AspNetCore.Views;

/// <param name="Kind">unknownNumber, capturedThere, … : docs/reconciliation.md.</param>
/// <param name="Date">The bill's day; of what is in no bill, the day on which it was booked here.</param>
/// <param name="Number">The attempt's or refund's number.</param>
/// <param name="PaymentId">Our payment.</param>
/// <param name="RefundId">Our refund.</param>
/// <param name="Ours">What is recorded here.</param>
/// <param name="Theirs">What the bill says.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Done">What was done, where it was applied.</param>
/// <param name="Archived">True where our side was found in an archive.</param>
internal sealed record DifferenceView(
    string Kind, string Date, string Number, string? PaymentId, string? RefundId, BillSideView? Ours, BillSideView? Theirs, string Advice, string? Done, bool? Archived)
{
    public static DifferenceView Of(BillDifference d) => new(
        Words.Camel(d.Kind), d.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), d.Number, d.PaymentId, d.RefundId, BillSideView.Of(d.Ours), BillSideView.Of(d.Theirs), d.Advice, d.Done,
        d.IsArchived ? true : null);
}

internal sealed record BillSideView(string State, long? Amount, string? Currency, string? TransactionId, DateTimeOffset? At, string? Account)
{
    public static BillSideView? Of(BillSide? side) =>
        side is null ? null : new(side.State, side.Amount?.Minor, side.Amount?.Currency.Code, side.TransactionId, side.At, side.Account);
}

/// <param name="Date">The day.</param>
/// <param name="State">complete, unfinished, notReady or failed.</param>
/// <param name="Lines">How many lines the bill has.</param>
/// <param name="Why">Why it is not complete.</param>
internal sealed record BillDayView(string Date, string State, int Lines, string? Why);

internal sealed record BillTotalView(string Currency, long Lines, long MoneyIn, long MoneyBack, long Fees, long Other);

/// <param name="PaymentId">The payment.</param>
/// <param name="Attempt">The attempt that nobody has told about.</param>
/// <param name="First">The first day on which it can be booked.</param>
/// <param name="Last">The last one.</param>
/// <param name="Proved">True where complete bills of all those days have no line of it.</param>
/// <param name="Why">In words.</param>
/// <param name="Done">What was done, where it was applied.</param>
internal sealed record AbsenceView(string PaymentId, string Attempt, string? First, string? Last, bool Proved, string Why, string? Done);

internal sealed record OtherFeeView(string Attempt, long Ours, long Theirs);
