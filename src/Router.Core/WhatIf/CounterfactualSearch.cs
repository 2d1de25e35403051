using Router.Core.Orders;
using Router.Core.Routing;
using Router.Rules.Explain;

namespace Router.Core.WhatIf;

/// <summary>Looks for the fewest and smallest changes that bring one account to the front: single ones, then pairs, up to a bound.</summary>
internal sealed class CounterfactualSearch(
    RoutePlanner planner, Situation now, ulong seed, string account, RuleExplanation rules, RoutePlan plan, FirstShares shares)
{
    private const int PlansMax = 4_000;
    private const int ProposalsMax = 3;
    private const int HealthSteps = 100;

    private int _plans;
    private bool _cut;

    public Counterfactual Find()
    {
        var isFirst = IsFirst(plan);
        var proposals = isFirst || now.Snapshot.Catalog.FindAccount(account) is not { } known ? [] : Search(new ChangeSource(now, rules, plan, known).Collect());
        return new(account, isFirst, shares.Of(account), Standing(), proposals, _plans, _cut);
    }

    private List<Proposal> Search(IReadOnlyList<Change> changes)
    {
        var found = Working(changes.Select(c => new[] { c }));
        if (found.Count == 0) found = Working(Pairs(changes));
        // The first of its subjects is the smallest of them.
        return [.. found.OrderBy(f => !f.IsFirst).ThenBy(f => f.Changes.Sum(c => c.Size))
            .DistinctBy(f => string.Join('|', f.Changes.Select(c => c.Subject).Order(StringComparer.Ordinal)))
            .Take(ProposalsMax)
            .Select(f => Finished(f.Changes, f.IsFirst))];
    }

    private List<(Change[] Changes, bool IsFirst)> Working(IEnumerable<Change[]> tries)
    {
        var found = new List<(Change[], bool)>();
        foreach (var changes in tries)
        {
            if (_plans >= PlansMax)
            {
                _cut = true;
                break;
            }

            var other = Plan(changes);
            if (IsFirst(other)) found.Add((changes, true));
            else if (CountsAsDrawn(other)) found.Add((changes, false));
        }

        return found;
    }

    // Where it can be drawn already, only being first is news.
    private bool CountsAsDrawn(RoutePlan other) => shares.Of(account) == 0 && FirstShares.CanBeDrawn(other, account);

    // Both near the front of the list come first.
    private static IEnumerable<Change[]> Pairs(IReadOnlyList<Change> changes)
    {
        for (var sum = 1; sum <= (2 * changes.Count) - 3; sum++)
            for (var one = Math.Max(0, sum - changes.Count + 1); one < sum - one; one++)
                if (changes[one].Subject != changes[sum - one].Subject) yield return [changes[one], changes[sum - one]];
    }

    /// <summary>With the least health that does it, and the share that it gives.</summary>
    private Proposal Finished(Change[] changes, bool isFirst)
    {
        changes = [.. changes];
        for (var i = 0; i < changes.Length; i++)
        {
            if (changes[i] is not HealthChange { Kind: HealthChangeKind.Healthier } health) continue;
            var (fails, works) = ((int)(health.From!.Value * HealthSteps), HealthSteps);
            while (works - fails > 1)
            {
                var middle = (fails + works) / 2;
                var tried = (Change[])[.. changes[..i], health with { To = (double)middle / HealthSteps }, .. changes[(i + 1)..]];
                var other = Plan(tried);
                if (isFirst ? IsFirst(other) : CountsAsDrawn(other)) works = middle;
                else fails = middle;
            }

            changes[i] = health with { To = (double)works / HealthSteps };
        }

        var situation = Applied(changes);
        var then = planner.Plan(situation.Request, situation.Snapshot, seed);
        var shareThen = FirstShares.Calculate(then, situation.Snapshot.Rules, other => planner.Plan(situation.Request, situation.Snapshot, other));
        return new(changes, isFirst, shareThen.Of(account));
    }

    private RoutePlan Plan(Change[] changes)
    {
        _plans++;
        var situation = Applied(changes);
        return planner.Plan(situation.Request, situation.Snapshot, seed);
    }

    private Situation Applied(Change[] changes) => changes.Aggregate(now, (situation, change) => change.Apply(situation));

    private bool IsFirst(RoutePlan other) => other.Candidates.Count > 0 && other.Candidates[0].AccountId == account;

    private string Standing()
    {
        for (var i = 0; i < plan.Candidates.Count; i++)
            if (plan.Candidates[i].AccountId == account) return $"place {i + 1} of {plan.Candidates.Count} ({plan.Candidates[i].Note})";
        if (plan.Excluded.FirstOrDefault(e => e.AccountId == account) is { } excluded) return $"out: {excluded.Reason}";
        if (now.Snapshot.Catalog.FindAccount(account) is null) return "there is no such account";
        return plan.Outcome == RouteOutcome.Declined ? $"the payment is declined: {plan.ReasonText}" : $"{(plan.RuleId is { } id ? $"rule {id}" : "the default")} does not name it";
    }
}
