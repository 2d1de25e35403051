using Router.Core.Orders;

namespace Router.Core.Risk;

/// <summary>Asks the gate, fail closed: an error, nonsense or silence is a block.</summary>
public sealed class RiskCheck(IRiskGate gate, TimeProvider time)
{
    public async Task<RiskDecision> CheckAsync(PaymentOrder order, string? challengeAnswer, TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        try
        {
            var decision = await gate.CheckAsync(order, challengeAnswer, limit.Token).WaitAsync(timeout, time);
            return decision is not null && Enum.IsDefined(decision.Verdict) ? decision : Unavailable("the risk gate answered nonsense");
        }
        catch (TimeoutException)
        {
            return Unavailable($"the risk gate did not answer within {timeout.TotalMilliseconds:0} ms");
        }
        catch (Exception exception)
        {
            return Unavailable($"the risk gate failed: {exception.GetType().Name}");
        }
    }

    private static RiskDecision Unavailable(string why) => new(RiskVerdict.Block, "risk.unavailable", $"The payment was stopped: {why}.");
}
