using Router.Core.Orders;
using Router.Core.Risk;
using Router.Simulation.Faults;
using Router.Simulation.World;

namespace Router.Simulation.Nodes;

/// <summary>A risk gate that lets most payments pass and otherwise challenges, blocks, hangs, throws or answers nonsense.</summary>
internal sealed class DrawnRisk(FaultPlan faults, Draw draw) : IRiskGate
{
    public Task<RiskDecision> CheckAsync(PaymentOrder order, string? challengeAnswer, CancellationToken cancellationToken)
    {
        if (!faults.Draws(FaultKind.RiskGate, draw)) return Task.FromResult(new RiskDecision(RiskVerdict.Allow, "", ""));
        return draw.Below(6) switch
        {
            0 => Task.FromResult(new RiskDecision(RiskVerdict.Block, "risk.blocked", "blocked")),
            1 => throw new InvalidOperationException("The gate fell over."),
            2 => new TaskCompletionSource<RiskDecision>().Task,
            3 => Task.FromResult<RiskDecision>(null!),
            _ => Task.FromResult(new RiskDecision(draw.Chance(0.5) ? RiskVerdict.Challenge : RiskVerdict.Review, "risk.challenge", "who are you")),
        };
    }
}
