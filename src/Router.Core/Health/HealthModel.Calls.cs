namespace Router.Core.Health;

/// <content>How calls begin, end, and are counted.</content>
public sealed partial class HealthModel
{
    private CallTicket? Begin_NeedsLock(string accountId, string method, string? cardBank, bool probe)
    {
        if (Find_NeedsLock(accountId, method) is not { } line) return null;
        var bank = line.Bank(_now, cardBank);
        var misconfigured = probe && _accounts[accountId].MisconfiguredProbeAt is not null;
        var ticket = new CallTicket(this, line, bank, _now)
        {
            ProbesWhole = probe && line.Whole.Breaker.IsOpen,
            ProbesBank = probe && bank is { Breaker.IsOpen: true },
            ProbesAccount = misconfigured,
        };
        line.InFlight.Add(ticket);
        if (ticket.ProbesWhole) line.Whole.Breaker.ProbeInFlight = true;
        if (ticket.ProbesBank) bank!.Breaker.ProbeInFlight = true;
        if (ticket.ProbesAccount) Change_NeedsLock(accountId, a => a with { MisconfiguredProbeInFlight = true });
        if (!ticket.IsProbe) return ticket;
        _groups[method].IsDirty = true;
        Advance_NeedsLock();
        return ticket;
    }

    private void End_NeedsLock(CallTicket ticket, Observation observation)
    {
        ticket.Line.InFlight.Remove(ticket);
        FreeProbe_NeedsLock(ticket);
        switch (observation)
        {
            case Observation.Good:
                ticket.Line.AnswersLate = _now - ticket.StartedAt > ticket.Line.LateAfter;
                TakeBack_NeedsLock(ticket, ticket.Line.AnswersLate);
                ticket.Line.Latency.Add(_now - ticket.StartedAt);
                CountGood_NeedsLock(ticket);
                break;
            case Observation.Bad or Observation.NotSent:
                if (!ticket.IsCounted) CountBad_NeedsLock(ticket, observation == Observation.NotSent, "a call failed");
                Row_NeedsLock(ticket, ours: false);
                break;
            case Observation.Us:
                TakeBack_NeedsLock(ticket);
                Row_NeedsLock(ticket, ours: true);
                break;
            default:
                TakeBack_NeedsLock(ticket);
                break;
        }

        if (_groups.TryGetValue(ticket.Method, out var group)) group.IsDirty = true;
    }

    private void FreeProbe_NeedsLock(CallTicket ticket)
    {
        if (ticket.ProbesWhole) ticket.Line.Whole.Breaker.ProbeInFlight = false;
        if (ticket.ProbesBank) ticket.Bank!.Breaker.ProbeInFlight = false;
        if (ticket.ProbesAccount)
            Change_NeedsLock(ticket.AccountId, a => a with
            {
                MisconfiguredProbeInFlight = false,
                MisconfiguredProbeAt = a.MisconfiguredProbeAt is null ? null : _now + _settings.MisconfiguredProbe,
            });
    }

    private void CountGood_NeedsLock(CallTicket ticket)
    {
        var line = ticket.Line;
        line.GoodAnswers = Math.Min(_settings.NewAnswers, line.GoodAnswers + 1);
        Good_NeedsLock(line, line.Whole, ticket.ProbesWhole);
        if (ticket.Bank is { } bank) Good_NeedsLock(line, bank, ticket.ProbesBank);
        if (!_accounts.TryGetValue(line.AccountId, out var account)) return;
        if (account.MisconfiguredProbeAt is not null)
            Raise_NeedsLock(line.AccountId, null, HealthEventKind.ConfiguredAgain, "a call was answered well", "misconfigured", "in use");
        if (account.UsInARow > 0 || account.MisconfiguredProbeAt is not null)
            Change_NeedsLock(line.AccountId, a => a with { UsInARow = 0, MisconfiguredProbeAt = null });
    }

    private void Good_NeedsLock(AccountMethod line, Segment segment, bool probe)
    {
        segment.Estimate.Add(_now, line.AnswersLate ? _settings.LateWorth : 1);
        if (!probe)
        {
            segment.Breaker.Succeed();
            return;
        }

        if (!segment.Breaker.SucceedProbe(_now)) return;
        segment.Close(_now);
        segment.LastReason = $"{_settings.ProbesToClose} good probes in a row";
        Raise_NeedsLock(line.AccountId, segment.Name, HealthEventKind.BreakerClosed, segment.LastReason, "open", "closed");
    }

