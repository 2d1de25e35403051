namespace Router.Rules;

public enum RouteStrategy
{
    Weighted,
    Priority,
    LowestFee,
}

public enum OnExhausted
{
    Continue,
    Default,
    Decline,
}

/// Where a rule sends a payment.
public sealed record Route(
    RouteStrategy Strategy, IReadOnlyList<RouteCandidate> Candidates, IReadOnlyList<RouteCandidate> Fallback, OnExhausted OnExhausted);
