using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing.Eligibility;
using Router.Core.Routing.Strategies;
using Router.Rules;

namespace Router.Core.Routing;

/// <summary>Makes route plans: a pure function of request, snapshot and seed. Thread-safe.</summary>
public sealed class RoutePlanner
{
    private readonly PlanningRules _rules;
    private readonly double _demoteBelow;

    /// <param name="strategies">Each name once.</param>
    /// <param name="filters">Each name once; asked in an order of the planner's own.</param>
    /// <param name="health">For the bound of demotion; null: the defaults.</param>
    public RoutePlanner(IEnumerable<IRoutingStrategy> strategies, IEnumerable<IEligibilityFilter> filters, HealthSettings? health = null)
    {
        ArgumentNullException.ThrowIfNull(strategies);
        ArgumentNullException.ThrowIfNull(filters);
        _rules = new PlanningRules(strategies, filters);
        _demoteBelow = (health ?? HealthSettings.Default).DemoteBelow;
    }

    public static RoutePlanner CreateDefault(HealthSettings? health = null) => new(
        [new WeightedStrategy(), new PriorityStrategy(), new LowestFeeStrategy(), new BestSuccessStrategy(), new SplitStrategy()],
        [
            new ExcludedFilter(), new AllowedFilter(), new ChannelLoadedFilter(), new AccountStateFilter(), new AgreementFilter(),
            new MethodFilter(), new OperationFilter(), new CurrencyFilter(), new LimitFilter(), new HoursFilter(), new ValidityFilter(),
            new ExtraFilter(), new AccountLimitFilter(), new BlockedFilter(),
        ],
        health);

    public RoutePlan Plan(RouteRequest request, RouterSnapshot snapshot, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshot);
        return Plan(request, FactsOf(request, snapshot), snapshot, seed);
    }

    /// <summary>What the rules see of a payment; the same for every plan of it under one snapshot.</summary>
    public static Facts FactsOf(RouteRequest request, RouterSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshot);
        return TermsFacts.Of(request.Terms, request.AcceptedAt, snapshot.Facts, snapshot.Bins);
    }

    /// <param name="request">The payment.</param>
    /// <param name="facts">Its facts, from <see cref="FactsOf"/>.</param>
    /// <param name="snapshot">What it is made from.</param>
    /// <param name="seed">Of the draw.</param>
    public RoutePlan Plan(RouteRequest request, Facts facts, RouterSnapshot snapshot, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Plan(request, facts, snapshot, seed, _demoteBelow);
    }

    /// <summary>The plan that these inputs gave with another bound of demotion in force.</summary>
    internal RoutePlan Replan(RouteRequest request, RouterSnapshot snapshot, ulong seed, double demoteBelow) =>
        Plan(request, FactsOf(request, snapshot), snapshot, seed, demoteBelow);

    private RoutePlan Plan(RouteRequest request, Facts facts, RouterSnapshot snapshot, ulong seed, double demoteBelow)
    {
        using var making = PlanMaking.Begin(_rules, request, facts, snapshot, seed, demoteBelow);
        var first = snapshot.Rules.Evaluate(facts);
        var last = Walk(first, snapshot.Rules, facts, making);
        if (!making.HasPlanned && last.Outcome == RuleOutcome.Route && first.TryWhenAllDown) making.TryDown();
        var (outcome, code, text) = Outcome(making, last);
        return new RoutePlan
        {
            Outcome = outcome,
            ReasonCode = code,
            ReasonText = text,
            RuleId = outcome == RouteOutcome.Declined ? last.RuleId : first.RuleId,
            RuleSetHash = snapshot.Rules.Hash,
            CatalogHash = snapshot.Catalog.Hash,
            Seed = seed,
            CardBank = facts.Text(FactId.CardBank),
            Inputs = new PlanInputs
            {
                MadeAt = request.Now == request.AcceptedAt ? null : request.Now,
                FactsHash = snapshot.Facts.IsOpen ? null : snapshot.Facts.Hash,
                BinsHash = snapshot.Bins?.Hash,
                DemoteBelow = demoteBelow,
                ExcludedAccounts = request.ExcludedAccounts.Count == 0 ? null : request.ExcludedAccounts,
                Readings = making.Readings(),
                Limits = making.Limits(),
            },
            Candidates = making.Planned(),
            Excluded = making.Excluded(),
            UnrecognisedFacts = facts.Unrecognised,
            ContradictedFacts = facts.Contradictions,
        };
    }

    /// <summary>Appends route after route as "onExhausted" says; the answer is the verdict that ended the list.</summary>
    private static Verdict Walk(Verdict first, RuleSet rules, Facts facts, PlanMaking making)
    {
        var verdict = first;
        while (verdict.Route is { } route)
        {
            making.Append(verdict, isFirst: ReferenceEquals(verdict, first));
            if (verdict.RuleId is null || route.OnExhausted == OnExhausted.Decline) break;
            verdict = route.OnExhausted == OnExhausted.Default
                ? rules.Default
                : rules.MatchAfter(facts, verdict.Index) ?? rules.Default;
        }

        return verdict;
    }

    private static (RouteOutcome Outcome, string? Code, string? Text) Outcome(PlanMaking making, Verdict last)
    {
        if (making.HasPlanned) return (RouteOutcome.Routed, null, null);
        if (last.Outcome == RuleOutcome.Decline) return (RouteOutcome.Declined, "route.declined", last.Reason);
        if (making.HasDown) return (RouteOutcome.AllDown, "route.all-down", "no channel available: the breakers of all eligible accounts are open");
        return last.Route!.OnExhausted == OnExhausted.Decline && last.RuleId is not null
            ? (RouteOutcome.Declined, "route.declined", $"rule {last.RuleId} declines when none of its accounts can take the payment")
            : (RouteOutcome.NoCandidate, "route.no-candidate", making.AtLimit() is { } full
                ? $"no account can take this payment; out for {AccountLimitFilter.Code}: {full}; the plan names each with its reason"
                : "no account can take this payment; the plan names each with its reason");
    }
}
