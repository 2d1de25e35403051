using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Store;

namespace Router.Core.Bills;

/// <summary>Looks for the account's unresolved attempts on the bills of all days on which they can be booked.</summary>
internal sealed class AbsenceSearch(
    ReconcileCommand command, Catalog catalog, BillCalendar calendar, AbsenceProof proof, IOrderStore store, BillFindings findings, BillProofs? proofs,
    DateTimeOffset now)
{
    private readonly HashSet<string> _looked = new(StringComparer.Ordinal);

    public async Task RunAsync()
    {
        await PagesAsync(new(WithOpenCase: true, Limit: 200, After: ""));
        await PagesAsync(new(State: PaymentState.InDoubt, Limit: 200, After: ""));
    }

    private async Task PagesAsync(PaymentFilter filter)
    {
        while (true)
        {
            var page = await store.ListPaymentsAsync(filter);
            foreach (var order in page)
            {
                var open = order.Attempts.FirstOrDefault(a => a.AccountId == command.AccountId && AbsenceRule.IsOpen(order, a));
                if (open is not null && _looked.Add(open.Number)) await LookAsync(order, open);
            }

            if (page.Count < filter.Limit) return;
            filter = filter with { After = page[^1].Id };
        }
    }

    private async Task LookAsync(PaymentOrder order, Attempt attempt)
    {
        if (calendar.DayOf(attempt.RequestTime).AddDays(-1) > command.To) return;
        if (AbsenceRule.Days(attempt, catalog, calendar, now, out var why) is not var (first, last))
        {
            findings.Absences.Add(new(order.Id, attempt.Number, null, null, false, why));
            return;
        }

        if (last < command.From) return;
        var absence = new BillAbsence(order.Id, attempt.Number, first, last, true, "No complete bill of those days has it.");
        if (await proof.DoubtAsync(attempt, first, last) is { } doubt) absence = absence with { IsProved = false, Why = doubt };
        if (absence.IsProved && proofs is not null) absence = await proofs.AbsentAsync(order, absence, catalog, calendar);
        findings.Absences.Add(absence);
    }
}
