using Router.Abstractions;

namespace Router.Core.Bills;

/// <summary>What a comparison of an account's bills with our own record found.</summary>
public sealed record BillReport
{
    public required string AccountId { get; init; }
    public required string ChannelId { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }

    /// <summary>The days asked for, and how each bill stands.</summary>
    public required IReadOnlyList<BillDayReport> Days { get; init; }
    public required IReadOnlyList<BillTotal> Totals { get; init; }

    /// <summary>Lines that equal our record.</summary>
    public required long Matched { get; init; }

    /// <summary>All differences; at most <see cref="BillFindings.MaxListed"/> of them are listed.</summary>
    public required long DifferenceCount { get; init; }
    public required IReadOnlyList<BillDifference> Differences { get; init; }

    /// <summary>What is booked here and in no bill that can be had yet: not comparable, no difference.</summary>
    public required long Waiting { get; init; }

    /// <summary>Lines whose fee is another than the plan's; for information.</summary>
    public required long OtherFeeCount { get; init; }
    public required IReadOnlyList<OtherFee> OtherFees { get; init; }

    /// <summary>Unresolved attempts that bills may end.</summary>
    public required IReadOnlyList<BillAbsence> Absences { get; init; }

    /// <summary>True where every day could be compared and nothing differs.</summary>
    public bool IsClean => DifferenceCount == 0 && Days.All(day => day.State == BillDayState.Complete);
}

/// <summary>How a day's bill stands.</summary>
public enum BillDayState
{
    Complete,

    /// <summary>It can be had, and its day is not over yet.</summary>
    Unfinished,
    NotReady,

    /// <summary>It could not be read to its end: nothing is concluded from it.</summary>
    Failed,
}

/// <param name="Date">The day, in the channel's zone.</param>
/// <param name="State">How its bill stands.</param>
/// <param name="Lines">How many lines it has.</param>
/// <param name="Why">Why it is not complete.</param>
public sealed record BillDayReport(DateOnly Date, BillDayState State, int Lines, string? Why);

/// <summary>Sums of the lines in one currency, minor units.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Lines">How many lines.</param>
/// <param name="InMinor">Payments.</param>
/// <param name="BackMinor">Refunds and reverses.</param>
/// <param name="FeeMinor">The channel's fees.</param>
/// <param name="OtherMinor">Lines of other kinds.</param>
public sealed record BillTotal(Currency Currency, long Lines, long InMinor, long BackMinor, long FeeMinor, long OtherMinor);

/// <param name="Number">The attempt.</param>
/// <param name="OursMinor">What the plan expected.</param>
/// <param name="TheirsMinor">What the channel took.</param>
public sealed record OtherFee(string Number, long OursMinor, long TheirsMinor);

/// <summary>An attempt of which nobody knows what became, and what the bills say of it.</summary>
/// <param name="PaymentId">Its payment.</param>
/// <param name="Number">Its number.</param>
/// <param name="First">The first day on which it can be booked; null: bills never end it.</param>
/// <param name="Last">The last one.</param>
/// <param name="IsProved">True where the complete bills of all those days have no line of it.</param>
/// <param name="Why">In words.</param>
/// <param name="Done">What was done about it; null: nothing.</param>
public sealed record BillAbsence(string PaymentId, string Number, DateOnly? First, DateOnly? Last, bool IsProved, string Why, string? Done = null);
