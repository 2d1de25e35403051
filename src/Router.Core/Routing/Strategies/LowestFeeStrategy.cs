namespace Router.Core.Routing.Strategies;

/// <summary>The lowest fee, then the greater weight, then the order of the file. An account whose fee is not known comes last.</summary>
internal sealed class LowestFeeStrategy : IRoutingStrategy
{
    public string Name => "lowestFee";

    public void Order(Span<Candidate> candidates, in OrderingInputs inputs) => StableSort.By(candidates, Compare);

    private static int Compare(Candidate one, Candidate other)
    {
        if (one.Fee is null != other.Fee is null) return one.Fee is null ? 1 : -1;
        var fees = (one.Fee?.Fee ?? 0).CompareTo(other.Fee?.Fee ?? 0);
        return fees != 0 ? fees : other.Weight.CompareTo(one.Weight);
    }
}
