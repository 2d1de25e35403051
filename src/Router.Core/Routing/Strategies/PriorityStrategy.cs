namespace Router.Core.Routing.Strategies;

/// <summary>The order of the file.</summary>
internal sealed class PriorityStrategy : IRoutingStrategy
{
    public string Name => "priority";

    public void Order(Span<Candidate> candidates, in OrderingInputs inputs)
    {
    }
}
