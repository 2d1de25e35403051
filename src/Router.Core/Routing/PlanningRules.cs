using Router.Core.Routing.Eligibility;
using Router.Rules;

namespace Router.Core.Routing;

/// <summary>The strategies and filters of one planner.</summary>
internal sealed class PlanningRules
{
    private readonly SortedList<string, IRoutingStrategy> _byName = new(StringComparer.Ordinal);
    private readonly IRoutingStrategy?[] _strategies;

    public PlanningRules(IEnumerable<IRoutingStrategy> strategies, IEnumerable<IEligibilityFilter> filters)
    {
        foreach (var strategy in strategies)
            if (!_byName.TryAdd(strategy.Name, strategy))
                throw new ArgumentException($"Two routing strategies are called \"{strategy.Name}\"; give each a name of its own.", nameof(strategies));
        _strategies = [.. Enum.GetValues<RouteStrategy>().Select(s => _byName.GetValueOrDefault(NameOf(s)))];
        Eligibility = new EligibilityCheck(filters);
    }

    public EligibilityCheck Eligibility { get; }

    public IRoutingStrategy StrategyOf(RouteStrategy strategy) =>
        _strategies[(int)strategy] ?? throw new InvalidOperationException($"No strategy is called {NameOf(strategy)}; add one to the planner.");

    private static string NameOf(RouteStrategy strategy) => strategy switch
    {
        RouteStrategy.Weighted => "weighted",
        RouteStrategy.Priority => "priority",
        RouteStrategy.LowestFee => "lowestFee",
        RouteStrategy.BestSuccess => "bestSuccess",
        RouteStrategy.Split => "split",
        _ => throw new InvalidOperationException($"No strategy is known for {strategy}."),
    };
}
