using Router.Core.Orders;
using Router.Core.Routing;
using Router.Rules;

namespace Router.Core.WhatIf;

/// <summary>The chance of each candidate to be the first, over all seeds.</summary>
/// <param name="All">In order of the plan; accounts that cannot be first are left out.</param>
/// <param name="AreEstimated">True where they were counted over many seeds, because a sick account takes part in the draw.</param>
/// <param name="Drawn">What the seed picked; null where nothing is drawn, or the draw is not one number.</param>
public sealed record FirstShares(IReadOnlyList<FirstShare> All, bool AreEstimated, Drawn? Drawn)
{
    private const int Samples = 1_000;
    private const ulong SeedStep = 0xD1342543DE82EF95;

    public double Of(string accountId) => All.FirstOrDefault(s => s.AccountId == accountId)?.Share ?? 0;

    internal static FirstShares Calculate(RoutePlan plan, RuleSet rules, Func<ulong, RoutePlan> planWith)
    {
        if (plan.Candidates.Count == 0) return new([], false, null);
        var leading = Leading(plan);
        if (IsFixed(leading, StrategyOf(plan, leading[0], rules))) return new([new(leading[0].AccountId, 1)], false, null);
        return ByWeight(plan, leading) ?? Counted(plan, planWith);
    }

    /// <summary>True where another seed would make it the first.</summary>
    internal static bool CanBeDrawn(RoutePlan plan, string accountId) =>
        plan.Candidates.Count > 0 && Kind(plan.Candidates[0]) == "weighted" && Leading(plan).Exists(c => c.AccountId == accountId && Kind(c) == "weighted");

    /// <summary>The candidates that the same rule brought as the first one.</summary>
    private static List<PlannedCandidate> Leading(RoutePlan plan)
    {
        var brought = Suffix(plan.Candidates[0]);
        return [.. plan.Candidates.TakeWhile(c => Suffix(c) == brought)];
    }

    private static bool IsFixed(List<PlannedCandidate> leading, RouteStrategy strategy) =>
        Kind(leading[0]) is "probe" or "tried"
        || (strategy != RouteStrategy.Weighted && leading.TrueForAll(c => Kind(c) is not ("explored" or "demoted")))
        || leading.TrueForAll(c => Kind(c) == "fallback");

    private static FirstShares? ByWeight(RoutePlan plan, List<PlannedCandidate> leading)
    {
        if (!leading.TrueForAll(c => Kind(c) is "weighted" or "fallback")) return null;
        var weighted = leading.FindAll(c => Kind(c) == "weighted");
        var total = weighted.Sum(c => c.EffectiveWeight);
        if (total <= 0) return null;
        var drawn = new Drawn(new SeededDraw(plan.Seed).Next() * total, total, plan.Candidates[0].AccountId);
        return new([.. weighted.Select(c => new FirstShare(c.AccountId, c.EffectiveWeight / total))], false, drawn);
    }

    private static FirstShares Counted(RoutePlan plan, Func<ulong, RoutePlan> planWith)
    {
        var firsts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (ulong i = 0; i < Samples; i++)
        {
            var first = planWith(plan.Seed + (i * SeedStep)).Candidates[0].AccountId;
            firsts[first] = firsts.GetValueOrDefault(first) + 1;
        }

        var shares = plan.Candidates.Where(c => firsts.ContainsKey(c.AccountId));
        return new([.. shares.Select(c => new FirstShare(c.AccountId, (double)firsts[c.AccountId] / Samples))], true, null);
    }

    private static RouteStrategy StrategyOf(RoutePlan plan, PlannedCandidate first, RuleSet rules)
    {
        var brought = Suffix(first);
        var ruleId = brought.Length == 0 ? plan.RuleId : brought;
        var verdict = ruleId is null ? rules.Default : rules.Verdicts.FirstOrDefault(v => v.RuleId == ruleId) ?? rules.Default;
        return verdict.Route?.Strategy ?? RouteStrategy.Weighted;
    }

    // A note is "weighted", or "weighted, by large-cards" where a later rule brought the candidate.
    private static string Kind(PlannedCandidate candidate) => candidate.Note.Split(", by ", 2)[0];

    private static string Suffix(PlannedCandidate candidate) => candidate.Note.Split(", by ", 2) is [_, var rule] ? rule : "";
}
