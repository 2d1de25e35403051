using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Cases;
using Router.Core.Orders;

namespace Router.Core.Bills;

/// <summary>
/// When bills can prove that an attempt took nothing: it can be paid no more, and the complete bills of every day on which it can have been
/// booked have no line of it. Pure.
/// </summary>
internal static class AbsenceRule
{
    /// <summary>More days are not fetched for one attempt.</summary>
    public const int MaxDays = 31;

    /// <summary>Whether it is a question that bills may answer.</summary>
    public static bool IsOpen(PaymentOrder order, Attempt attempt)
    {
        if (!attempt.IsLive || attempt.IsInFlight) return false;
        var cases = order.Cases.Where(c => c.ResolvedAt is null && c.AttemptNumber == attempt.Number).ToList();
        return cases.Count > 0 ? cases.All(c => c.Kind == "unresolved") : order.State == PaymentState.InDoubt && attempt.State == AttemptState.Unknown;
    }

    /// <summary>The days from its send to when it can be paid no more, and a day on either side for zone and cut-off.</summary>
    /// <returns>No days where bills never end it, with the reason.</returns>
    public static (DateOnly First, DateOnly Last)? Days(Attempt attempt, Catalog catalog, BillCalendar calendar, DateTimeOffset now, out string why)
    {
        why = "";
        var method = catalog.FindMethod(attempt.AccountId, attempt.Method);
        if (method is null) why = $"The channel's manifest does not name {attempt.Method} any more, so nobody knows until when it can be paid.";
        else if (!method.ActionExpires) why = $"An action of {attempt.Method} never expires; it can be paid on any day.";
        else if (attempt.State == AttemptState.Pending) why = "The channel's last word is that it is live; it may book it on a later day.";
        else if (attempt.ToldPaid) why = "The channel answered a close with \"already paid\".";
        if (why.Length > 0) return null;

        var ends = CaseTable.PayableTo(attempt, catalog);
        if (attempt.Continuation is { } step && step.Deadline + method!.InFlightGrace + method.NotFoundGrace is var over && over > ends) ends = over;
        var (first, last) = (calendar.DayOf(attempt.RequestTime).AddDays(-1), calendar.DayOf(ends).AddDays(1));
        if (now < ends) why = $"It can still be paid until {ends:O}.";
        else if (last.DayNumber - first.DayNumber >= MaxDays) why = $"It could be paid for more than {MaxDays - 2} days.";
        return why.Length > 0 ? null : (first, last);
    }

    /// <summary>Why a day's bill does not say that the attempt is not on it; null: it says so.</summary>
    public static string? Doubt(BillDay day, string attempt)
    {
        if (!day.IsComplete) return $"The bill of {day.Date:yyyy-MM-dd} is not complete: {day.Why}";
        if (day.Names(attempt)) return $"The bill of {day.Date:yyyy-MM-dd} has a line of it.";
        return day.HasStray ? $"The bill of {day.Date:yyyy-MM-dd} has a line that may be anybody's." : null;
    }

    /// <summary>Why a day's bill, as it compares with our record, cannot be trusted to be whole and to name things rightly; null: it can.</summary>
    public static string? Doubt(DateOnly date, BillFindings found, Attempt attempt)
    {
        if (found.Waiting > 0) return $"The bill of {date:yyyy-MM-dd} lacks what was booked here on that day, and a later one is not complete.";
        if (found.DifferenceCount > found.Differences.Count) return $"The bill of {date:yyyy-MM-dd} differs in too much.";
        var spoiled = found.Differences.FirstOrDefault(d => d.Kind is DifferenceKind.CapturedHere or DifferenceKind.RefundedHere or DifferenceKind.WrongAccount);
        if (spoiled is not null) return $"The bill of {date:yyyy-MM-dd} is not to be trusted: {spoiled.Kind} of {spoiled.Number}.";
        var alike = found.Differences.FirstOrDefault(d => d is { Kind: DifferenceKind.UnknownNumber, Theirs.State: nameof(BillLineKind.Payment) } && d.Theirs.Amount == attempt.SentAmount);
        return alike is null ? null : $"The bill of {date:yyyy-MM-dd} has {alike.Number}, which is nobody's and of the same amount.";
    }
}
