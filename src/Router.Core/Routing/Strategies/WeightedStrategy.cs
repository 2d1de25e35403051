namespace Router.Core.Routing.Strategies;

/// <summary>Drawn by weight without replacement.</summary>
internal sealed class WeightedStrategy : IRoutingStrategy
{
    public string Name => "weighted";

    public IEnumerable<Candidate> Order(IReadOnlyList<Candidate> candidates, SeededDraw draw)
    {
        var left = candidates.ToList();
        var ordered = new List<Candidate>(left.Count);
        while (left.Count > 0)
        {
            var point = draw.Next() * left.Sum(c => c.Weight);
            var drawn = 0;
            while (drawn < left.Count - 1 && (point -= left[drawn].Weight) >= 0) drawn++;
            ordered.Add(left[drawn]);
            left.RemoveAt(drawn);
        }

        return ordered;
    }
}
