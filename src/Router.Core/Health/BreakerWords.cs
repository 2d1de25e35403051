namespace Router.Core.Health;

/// <summary>How plans write a breaker.</summary>
public static class BreakerWords
{
    public static string Of(BreakerState breaker) => breaker switch
    {
        BreakerState.Closed => "closed",
        BreakerState.ProbeDue => "probe",
        _ => "open",
    };

    public static BreakerState Read(string word) => word switch
    {
        "closed" => BreakerState.Closed,
        "probe" => BreakerState.ProbeDue,
        _ => BreakerState.Open,
    };
}
