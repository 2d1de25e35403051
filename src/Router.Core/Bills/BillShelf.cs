using Router.Core.Payments;

namespace Router.Core.Bills;

/// <summary>An account's bills, each fetched when it is first asked for; the oldest go when there are too many.</summary>
internal sealed class BillShelf(IBills bills, string accountId, BillCalendar calendar, DateTimeOffset now)
{
    private const int DaysKept = 8;
    private readonly SortedDictionary<DateOnly, BillDay> _days = [];

    public string AccountId => accountId;

    /// <summary>What a day's bill names.</summary>
    public async Task<BillDay> NamesAsync(DateOnly date)
    {
        if (_days.TryGetValue(date, out var kept)) return kept;
        var day = await DayAsync(date);
        day.Release();
        return day;
    }

    /// <summary>A day's bill with its lines.</summary>
    public async Task<BillDay> DayAsync(DateOnly date)
    {
        if (_days.TryGetValue(date, out var kept) && kept.Lines is not null) return kept;
        var day = await FetchAsync(date);
        _days[date] = day;
        while (_days.Count > DaysKept) _days.Remove(_days.Keys.First(d => d != date));
        return day;
    }

    private async Task<BillDay> FetchAsync(DateOnly date)
    {
        // No channel knows the bill of a day that has hardly begun.
        if (calendar.StartOf(date) > now) return new(date, BillDayState.NotReady, [], $"The day ends at {calendar.EndOf(date):O}.");
        var answer = await bills.FetchAsync(accountId, date);
        if (answer is { Lines: { } lines, Error: null })
        {
            return now >= calendar.ReadyAt(date)
                ? new(date, BillDayState.Complete, lines, null)
                : new(date, BillDayState.Unfinished, lines, $"It is complete at {calendar.ReadyAt(date):O}.");
        }

        var state = answer.Error?.Code == RouterError.BillNotReady("").Code ? BillDayState.NotReady : BillDayState.Failed;
        return new(date, state, [], answer.Error?.Message ?? "There is no bill.");
    }
}
