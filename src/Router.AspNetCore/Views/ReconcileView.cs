using System.Globalization;
using Router.Core.Bills;

namespace Router.AspNetCore.Views;

internal sealed record ReconcileView
{
    public required string Code { get; init; }
    public required string Message { get; init; }
    public required string Account { get; init; }
    public required string Channel { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }

    /// <summary>True where every day could be compared and nothing differs.</summary>
    public required bool Clean { get; init; }
    public required bool Applied { get; init; }
    public required IReadOnlyList<BillDayView> Days { get; init; }
    public required IReadOnlyList<BillTotalView> Totals { get; init; }
    public required long Matched { get; init; }

    /// <summary>Booked here and in no bill that can be had yet.</summary>
    public required long Waiting { get; init; }

    /// <summary>All differences; the list has at most 1000 of them.</summary>
    public required long DifferenceCount { get; init; }
    public required IReadOnlyList<DifferenceView> Differences { get; init; }
    public required IReadOnlyList<AbsenceView> Absences { get; init; }

    /// <summary>Lines whose fee is another than the plan's; the list has at most 1000 of them.</summary>
    public required long OtherFeeCount { get; init; }
    public required IReadOnlyList<OtherFeeView> OtherFees { get; init; }

    public static ReconcileView Of(BillReport report, bool applied) => new()
    {
        Code = Success.Code,
        Message = Success.Message,
        Account = report.AccountId,
        Channel = report.ChannelId,
        From = Day(report.From)!,
        To = Day(report.To)!,
        Clean = report.IsClean,
        Applied = applied,
        Days = [.. report.Days.Select(d => new BillDayView(Day(d.Date)!, Words.Camel(d.State), d.Lines, d.Why))],
        Totals = [.. report.Totals.Select(t => new BillTotalView(t.Currency.Code, t.Lines, t.InMinor, t.BackMinor, t.FeeMinor, t.OtherMinor))],
        Matched = report.Matched,
        Waiting = report.Waiting,
        DifferenceCount = report.DifferenceCount,
        Differences = [.. report.Differences.Select(DifferenceView.Of)],
        Absences = [.. report.Absences.Select(a => new AbsenceView(a.PaymentId, a.Number, Day(a.First), Day(a.Last), a.IsProved, a.Why, a.Done))],
        OtherFeeCount = report.OtherFeeCount,
        OtherFees = [.. report.OtherFees.Select(f => new OtherFeeView(f.Number, f.OursMinor, f.TheirsMinor))],
    };

    private static string? Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
