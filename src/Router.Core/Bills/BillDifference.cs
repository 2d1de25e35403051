using Router.Abstractions;

namespace Router.Core.Bills;

/// <summary>One side of a difference; null where it says nothing.</summary>
/// <param name="State">What it is there.</param>
/// <param name="Amount">Of how much.</param>
/// <param name="TransactionId">The channel's id.</param>
/// <param name="At">When it was booked.</param>
/// <param name="Account">At which account.</param>
public sealed record BillSide(string State, Money? Amount = null, string? TransactionId = null, DateTimeOffset? At = null, string? Account = null);

/// <summary>One thing in which a bill and our own record differ.</summary>
/// <param name="Kind">How.</param>
/// <param name="Date">The bill's day; of what is in no bill, the day on which we booked it.</param>
/// <param name="Number">The attempt's or refund's number, as the side that has it writes it.</param>
/// <param name="Ours">What we have; null: nothing.</param>
/// <param name="Theirs">What the bill has; null: nothing.</param>
/// <param name="Advice">What to do.</param>
/// <param name="PaymentId">Our payment; null: none.</param>
/// <param name="RefundId">Our refund; null: none.</param>
/// <param name="Done">What was done about it; null: nothing.</param>
/// <param name="IsArchived">Our side stands in an archive, where nothing changes it.</param>
public sealed record BillDifference(
    DifferenceKind Kind, DateOnly Date, string Number, BillSide? Ours, BillSide? Theirs, string Advice, string? PaymentId = null,
    string? RefundId = null, string? Done = null, bool IsArchived = false);
