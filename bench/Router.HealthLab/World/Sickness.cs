namespace Router.HealthLab.World;

/// <summary>How an account is at an instant, for one payment. What no draw has decided yet.</summary>
/// <param name="Fails">The share of calls that take no payment.</param>
/// <param name="Unanswered">Of those the share that is never answered: the outcome stays unknown and nothing else may be tried.</param>
/// <param name="NotSent">Of those the share that never reached the channel; the rest is refused by the channel itself.</param>
/// <param name="SlowBy">Seconds by which an answer comes late.</param>
/// <param name="Unpaid">True where buyers do not pay what was issued.</param>
internal sealed record Sickness(double Fails, double Unanswered = 0, double NotSent = 0, double SlowBy = 0, bool Unpaid = false)
{
    /// <summary>Three calls in a thousand fail, each in a way of its own.</summary>
    public static Sickness None { get; } = new(0.003, 1 / 3.0, 1 / 3.0);
    public static Sickness Hangs { get; } = new(1, 1);
    public static Sickness Refuses { get; } = new(1, 0, 1);
    public static Sickness Slow { get; } = new(0.003, 1 / 3.0, 1 / 3.0, 3);
    public static Sickness UnpaidActions { get; } = None with { Unpaid = true };

    /// <summary>Two of three failures stay unanswered, one is refused by the channel.</summary>
    public static Sickness Brown(double fails) => new(fails, 2 / 3.0);
}
