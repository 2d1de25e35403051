using Router.Abstractions;
using Router.Core.Health;

namespace Router.Core.Payments;

/// <summary>What health learns from an answer, by the failover table.</summary>
public static class Observed
{
    private static readonly TimeSpan s_longestRest = TimeSpan.FromHours(1);

    public static Observation From(ChannelResult result) =>
        FailoverPolicy.Decide(result.Outcome, result.Fault?.Stage, result.Fault?.Blame, result.MustClose).Health switch
        {
            HealthEffect.Good => Observation.Good,
            HealthEffect.Us => Observation.Us,
            HealthEffect.Bad => result.Outcome == PayOutcome.NotSent ? Observation.NotSent : Observation.Bad,
            _ => Observation.NotObserved,
        };

    /// <summary>How long the account rests: what the channel asked for, within reason.</summary>
    public static TimeSpan? RetryAfter(ChannelResult result) => result.Fault?.RetryAfter switch
    {
        null => null,
        { } wait when wait <= TimeSpan.Zero => null,
        { } wait => wait < s_longestRest ? wait : s_longestRest,
    };

    public static Approval Approval(ChannelResult result) => result.Outcome switch
    {
        PayOutcome.Succeeded => Health.Approval.Succeeded,
        PayOutcome.Declined when result.Fault?.Blame == FaultBlame.Payer => Health.Approval.DeclinedByPayer,
        _ => Health.Approval.None,
    };
}
