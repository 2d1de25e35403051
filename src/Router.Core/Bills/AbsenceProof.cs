using Router.Core.Orders;
using Router.Core.Store;

namespace Router.Core.Bills;

/// <summary>
/// Whether the bills of some days prove that an attempt is on none of them: that they are whole and ours is shown by what else they have.
/// </summary>
/// <param name="accountId">The attempt's account.</param>
/// <param name="calendar">Its channel's days.</param>
/// <param name="shelf">Its bills.</param>
/// <param name="others">The bills of the channel's other accounts: a channel may book under the wrong one.</param>
/// <param name="store">Our record.</param>
internal sealed class AbsenceProof(string accountId, BillCalendar calendar, BillShelf shelf, IReadOnlyList<BillShelf> others, IOrderStore store)
{
    private readonly Dictionary<DateOnly, BillFindings> _compared = [];

    /// <returns>What is missing for a proof; null: it is proved.</returns>
    public async Task<string?> DoubtAsync(Attempt attempt, DateOnly first, DateOnly last)
    {
        var ours = 0L;
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            var found = await ComparedAsync(date);
            if ((AbsenceRule.Doubt(await shelf.NamesAsync(date), attempt.Number) ?? AbsenceRule.Doubt(date, found, attempt)) is { } doubt) return doubt;
            ours += found.Matched;
        }

        // An empty bill, or one of another merchant, lacks every number.
        if (ours == 0) return "The bills of those days have no line that equals a record of ours, so nothing shows that they are ours.";
        foreach (var other in others)
        {
            for (var date = first; date <= last; date = date.AddDays(1))
            {
                var day = await other.NamesAsync(date);
                if (!day.IsComplete) return $"The bill of {date:yyyy-MM-dd} of account {other.AccountId} is not complete: {day.Why}";
                if (day.Names(attempt.Number)) return $"The bill of {date:yyyy-MM-dd} of account {other.AccountId} has a line of it.";
            }
        }

        return null;
    }

    // Only looked at, also where the run applies: what it could not put right stays a difference.
    private async Task<BillFindings> ComparedAsync(DateOnly date)
    {
        if (_compared.TryGetValue(date, out var kept)) return kept;
        var found = new BillFindings(new(accountId, date, date), "");
        await new DayComparison(accountId, calendar, shelf, store, new BookedOrders(store, null), found, null).RunAsync(date);
        _compared.Add(date, found);
        return found;
    }
}
