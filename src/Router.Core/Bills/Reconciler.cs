using Router.Core.Payments;
using Router.Core.Refunds;
using Router.Core.Store;

namespace Router.Core.Bills;

/// <summary>Compares an account's bills with what the store has, day by day; with a name, what they prove goes to the engine.</summary>
public sealed class Reconciler(
    IBills bills, IOrderStore store, OrderWriter orders, RefundWriter refunds, ExchangeLog exchanges, ISnapshotSource snapshots) : IReconciliation
{
    /// <summary>More days are another run.</summary>
    public const int MaxDays = 31;
    private static readonly DateOnly s_earliest = new(2000, 1, 1);

    public async Task<ReconcileAnswer> RunAsync(ReconcileCommand command)
    {
        var catalog = snapshots.Current.Catalog;
        var now = orders.Now;
        if (catalog.FindAccount(command.AccountId) is not { } account) return new(null, RouterError.AccountNotFound(command.AccountId));
        if (catalog.FindChannel(account.ChannelId) is not { } channel)
            return new(null, RouterError.ChannelUnavailable($"channel {account.ChannelId} is not loaded"));
        if (BillCalendar.Of(channel) is not { } calendar) return new(null, RouterError.Unsupported($"Channel {channel.Id} has no bills."));
        if (Check(command, calendar, now) is { } invalid) return new(null, invalid);

        var proofs = command.AppliedBy is { } by ? new BillProofs(orders, refunds, exchanges, account.Id, by) : null;
        var shelf = new BillShelf(bills, account.Id, calendar, now);
        var findings = new BillFindings(command, channel.Id);
        var comparison = new DayComparison(account.Id, calendar, shelf, store, findings, proofs);
        try
        {
            for (var date = command.From; date <= command.To; date = date.AddDays(1)) await comparison.RunAsync(date);
            await new AbsenceSearch(command, catalog, calendar, shelf, store, findings, proofs, now).RunAsync();
        }
        catch (StoreUnavailableException exception)
        {
            return new(null, RouterError.StoreUnavailable(exception.Message));
        }

        return new(findings.Report(), null);
    }

    private static RouterError? Check(ReconcileCommand command, BillCalendar calendar, DateTimeOffset now)
    {
        if (command.From < s_earliest) return RouterError.Invalid("date", "date is before the year 2000.");
        if (command.To < command.From) return RouterError.Invalid("to", "to is before date.");
        if (command.To.DayNumber - command.From.DayNumber >= MaxDays) return RouterError.Invalid("to", $"At most {MaxDays} days are compared at once.");
        return command.To > calendar.DayOf(now) ? RouterError.Invalid("to", "The day lies in the future; bills are made for days that have ended.") : null;
    }
}