    private void CountBad_NeedsLock(CallTicket ticket, bool notSent, string why)
    {
        var line = ticket.Line;
        var bank = ticket.Bank;
        var bankWasOpen = bank is { Breaker.IsOpen: true };
        string? speaker = null;
        if (bank is not null)
        {
            ticket.BankMark = bank.Estimate.Add(_now, 0);
            if (line.Speaks(bank))
            {
                speaker = bank.Name;
                Bad_NeedsLock(ticket, bank, ticket.ProbesBank, notSent, why, null);
            }
        }

        // While the bank's own breaker is open, its failures say nothing of the account.
        if (!bankWasOpen) ticket.WholeMark = line.Whole.Estimate.Add(_now, 0);
        if (!bankWasOpen || ticket.ProbesWhole) Bad_NeedsLock(ticket, line.Whole, ticket.ProbesWhole, notSent, why, speaker);
    }

    private void Bad_NeedsLock(CallTicket ticket, Segment segment, bool probe, bool notSent, string why, string? speaker)
    {
        var (line, breaker) = (ticket.Line, segment.Breaker);
        if (probe && breaker.IsOpen)
        {
            breaker.FailProbe(_now, notSent);
            ShortenBreaks_NeedsLock(line.Method);
            segment.LastReason = $"{why}; probe {breaker.FailedProbes} since it opened";
            Raise_NeedsLock(
                line.AccountId, segment.Name, HealthEventKind.ProbeFailed, segment.LastReason, "open",
                $"open until {AccountHealth.Shown(breaker.BreakUntil)}");
        }
        else if (breaker.Fail(_now, notSent, speaker, ticket))
        {
            segment.Opened();
            ShortenBreaks_NeedsLock(line.Method);
            segment.LastReason = $"{why}, the {_settings.BreakerFailures}th in a row";
            Raise_NeedsLock(
                line.AccountId, segment.Name, HealthEventKind.BreakerOpened, segment.LastReason, "closed",
                $"open until {AccountHealth.Shown(breaker.BreakUntil)}");
        }
    }

    // A call may outlive its method's group.
    private void ShortenBreaks_NeedsLock(string method)
    {
        if (_groups.TryGetValue(method, out var group)) group.ShortenBreaks(_now);
    }

    private void TakeBack_NeedsLock(CallTicket ticket, bool late = false)
    {
        if (!ticket.IsCounted) return;
        ticket.IsCounted = false;
        TakeBack_NeedsLock(ticket, ticket.Line.Whole, ticket.WholeMark, late);
        if (ticket.Bank is { } bank) TakeBack_NeedsLock(ticket, bank, ticket.BankMark, late);
    }

    private void TakeBack_NeedsLock(CallTicket ticket, Segment segment, double? mark, bool late)
    {
        if (mark is { } counted) segment.Estimate.TakeBack(_now, counted);

        // A late answer ends no break that lateness began: buyers would wait again.
        if (late && segment.Breaker.IsOpen) return;
        if (!segment.Breaker.TakeBack(ticket)) return;
        segment.TakeBackOpening();
        segment.LastReason = "a call that helped to open it has not failed after all";
        Raise_NeedsLock(ticket.AccountId, segment.Name, HealthEventKind.BreakerClosed, segment.LastReason, "open", "closed");
    }

    private void CountPending_NeedsLock(AccountMethod line)
    {
        // A plain loop: counting may not change the list, and the oldest are at the front.
        foreach (var ticket in line.InFlight)
        {
            if (!ticket.IsOverdue(_now)) continue;
            ticket.IsCounted = true;
            CountBad_NeedsLock(ticket, notSent: false, "a call stayed unanswered past its threshold");
            _groups[line.Method].IsDirty = true;
        }
    }

    private void Row_NeedsLock(CallTicket ticket, bool ours)
    {
        if (!_accounts.TryGetValue(ticket.AccountId, out var account)) return;
        if (!ours)
        {
            if (account.UsInARow > 0 && account.MisconfiguredProbeAt is null) Change_NeedsLock(ticket.AccountId, a => a with { UsInARow = 0 });
            return;
        }

        var row = account.UsInARow + 1;
        Change_NeedsLock(ticket.AccountId, a => a with { UsInARow = row });
        if (row < _settings.MisconfiguredAfter || account.MisconfiguredProbeAt is not null) return;
        Change_NeedsLock(ticket.AccountId, a => a with { MisconfiguredProbeAt = _now + _settings.MisconfiguredProbe });
        Raise_NeedsLock(
            ticket.AccountId, null, HealthEventKind.Misconfigured,
            $"{row} faults of our own in a row: check its keys, certificate and permissions", "in use", "weight 0, one trial a minute");
    }

    private void RecordApproval_NeedsLock(AccountMethod line, Approval approval)
    {
        if (approval == Approval.None) return;
        line.Approval.Add(_now, approval == Approval.Succeeded ? 1 : 0);
        if (_groups.TryGetValue(line.Method, out var group)) group.IsDirty = true;
    }
}
