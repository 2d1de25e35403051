namespace Router.Core.Routing.Strategies;

/// <summary>
/// The greatest approval estimate × h first. "Less than a point apart" is not transitive, so equals are measured from a best: all that lie
/// less than one point behind it are its group, by weight and then the order of the file; the rest goes on from its own best.
/// </summary>
internal sealed class BestSuccessStrategy : IRoutingStrategy
{
    private const double OnePoint = 0.01;

    public string Name => "bestSuccess";

    public void Order(Span<Candidate> candidates, in OrderingInputs inputs)
    {
        for (var left = candidates; left.Length > 0;)
        {
            var best = 0.0;
            foreach (var candidate in left) best = Math.Max(best, Score(candidate));
            var group = 0;
            for (var i = 0; i < left.Length; i++)
            {
                if (best - Score(left[i]) >= OnePoint) continue;
                StableSort.ToFront(left[group..], i - group);
                group++;
            }

            StableSort.By(left[..group], static (one, other) => other.Weight.CompareTo(one.Weight));
            left = left[group..];
        }
    }

    private static double Score(Candidate candidate) => candidate.Health.Approval * candidate.Factor;
}
