namespace Router.Core.Routing.Strategies;

/// <summary>The order of the file.</summary>
internal sealed class PriorityStrategy : IRoutingStrategy
{
    public string Name => "priority";

    public IEnumerable<Candidate> Order(IReadOnlyList<Candidate> candidates, SeededDraw draw) => candidates;
}
