namespace Router.Core.Routing.Strategies;

/// <summary>Drawn by weight without replacement.</summary>
internal sealed class WeightedStrategy : IRoutingStrategy
{
    public string Name => "weighted";

    public void Order(Span<Candidate> candidates, in OrderingInputs inputs)
    {
        for (var left = candidates; left.Length > 0; left = left[1..])
        {
            var sum = 0.0;
            foreach (var candidate in left) sum += candidate.Weight;
            var point = inputs.Draw.Next() * sum;
            var drawn = 0;
            while (drawn < left.Length - 1 && (point -= left[drawn].Weight) >= 0) drawn++;
            StableSort.ToFront(left, drawn);
        }
    }
}
