using Router.Core.Payments;
using Router.Core.Refunds;
using Router.Core.Store;

namespace Router.Core.Bills;

/// <summary>Compares an account's bills with what the store has, day by day; with a name, what they prove goes to the engine.</summary>
/// <param name="bills">The bills.</param>
/// <param name="store">Our record.</param>
/// <param name="orders">Changes payments.</param>
/// <param name="refunds">Changes refunds.</param>
/// <param name="exchanges">Where it is written what bills did.</param>
/// <param name="snapshots">The configuration.</param>
/// <param name="work">Asks the channel about a payment before a bill is believed; null: bills can only be looked at.</param>
/// <param name="refundWork">The same about a refund.</param>
public sealed class Reconciler(
    IBills bills, IOrderStore store, OrderWriter orders, RefundWriter refunds, ExchangeLog exchanges, ISnapshotSource snapshots,
    AttemptWork? work, RefundWork? refundWork) : IReconciliation
{
    /// <summary>More days are another run.</summary>
    public const int MaxDays = 31;

    /// <summary>Archive files in which one run looks.</summary>
    public const int MaxArchives = 8;
    private static readonly DateOnly s_earliest = new(2000, 1, 1);

    public async Task<ReconcileAnswer> RunAsync(ReconcileCommand command)
    {
        var catalog = snapshots.Current.Catalog;
        var now = orders.Now;
        if (catalog.FindAccount(command.AccountId) is not { } account) return new(null, RouterError.AccountNotFound(command.AccountId));
        if (catalog.FindChannel(account.ChannelId) is not { } channel)
            return new(null, RouterError.ChannelUnavailable($"channel {account.ChannelId} is not loaded"));
        if (channel.Bills is null) return new(null, RouterError.Unsupported($"Channel {channel.Id} has no bills."));
        if (BillCalendar.Of(channel) is not { } calendar)
            return new(null, RouterError.ChannelUnavailable($"time zone {channel.TimeZone} of channel {channel.Id} is not known on this machine, so its days are not known"));
        if (Check(command, calendar, now) is { } invalid) return new(null, invalid);
        if (command.Archives is { Count: > 0 } && store is not IOrderArchives) return new(null, RouterError.Unsupported("This store archives no orders."));

        if (command.AppliedBy is not null && (work is null || refundWork is null)) throw new InvalidOperationException("Bills are applied only where their channel can be asked.");
        var proofs = command.AppliedBy is { } by ? new BillProofs(orders, refunds, work!, refundWork!, exchanges, account.Id, by) : null;
        var shelf = new BillShelf(bills, account.Id, calendar, now);
        var findings = new BillFindings(command, channel.Id);
        try
        {
            using var archives = command.Archives is { Count: > 0 } files ? await ((IOrderArchives)store).OpenArchivesAsync(files, account.Id, command.From, command.To) : null;
            var comparison = new DayComparison(account.Id, calendar, shelf, store, new BookedOrders(store, archives), findings, proofs);
            for (var date = command.From; date <= command.To; date = date.AddDays(1)) await comparison.RunAsync(date);
            var others = catalog.Accounts.Where(a => a.ChannelId == channel.Id && a.Id != account.Id).Select(a => new BillShelf(bills, a.Id, calendar, now)).ToList();
            var proof = new AbsenceProof(account.Id, calendar, shelf, others, store);
            await new AbsenceSearch(command, catalog, calendar, proof, store, findings, proofs, now).RunAsync();
        }
        catch (StoreUnavailableException exception)
        {
            return new(findings.Report(), RouterError.StoreUnavailable(exception.Message));
        }
        catch (StoreUpkeepException exception)
        {
            return new(findings.Report(), Unread(exception));
        }

        return new(findings.Report(), null);
    }

    private static RouterError Unread(StoreUpkeepException exception) => new("280904", 409, exception.Message);

    private static RouterError? Check(ReconcileCommand command, BillCalendar calendar, DateTimeOffset now)
    {
        if (command.From < s_earliest) return RouterError.Invalid("date", "date is before the year 2000.");
        if (command.To < command.From) return RouterError.Invalid("to", "to is before date.");
        if (command.To.DayNumber - command.From.DayNumber >= MaxDays) return RouterError.Invalid("to", $"At most {MaxDays} days are compared at once.");
        if (command.Archives is { Count: > MaxArchives }) return RouterError.Invalid("archives", $"At most {MaxArchives} archives are looked into at once.");
        return command.To > calendar.DayOf(now) ? RouterError.Invalid("to", "The day lies in the future; bills are made for days that have ended.") : null;
    }
}
