using System.Collections.Frozen;

namespace Router.Core.Health;

/// <content>How time passes and how the view is made.</content>
public sealed partial class HealthModel
{
    private DateTimeOffset _lookedAt;

    private void AdvanceClock_NeedsLock()
    {
        var before = _now;
        _now = _time.GetUtcNow();
        if (_now < before) SetBack_NeedsLock();
    }

    // People's orders follow the clock that people read; a break, a rest or a memory must not outlast its own span on it.
    private void SetBack_NeedsLock()
    {
        foreach (var group in _groups.Values) group.Bound(_now);
        foreach (var account in _accounts.Values.ToList())
            if (account.Bound(_now, _settings) != account) Change_NeedsLock(account.AccountId, a => a.Bound(_now, _settings));
    }

    private void Advance_NeedsLock()
    {
        AdvanceClock_NeedsLock();
        AdvanceAccounts_NeedsLock();
        PostponeAfterStall_NeedsLock();
        HealthLine[]? lines = null;
        var place = 0;
        for (var at = 0; at < _groups.Count; at++)
        {
            var group = _groups.GetValueAtIndex(at);
            foreach (var member in group.Members) CountPending_NeedsLock(member);
            if (group.IsDirty || _now - group.At >= _settings.PublishInterval)
            {
                group.Advance(_now, TellHealth_NeedsLock);
                lines ??= [.. _view.Lines];
                for (var i = 0; i < group.Members.Count; i++) lines[place + i] = group.Members[i].ToLine();
            }

            place += group.Members.Count;
        }

        if (lines is not null || _accountsDirty) _view = _view.With(_now, lines, _accountsDirty ? [.. _accounts.Values] : null);
        else if (_view.At != _now) _view = _view.With(_now, null, null);
        _accountsDirty = false;
    }

    // Calls at several accounts that are overdue after a time in which nobody looked: it is rather we that stood still, or the clock was set,
    // and their answers get a moment to be read.
    private void PostponeAfterStall_NeedsLock()
    {
        var unseen = _now - _lookedAt;
        _lookedAt = _now;
        if (unseen <= _settings.PendingMin) return;
        List<CallTicket>? overdue = null;
        foreach (var group in _groups.Values)
        {
            foreach (var member in group.Members)
                foreach (var ticket in member.InFlight)
                    if (ticket.IsOverdue(_now)) (overdue ??= []).Add(ticket);
        }

        if (overdue is null || overdue.DistinctBy(t => t.AccountId).Count() < 2) return;
        foreach (var ticket in overdue)
            if (!ticket.IsPostponed) ticket.Postpone(_now + _settings.PendingMin);
    }

    private void AdvanceAccounts_NeedsLock()
    {
        List<string>? inMaintenance = null;
        for (var i = 0; i < _accounts.Count; i++)
        {
            var account = _accounts.GetValueAtIndex(i);
            if (account.Override is { } order && order.Until <= _now)
            {
                Raise_NeedsLock(account.AccountId, null, HealthEventKind.OverrideExpired, order.Reason, $"h {Shown(order.Health)} by override", "as observed");
                account = Change_NeedsLock(account.AccountId, a => a with { Override = null });
            }

            if (account.DisabledUntil <= _now)
            {
                Raise_NeedsLock(account.AccountId, null, HealthEventKind.DisableEnded, account.Disabled ?? "", $"disabled until {AccountHealth.Shown(account.DisabledUntil.Value)}", "enabled");
                account = Change_NeedsLock(account.AccountId, a => a with { Disabled = null, DisabledUntil = null });
            }

            if (account.RestUntil <= _now)
            {
                Raise_NeedsLock(account.AccountId, null, HealthEventKind.RestEnded, "the time that the channel asked for is over", "resting", "in use");
                account = Change_NeedsLock(account.AccountId, a => a with { RestUntil = null });
            }

            if (account.Maintenance.Count == 0) continue;
            if (account.Maintenance.Any(m => m.To <= _now))
                account = Change_NeedsLock(account.AccountId, a => a with { Maintenance = [.. a.Maintenance.Where(m => m.To > _now)] });
            if (account.Maintenance.Any(m => m.From <= _now)) (inMaintenance ??= []).Add(account.AccountId);
        }

        if (inMaintenance is null && _inMaintenance.Count == 0) return;
        inMaintenance ??= [];
        foreach (var id in inMaintenance.Where(id => !_inMaintenance.Contains(id)))
            Raise_NeedsLock(id, null, HealthEventKind.MaintenanceBegan, "planned", "in use", _accounts[id].BlockedAt(_now) ?? "");
        foreach (var id in _inMaintenance.Where(id => !inMaintenance.Contains(id) && _accounts.ContainsKey(id)).Order(StringComparer.Ordinal))
            Raise_NeedsLock(id, null, HealthEventKind.MaintenanceEnded, "planned", "maintenance", "in use");
        var changed = inMaintenance.Union(_inMaintenance).Order(StringComparer.Ordinal).ToList();
        _inMaintenance = inMaintenance.ToFrozenSet(StringComparer.Ordinal);
        foreach (var id in changed)
            if (_accounts.TryGetValue(id, out var account)) SetEnabled_NeedsLock(account);
    }

    private void TellHealth_NeedsLock(AccountMethod member, Segment segment, double before)
    {
        var bound = _settings.DemoteBelow;
        if (segment.Breaker.IsOpen || before >= bound == segment.Health >= bound) return;
        var fell = segment.Health < bound;
        var (from, to) = (Shown(before), Shown(segment.Health));
        segment.LastReason = fell ? $"estimate {Shown(segment.Value)} lies too far below the best{(member.AnswersLate ? "; its answers come late" : "")}" : $"estimate {Shown(segment.Value)} is close to the best again";
        Raise_NeedsLock(
            member.AccountId, segment.Name, fell ? HealthEventKind.Demoted : HealthEventKind.Restored, segment.LastReason,
            fell ? $"h {from}" : $"h below {Shown(bound)}: behind the others", fell ? $"h {to}: behind the others" : $"h {to} and climbing");
    }

    private AccountHealth Change_NeedsLock(string accountId, Func<AccountHealth, AccountHealth> change)
    {
        var account = _accounts.GetValueOrDefault(accountId) ?? new AccountHealth { AccountId = accountId };
        account = change(account);
        _accounts[accountId] = account;
        _accountsDirty = true;
        SetEnabled_NeedsLock(account);
        return account;
    }

    // Others are measured only against accounts that could take the payment.
    private void SetEnabled_NeedsLock(AccountHealth account)
    {
        var enabled = _active.Contains(account.AccountId) && account.BlockedAt(_now) is null && account.MisconfiguredProbeAt is null;
        foreach (var group in _groups.Values)
        {
            if (group.Members.Find(m => m.AccountId == account.AccountId) is not { } member || member.IsEnabled == enabled) continue;
            member.IsEnabled = enabled;
            group.IsDirty = true;
        }
    }

    private void PublishAnew_NeedsLock()
    {
        foreach (var account in _accounts.Values) SetEnabled_NeedsLock(account);
        foreach (var group in _groups.Values) group.IsDirty = true;
        _view = HealthView.Of(_now, _groups.Values.SelectMany(g => g.Members).Select(m => m.ToLine()), _accounts.Values);
        Advance_NeedsLock();
    }
}
