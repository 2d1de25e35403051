using Router.Core.Orders;
using Router.Core.Routing;
using Router.Rules;
using Router.Rules.Explain;

namespace Router.Core.WhatIf;

/// <summary>Explains plans, and looks for what would change them. Pure; every claim about another plan was planned. Thread-safe.</summary>
public sealed class RouteExplainer(RoutePlanner planner)
{
    /// <param name="request">The payment.</param>
    /// <param name="snapshot">What the plan is made from.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="account">For the counterfactual; null: none is looked for.</param>
    public RouteExplanation Explain(RouteRequest request, RouterSnapshot snapshot, ulong seed, string? account = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshot);
        var facts = TermsFacts.Of(request.Terms, request.AcceptedAt, snapshot.Facts, snapshot.Bins);
        var rules = RuleExplainer.Explain(snapshot.Rules, facts);
        var plan = planner.Plan(request, snapshot, seed);
        var shares = FirstShares.Calculate(plan, snapshot.Rules, other => planner.Plan(request, snapshot, other));
        return new RouteExplanation
        {
            Rules = rules,
            Plan = plan,
            Walk = Walk(snapshot.Rules, facts),
            Shares = shares,
            Counterfactual = account is null ? null : new CounterfactualSearch(planner, new(request, snapshot), seed, account, rules, plan, shares).Find(),
        };
    }

    // The planner's own walk, told.
    private static List<WalkStep> Walk(RuleSet rules, Facts facts)
    {
        var steps = new List<WalkStep>();
        var verdict = rules.Evaluate(facts);
        while (true)
        {
            var next = Next(verdict, rules, facts);
            steps.Add(new(verdict.RuleId, Text(verdict, next)));
            if (next is null) return steps;
            verdict = next;
        }
    }

    private static Verdict? Next(Verdict verdict, RuleSet rules, Facts facts) => verdict switch
    {
        { Route: null } or { RuleId: null } or { Route.OnExhausted: OnExhausted.Decline } => null,
        { Route.OnExhausted: OnExhausted.Default } => rules.Default,
        _ => rules.MatchAfter(facts, verdict.Index) ?? rules.Default,
    };

    private static string Text(Verdict verdict, Verdict? next)
    {
        if (verdict.Route is not { } route) return $"declines: {verdict.Reason}";
        var strategy = route.Strategy.ToString();
        var fallback = route.Fallback.Count == 0 ? "" : $", fallback {string.Join(", ", route.Fallback)}";
        var then = next is not null ? $"; behind them {(next.RuleId is { } id ? $"rule {id}" : "the default")}"
            : verdict.RuleId is null ? "" : "; behind them nothing";
        return $"{char.ToLowerInvariant(strategy[0])}{strategy[1..]} {string.Join(", ", route.Candidates)}{fallback}{then}";
    }
}
