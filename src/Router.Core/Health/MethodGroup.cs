namespace Router.Core.Health;

/// <summary>The accounts of one method, measured against each other. The model's lock guards it.</summary>
internal sealed class MethodGroup(HealthSettings settings, string method)
{
    public string Method { get; } = method;

    /// <summary>In order of account.</summary>
    public List<AccountMethod> Members { get; } = [];
    public bool IsDirty { get; set; } = true;
    public DateTimeOffset At { get; set; }

    /// <summary>Recomputes s and h of every member.</summary>
    public void Advance(DateTimeOffset now, Action<AccountMethod, Segment, double> healthMoved)
    {
        IsDirty = false;
        At = now;
        var best = 0.0;
        foreach (var member in Members)
        {
            member.Whole.Value = member.Whole.Estimate.Value(now, settings.PriorEstimate);
            for (var i = 0; i < member.Banks.Count; i++)
            {
                var bank = member.Banks.GetValueAtIndex(i);
                bank.Value = bank.Estimate.Value(now, member.Whole.Value);
            }

            if (Counts(member)) best = Math.Max(best, member.Whole.Value);
        }

        ShortenBreaks(now);
        foreach (var member in Members)
        {
            Slew(member, member.Whole, best, member.Cap);
            for (var i = 0; i < member.Banks.Count; i++)
            {
                var bank = member.Banks.GetValueAtIndex(i);
                if (member.Speaks(bank)) Slew(member, bank, BestFor(member.Banks.GetKeyAtIndex(i)), member.Cap);
                else bank.Restore(member.Whole.Health, now);
            }
        }

        void Slew(AccountMethod member, Segment segment, double best, double cap)
        {
            var before = segment.Health;
            segment.Slew(now, best > 0 ? segment.Value / best : 1, cap);
            if (segment.Health != before) healthMoved(member, segment, before);
        }
    }

    /// <summary>For a clock that was set back: nothing is held longer than if it began now.</summary>
    public void Bound(DateTimeOffset now)
    {
        foreach (var member in Members) member.Bound(now);
        IsDirty = true;
    }

    /// <summary>While no account is left a break spares nobody: payments are refused, and a long one only hides that all is well again.</summary>
    public void ShortenBreaks(DateTimeOffset now)
    {
        foreach (var member in Members)
            if (Counts(member)) return;
        foreach (var member in Members) member.Whole.Breaker.Shorten(now + settings.BreakWhenAllDown);
    }

    private static bool Counts(AccountMethod member) => member.IsEnabled && !member.Whole.Breaker.IsOpen;

    private double BestFor(string cardBank)
    {
        var best = 0.0;
        foreach (var member in Members)
        {
            if (!Counts(member)) continue;
            var bank = member.Banks.GetValueOrDefault(cardBank);
            if (bank is { Breaker.IsOpen: true }) continue;
            best = Math.Max(best, bank is not null && member.Speaks(bank) ? bank.Value : member.Whole.Value);
        }

        return best;
    }
}
