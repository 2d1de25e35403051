namespace Router.Rules;

public enum RouteStrategy
{
    Weighted,
    Priority,
    LowestFee,
    BestSuccess,
    Split,
}

/// What keeps a payer at his account where the strategy is split.
public enum StickBy
{
    Payer,
    Card,
    Order,
}

public enum OnExhausted
{
    Continue,
    Default,
    Decline,
}

/// Where a rule sends a payment.
public sealed record Route(
    RouteStrategy Strategy, IReadOnlyList<RouteCandidate> Candidates, IReadOnlyList<RouteCandidate> Fallback, OnExhausted OnExhausted,
    StickBy StickBy = StickBy.Payer);
