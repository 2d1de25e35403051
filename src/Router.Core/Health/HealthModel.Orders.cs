namespace Router.Core.Health;

/// <content>What operators and channels order.</content>
public sealed partial class HealthModel
{
    /// <summary>Takes an account out of new payments, for good or until a time. Everything else goes on.</summary>
    public AccountChange Disable(string accountId, string reason, DateTimeOffset? until = null) =>
        Order(accountId, reason, a => a with { Disabled = reason, DisabledUntil = until });

    public AccountChange Enable(string accountId, string reason) => Order(accountId, reason, a => a with { Disabled = null, DisabledUntil = null });

    /// <summary>No new payment, not even in panic, as a fallback or by a switch.</summary>
    public AccountChange Drain(string accountId, string reason) => Order(accountId, reason, a => a with { Drained = reason });

    public AccountChange Undrain(string accountId, string reason) => Order(accountId, reason, a => a with { Drained = null });

    /// <summary>Plans a time without new payments. The same time again only takes the new reason.</summary>
    public AccountChange PlanMaintenance(string accountId, DateTimeOffset from, DateTimeOffset to, string reason)
    {
        if (to <= from) throw new ArgumentException($"Maintenance of {accountId} ends at {to:O}, not after its start; give a later end.", nameof(to));
        var window = new Maintenance(from, to, reason);
        return Order(accountId, reason, a => a.Maintenance.Contains(window) ? a : a with
        {
            Maintenance = [.. a.Maintenance.Where(m => m.From != from || m.To != to).Append(window).OrderBy(m => m.From).ThenBy(m => m.To)],
        });
    }

    /// <param name="accountId">The account.</param>
    /// <param name="reason">Why.</param>
    /// <param name="from">Only the windows that begin then; null: all.</param>
    public AccountChange CancelMaintenance(string accountId, string reason, DateTimeOffset? from = null) => Order(accountId, reason, a =>
        a.Maintenance.Any(m => from is null || m.From == from) ? a with { Maintenance = [.. a.Maintenance.Where(m => from is not null && m.From != from)] } : a);

    /// <summary>Sets h by hand until a time; the breaker does not count meanwhile.</summary>
    public AccountChange Override(string accountId, double health, string reason, DateTimeOffset until)
    {
        if (!(health >= _settings.MinHealth && health <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(health), health, $"h lies between {_settings.MinHealth} and 1; to stop payments altogether, drain or disable the account.");
        return Order(accountId, reason, a => a with { Override = new(health, reason, until) });
    }

    public AccountChange ClearOverride(string accountId, string reason) => Order(accountId, reason, a => a with { Override = null });

    /// <summary>Leaves an account alone until a time, because its channel asks for it. Bounded by the settings; the later of two counts.</summary>
    public void Rest(string accountId, DateTimeOffset until)
    {
        lock (_gate)
        {
            AdvanceClock_NeedsLock();
            Rest_NeedsLock(accountId, until);
            Advance_NeedsLock();
        }

        Deliver();
    }

    // An order that changes nothing is done already: no event, so that a repeat does no harm.
    private AccountChange Order(string accountId, string reason, Func<AccountHealth, AccountHealth> change)
    {
        AccountChange done;
        lock (_gate)
        {
            Advance_NeedsLock();
            var before = _accounts.GetValueOrDefault(accountId) ?? new AccountHealth { AccountId = accountId };
            var after = change(before);
            done = new(before != after, before.StandingAt(_now), after.StandingAt(_now));
            if (done.IsChange)
            {
                Change_NeedsLock(accountId, change);
                Raise_NeedsLock(accountId, null, HealthEventKind.Ordered, reason, done.Before, done.After);
                Advance_NeedsLock();
            }
        }

        Deliver();
        return done;
    }

    private void Rest_NeedsLock(string accountId, DateTimeOffset until)
    {
        if (until > _now + _settings.MaxRest) until = _now + _settings.MaxRest;
        if (until <= _now || _accounts.GetValueOrDefault(accountId)?.RestUntil >= until) return;
        Change_NeedsLock(accountId, a => a with { RestUntil = until });
        Raise_NeedsLock(accountId, null, HealthEventKind.Resting, "the channel asked to be left alone", "in use", $"rests until {AccountHealth.Shown(until)}");
    }
}
