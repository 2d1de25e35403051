namespace Router.Core.Health;

/// <content>What operators and channels order.</content>
public sealed partial class HealthModel
{
    /// <summary>Takes an account out of new payments. Everything else goes on.</summary>
    public void Disable(string accountId, string reason) => Order(accountId, reason, "disabled", a => a with { Disabled = reason });

    public void Enable(string accountId, string reason) => Order(accountId, reason, "enabled", a => a with { Disabled = null });

    /// <summary>No new payment, not even in panic, as a fallback or by a switch.</summary>
    public void Drain(string accountId, string reason) => Order(accountId, reason, "drained", a => a with { Drained = reason });

    public void Undrain(string accountId, string reason) => Order(accountId, reason, "in use", a => a with { Drained = null });

    /// <summary>Plans a time without new payments.</summary>
    public void PlanMaintenance(string accountId, DateTimeOffset from, DateTimeOffset to, string reason)
    {
        if (to <= from) throw new ArgumentException($"Maintenance of {accountId} ends at {to:O}, not after its start; give a later end.", nameof(to));
        Order(accountId, reason, $"maintenance from {AccountHealth.Shown(from)} to {AccountHealth.Shown(to)}", a => a with
        {
            Maintenance = [.. a.Maintenance.Append(new Maintenance(from, to, reason)).OrderBy(m => m.From).ThenBy(m => m.To)],
        });
    }

    public void CancelMaintenance(string accountId, string reason) =>
        Order(accountId, reason, "no maintenance", a => a with { Maintenance = [] });

    /// <summary>Sets h by hand until a time; the breaker does not count meanwhile.</summary>
    public void Override(string accountId, double health, string reason, DateTimeOffset until)
    {
        if (!(health >= _settings.MinHealth && health <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(health), health, $"h lies between {_settings.MinHealth} and 1; to stop payments altogether, drain or disable the account.");
        Order(accountId, reason, $"h {Shown(health)} until {AccountHealth.Shown(until)}", a => a with { Override = new(health, reason, until) });
    }

    public void ClearOverride(string accountId, string reason) => Order(accountId, reason, "as observed", a => a with { Override = null });

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

    private void Order(string accountId, string reason, string after, Func<AccountHealth, AccountHealth> change)
    {
        lock (_gate)
        {
            AdvanceClock_NeedsLock();
            Change_NeedsLock(accountId, change);
            Raise_NeedsLock(accountId, null, HealthEventKind.Ordered, reason, "", after);
            Advance_NeedsLock();
        }

        Deliver();
    }

    private void Rest_NeedsLock(string accountId, DateTimeOffset until)
    {
        if (until > _now + _settings.MaxRest) until = _now + _settings.MaxRest;
        if (until <= _now || _accounts.GetValueOrDefault(accountId)?.RestUntil >= until) return;
        Change_NeedsLock(accountId, a => a with { RestUntil = until });
        Raise_NeedsLock(accountId, null, HealthEventKind.Resting, "the channel asked to be left alone", "in use", $"rests until {AccountHealth.Shown(until)}");
    }
}
