namespace Router.Core.Health;

public enum BreakerState
{
    Closed,
    Open,

    /// <summary>Open, its break has passed and no probe is under way: one payment may try it.</summary>
    ProbeDue,
}
