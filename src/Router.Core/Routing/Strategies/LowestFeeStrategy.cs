namespace Router.Core.Routing.Strategies;

/// <summary>The lowest fee, then the greater weight, then the order of the file. An account whose fee is not known comes last.</summary>
internal sealed class LowestFeeStrategy : IRoutingStrategy
{
    public string Name => "lowestFee";

    public IEnumerable<Candidate> Order(IReadOnlyList<Candidate> candidates, SeededDraw draw) =>
        candidates.OrderBy(c => c.Fee is null).ThenBy(c => c.Fee?.Fee ?? 0).ThenByDescending(c => c.Weight);
}
