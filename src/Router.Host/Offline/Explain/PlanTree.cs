using System.Globalization;
using Router.Core.Orders;
using Router.Core.WhatIf;
using Spectre.Console;

namespace Router.Host.Offline.Explain;

/// <summary>The plan, the draw and the counterfactual as a tree.</summary>
internal static class PlanTree
{
    public static Tree Of(RouteExplanation explanation)
    {
        var plan = explanation.Plan;
        var reason = plan.ReasonText is null ? "" : $" ({plan.ReasonText})";
        var tree = new Tree(Markup.Escape($"plan: {Word(plan.Outcome)}{reason}")).Guide(TreeGuide.Line);
        var walk = tree.AddNode("routes, one behind another");
        foreach (var step in explanation.Walk) walk.AddNode(Markup.Escape($"{step.RuleId ?? "(default)"}: {step.Text}"));
        for (var i = 0; i < plan.Candidates.Count; i++) tree.AddNode((i == 0 ? "[green]" : "[default]") + Markup.Escape(Candidate(i + 1, plan.Candidates[i], explanation.Shares)) + "[/]");
        foreach (var excluded in plan.Excluded) tree.AddNode("[red]" + Markup.Escape($"not {excluded.AccountId}: {excluded.Reason}") + "[/]");
        tree.AddNode(Markup.Escape(Draw(plan, explanation.Shares)));
        if (explanation.Counterfactual is { } counterfactual) AddCounterfactual(tree, counterfactual);
        return tree;
    }

    private static string Candidate(int place, PlannedCandidate c, FirstShares shares) => string.Create(
        CultureInfo.InvariantCulture,
        $"{place}. {c.AccountId} by {c.Method}: weight {c.BaseWeight:0.##} × health {c.Health:0.##} = {c.EffectiveWeight:0.##}, fee {c.FeeMinor} ({c.FeePpm} ppm), breaker {c.Breaker}, {c.Note}; first in {Percent(shares.Of(c.AccountId))}{(shares.AreEstimated ? " (counted)" : "")}");

    private static string Draw(RoutePlan plan, FirstShares shares) => shares.Drawn is { } drawn
        ? string.Create(CultureInfo.InvariantCulture, $"draw: seed {plan.Seed} gives point {drawn.Point:0.##} of {drawn.Total:0.##}, which is {drawn.AccountId}")
        : string.Create(CultureInfo.InvariantCulture, $"draw: {(shares.AreEstimated ? "a sick account takes part in it; " : "nothing was to be drawn; ")}seed {plan.Seed}");

    private static void AddCounterfactual(Tree tree, Counterfactual counterfactual)
    {
        var node = tree.AddNode(Markup.Escape($"what would put {counterfactual.AccountId} first? Now: {Standing(counterfactual)}"));
        if (counterfactual.IsFirst) return;
        foreach (var proposal in counterfactual.Proposals)
            node.AddNode(Markup.Escape($"{proposal.Text}: {(proposal.IsFirst ? "first" : "could be drawn")}, in {Percent(proposal.Share)} of all draws"));
        if (counterfactual.Proposals.Count == 0)
            node.AddNode(counterfactual.WasCut ? $"no such change was found among the {counterfactual.PlansTried} likeliest" : "no such change was found (up to two changes tried)");
    }

    private static string Standing(Counterfactual counterfactual) => counterfactual.IsFirst
        ? $"first already, in {Percent(counterfactual.ShareNow)} of all draws"
        : counterfactual.ShareNow > 0 ? $"{counterfactual.Standing}; another seed draws it, in {Percent(counterfactual.ShareNow)}" : counterfactual.Standing;

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Word(RouteOutcome outcome) => outcome switch
    {
        RouteOutcome.Routed => "routed",
        RouteOutcome.Declined => "declined",
        RouteOutcome.AllDown => "all down",
        _ => "no candidate",
    };
}
