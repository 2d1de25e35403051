using Router.Abstractions;

namespace Router.Core.Payments;

/// <summary>What the engine does after an answer.</summary>
public enum FailoverStep
{
    /// <summary>No other candidate: finish, or wait for the buyer.</summary>
    Stop,

    /// <summary>The next candidate may be tried: it is proved that this attempt took and takes no money.</summary>
    Next,

    /// <summary>Find out first (query or close); never another channel before that.</summary>
    Recover,
}

/// <summary>What health learns from an answer.</summary>
public enum HealthEffect
{
    NotObserved,
    Good,
    Bad,

    /// <summary>Our own fault: health stays, three in a row mark the account Misconfigured.</summary>
    Us,
}

/// <param name="Step">What the engine does.</param>
/// <param name="Health">What health learns.</param>
public readonly record struct FailoverDecision(FailoverStep Step, HealthEffect Health);

/// <summary>The whole of failover as one pure function; docs/failover.md prints it.</summary>
public static class FailoverPolicy
{
    /// <param name="outcome">What the channel answered.</param>
    /// <param name="stage">The fault's stage; null: no fault.</param>
    /// <param name="blame">The fault's blame; null: no fault.</param>
    /// <param name="mustClose">For Pending: refused but still payable.</param>
    public static FailoverDecision Decide(PayOutcome outcome, FaultStage? stage, FaultBlame? blame, bool mustClose = false) => outcome switch
    {
        PayOutcome.Succeeded => new(FailoverStep.Stop, HealthEffect.Good),
        PayOutcome.Pending when !mustClose => new(FailoverStep.Stop, HealthEffect.Good),
        PayOutcome.Pending => new(FailoverStep.Recover, Learned(blame)),
        PayOutcome.Declined when stage == FaultStage.Answered && blame is not null => new(AfterRefusal(blame), Learned(blame)),
        PayOutcome.NotSent when stage == FaultStage.BeforeSend && blame is not null => new(AfterRefusal(blame), LearnedUnsent(blame)),
        PayOutcome.Unsupported => new(FailoverStep.Next, HealthEffect.NotObserved),
        _ => new(FailoverStep.Recover, HealthEffect.Bad),
    };

    /// <summary>Whether a refusal that is proved final lets another candidate try.</summary>
    public static FailoverStep AfterRefusal(FaultBlame? blame) => blame switch
    {
        FaultBlame.Channel or FaultBlame.Network or FaultBlame.Us => FailoverStep.Next,
        _ => FailoverStep.Stop,
    };

    private static HealthEffect Learned(FaultBlame? blame) => blame switch
    {
        FaultBlame.Channel or FaultBlame.Network => HealthEffect.Bad,
        FaultBlame.Us => HealthEffect.Us,
        _ => HealthEffect.Good,
    };

    private static HealthEffect LearnedUnsent(FaultBlame? blame) => blame switch
    {
        FaultBlame.Channel or FaultBlame.Network => HealthEffect.Bad,
        FaultBlame.Us => HealthEffect.Us,
        _ => HealthEffect.NotObserved,
    };
}
