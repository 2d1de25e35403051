namespace Router.Core.Routing.Strategies;

/// <summary>
/// Weighted rendezvous: every account has a score for every payer, and the best score has him. A score depends on its own account's weight
/// alone, so another weight moves only those who must move. Health does not enter it: a sick account is demoted as a whole.
/// </summary>
internal sealed class SplitStrategy : IRoutingStrategy
{
    public string Name => "split";

    public void Order(Span<Candidate> candidates, in OrderingInputs inputs)
    {
        var payer = RendezvousHash.Start.Add(inputs.RuleId ?? "").Add(inputs.StickKey);
        foreach (var candidate in candidates) candidate.Score = -candidate.BaseWeight / Math.Log(payer.Add(candidate.Account.Id).ToUnit());
        StableSort.By(candidates, static (one, other) => other.Score.CompareTo(one.Score));
    }
}
