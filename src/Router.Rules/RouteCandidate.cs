namespace Router.Rules;

public enum CandidateKind
{
    Account,
    Channel,
    Tag,
}

/// One candidate as written: an account, or a channel or tag that stands for its accounts, which share the weight equally.
public sealed record RouteCandidate(CandidateKind Kind, string Name, int Weight, CandidateCondition? Where)
{
    /// "wechat-main", "channel:wechat", "tag:cheap".
    public override string ToString() => Kind switch
    {
        CandidateKind.Channel => "channel:" + Name,
        CandidateKind.Tag => "tag:" + Name,
        _ => Name,
    };
}
