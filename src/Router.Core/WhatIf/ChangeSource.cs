using System.Globalization;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Rules;
using Router.Rules.Explain;

namespace Router.Core.WhatIf;

/// <summary>
/// The single changes worth trying for one account, the most telling first: its health, what the rules that name it still ask, what keeps
/// the rules before them from matching no longer, what the account itself can take.
/// </summary>
internal sealed class ChangeSource(Situation situation, RuleExplanation rules, RoutePlan plan, MerchantAccount account)
{
    private const int Max = 240;
    private const int PerFactMax = 24;
    private const int TargetsMax = 20;
    private const int BlockersMax = 10;
    private const int RivalsMax = 8;

    private readonly List<Change> _changes = [];
    private readonly SortedDictionary<string, int> _perFact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _now = new(rules.Facts.Present(), StringComparer.Ordinal);

    public IReadOnlyList<Change> Collect()
    {
        AddHealth();
        AddEligible();
        var targets = rules.Rules.Where(r => r.Fate != RuleFate.Disabled && Names(r.Verdict.Route)).OrderBy(r => r.Misses).ThenBy(r => r.Place).Take(TargetsMax).ToList();
        var lastPlace = Names(rules.Set.Default.Route) ? int.MaxValue : targets.Max(r => r.Place) ?? -1;
        foreach (var target in targets) AddMentioned(target, onlyFailing: true);
        if (rules.Currencies is { Holds: false }) AddValues("currency", rules.Set.Currencies!.Order(StringComparer.Ordinal));
        var blockers = rules.Rules.Where(r => r.Fate is RuleFate.Won or RuleFate.Behind && r.Place < lastPlace).Take(BlockersMax).ToList();
        foreach (var blocker in blockers) AddMentioned(blocker, onlyFailing: false);
        foreach (var blocker in blockers) AddOtherValues(blocker);
        return _changes;
    }

    private void AddHealth()
    {
        foreach (var method in situation.Request.Terms.Methods)
        {
            if (situation.Snapshot.Catalog.FindMethod(account.Id, method) is null) continue;
            var reading = situation.Snapshot.Health.Read(account.Id, method, plan.CardBank);
            if (reading.Blocked is not null) _changes.Add(new HealthChange(account.Id, HealthChangeKind.Unblocked));
            if (reading.Breaker != BreakerState.Closed) _changes.Add(new HealthChange(account.Id, HealthChangeKind.BreakerClosed));
            if (reading.Health < 1) _changes.Add(new HealthChange(account.Id, HealthChangeKind.Healthier, reading.Health, 1));
            break;
        }

        foreach (var rival in plan.Candidates.TakeWhile(c => c.AccountId != account.Id).Take(RivalsMax))
            _changes.Add(new HealthChange(rival.AccountId, HealthChangeKind.BreakerOpen));
    }

    private void AddEligible()
    {
        var channel = situation.Snapshot.Catalog.FindChannel(account.ChannelId);
        var terms = situation.Request.Terms;
        foreach (var method in channel?.Methods ?? [])
        {
            if (account.Methods is { } on && !on.Contains(method.Name)) continue;
            if (!terms.Methods.Contains(method.Name)) Add("method", method.Name);
            else AddLimits(method.MinAmount, method.MaxAmount);
            if (!method.Currencies.Contains(terms.Amount.Currency)) AddValues("currency", (account.Currencies ?? method.Currencies).Select(c => c.Code));
        }
    }

    private void AddLimits(long min, long max)
    {
        var amount = situation.Request.Terms.Amount.Minor;
        var (low, high) = (Math.Max(min, account.MinAmount ?? 0), Math.Min(max, account.MaxAmount ?? long.MaxValue));
        if (amount < low) Add("amount", low.ToString(CultureInfo.InvariantCulture));
        if (amount > high) Add("amount", high.ToString(CultureInfo.InvariantCulture));
    }

    private void AddMentioned(ExplainedRule rule, bool onlyFailing)
    {
        foreach (var term in ExplainedRule.Terms(rule.Rule))
        {
            if (onlyFailing && term.Holds(rules.Facts)) continue;
            foreach (var (fact, value) in MentionedValues.Of(term, situation.Request.AcceptedAt)) Add(fact, value);
        }
    }

    // Out of "one of ios, android" lead only the values that it does not name.
    private void AddOtherValues(ExplainedRule rule)
    {
        var facts = MentionedValues.Of(rule.Rule.When, situation.Request.AcceptedAt).Select(m => m.Fact).Distinct(StringComparer.Ordinal);
        foreach (var name in facts.ToList())
            if (FactNames.TryParse(name, out var fact) && fact != FactId.Currency && situation.Snapshot.Facts.RegistryOf(fact) is { } registry)
                AddValues(name, registry.Ids);
    }

    private void AddValues(string fact, IEnumerable<string> values)
    {
        foreach (var value in values) Add(fact, value);
    }

    private void Add(string fact, string? value)
    {
        var now = _now.GetValueOrDefault(fact);
        if (value == now || _changes.Count >= Max || _perFact.GetValueOrDefault(fact) >= PerFactMax || (fact == "amount" && value is "0" or ['-', ..])) return;
        var change = new FactChange(fact, now, value);
        if (_changes.Contains(change)) return;
        _perFact[fact] = _perFact.GetValueOrDefault(fact) + 1;
        _changes.Add(change);
    }

    private bool Names(Route? route) => route is not null && route.Candidates.Concat(route.Fallback).Any(c => c.Kind switch
    {
        CandidateKind.Channel => c.Name == account.ChannelId,
        CandidateKind.Tag => account.Tags.Contains(c.Name),
        _ => c.Name == account.Id,
    });
}
