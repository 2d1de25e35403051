using System.Globalization;
using Router.Core.Health;

namespace Router.Core.WhatIf;

/// <summary>Another health of one account, for the payment's methods.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Kind">What is different.</param>
/// <param name="From">h now, for Healthier.</param>
/// <param name="To">h then, for Healthier.</param>
public sealed record HealthChange(string AccountId, HealthChangeKind Kind, double? From = null, double? To = null) : Change
{
    private static readonly TimeSpan s_open = TimeSpan.FromHours(1);

    public override string Text => Kind switch
    {
        HealthChangeKind.Healthier => string.Create(CultureInfo.InvariantCulture, $"health of {AccountId} {To:0.##} instead of {From:0.##}"),
        HealthChangeKind.BreakerClosed => $"breaker of {AccountId} closed",
        HealthChangeKind.BreakerOpen => $"breaker of {AccountId} open",
        _ => $"{AccountId} no longer blocked",
    };

    internal override string Subject => $"{Kind} {AccountId}";

    internal override double Size => Kind == HealthChangeKind.Healthier ? Math.Abs(To!.Value - From!.Value) : 1;

    internal override Situation Apply(Situation situation)
    {
        var view = situation.Snapshot.Health;
        var accounts = view.Accounts.Select(a => a.AccountId == AccountId ? Changed(a) : a);
        var lines = Kind == HealthChangeKind.Unblocked ? view.Lines : Lines(view, situation.Request.Terms.Methods);
        return situation with { Snapshot = situation.Snapshot with { Health = HealthView.Of(view.At, lines, accounts) } };
    }

    private List<HealthLine> Lines(HealthView view, IReadOnlyList<string> methods)
    {
        var lines = view.Lines.Select(l => l.AccountId == AccountId && methods.Contains(l.Method) ? Changed(l, view.At) : l).ToList();
        foreach (var method in methods)
            if (view.Find(AccountId, method) is null) lines.Add(Changed(Healthy(method), view.At));
        return lines;
    }

    private HealthLine Changed(HealthLine line, DateTimeOffset at)
    {
        var changed = Kind switch
        {
            HealthChangeKind.Healthier => line with { Health = To!.Value },
            HealthChangeKind.BreakerOpen => line with { IsOpen = true, ProbeInFlight = false, BreakUntil = at + s_open },
            _ => line with { IsOpen = false, ProbeInFlight = false },
        };
        return changed with { Banks = [.. line.Banks.Select(b => Changed(b, at))] };
    }

    // An operator's order overrules lines: a change of health is a change of the order then.
    private AccountHealth Changed(AccountHealth account) => Kind switch
    {
        HealthChangeKind.Healthier => account.Override is null ? account : account with { Override = account.Override with { Health = To!.Value } },
        HealthChangeKind.BreakerOpen => account with { Override = null },
        HealthChangeKind.Unblocked => account with
        {
            Disabled = null,
            Drained = null,
            Maintenance = [],
            Quarantined = null,
            QuarantinedVersion = null,
            RestUntil = null,
            MisconfiguredProbeAt = null,
            MisconfiguredProbeInFlight = false,
            UsInARow = 0,
        },
        _ => account,
    };

    private HealthLine Healthy(string method) => new()
    {
        AccountId = AccountId,
        Method = method,
        Health = 1,
        Estimate = HealthSettings.Default.PriorEstimate,
        Observations = 0,
        Approval = HealthSettings.Default.PriorEstimate,
        IsOpen = false,
        BreakUntil = default,
        ProbeInFlight = false,
        FailuresNotSent = true,
        P99 = HealthSettings.Default.FirstP99,
        InFlight = 0,
    };
}
