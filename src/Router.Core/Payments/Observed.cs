using Router.Abstractions;
using Router.Core.Health;

namespace Router.Core.Payments;

/// <summary>What health learns from an answer, by the failover table.</summary>
public static class Observed
{
    public static Observation From(ChannelResult result) =>
        FailoverPolicy.Decide(result.Outcome, result.Fault?.Stage, result.Fault?.Blame, result.MustClose).Health switch
        {
            HealthEffect.Good => Observation.Good,
            HealthEffect.Us => Observation.Us,
            HealthEffect.Bad => result.Outcome == PayOutcome.NotSent ? Observation.NotSent : Observation.Bad,
            _ => Observation.NotObserved,
        };

    public static Approval Approval(ChannelResult result) => result.Outcome switch
    {
        PayOutcome.Succeeded => Health.Approval.Succeeded,
        PayOutcome.Declined when result.Fault?.Blame == FaultBlame.Payer => Health.Approval.DeclinedByPayer,
        _ => Health.Approval.None,
    };
}
