using Router.Abstractions;
using Router.Core.Orders;
using Router.Simulation.Banking;
using Router.Simulation.Faults;

namespace Router.Simulation.Checks;

/// <summary>
/// S1: service. A refusal that is the payer's or the request's is taken nowhere else; one that is the channel's or ours is taken to the
/// next account, unless a breaker, a crash or the end of the order was in the way: so a quarter of them has to be at the least.
/// </summary>
internal sealed class ServiceCheck(House house, IReadOnlyList<PaymentOrder> orders)
{
    private const int AttemptsMost = 3;
    private const int ChancesLeast = 6;

    public void Run()
    {
        if (!house.Had(FaultKind.ClientSwitches)) RefusedElsewhere();
        NotTried();
    }

    private void RefusedElsewhere()
    {
        foreach (var order in orders)
        {
            for (var at = 0; at < order.Attempts.Count - 1; at++)
            {
                if (house.Books.Find(order.Attempts[at].Number) is { Status: EntryStatus.Declined, RefusedBy: FaultBlame.Payer or FaultBlame.Request } refused)
                    house.Findings.Add("S1", order.Terms.MerchantOrderNo, $"attempt {refused.Number} was refused by the {refused.RefusedBy}'s doing and another account was tried");
            }
        }
    }

    private void NotTried()
    {
        var (chances, lost, example) = (0, 0, "");
        foreach (var order in orders)
        {
            foreach (var attempt in order.Attempts)
            {
                if (house.Books.Find(attempt.Number) is not { Status: EntryStatus.Declined, IsToldRefused: true, RefusedBy: FaultBlame.Channel or FaultBlame.Us }) continue;
                var isLast = attempt.Number == order.Attempts[^1].Number;
                if (isLast && (order.Attempts.Count >= AttemptsMost || !HasAnother(order))) continue;
                chances++;
                if (!isLast) continue;
                lost++;
                example = order.Terms.MerchantOrderNo;
            }
        }

        if (chances >= ChancesLeast && lost * 4 > chances * 3)
            house.Findings.Add("S1", example, $"after {lost} of {chances} refusals by a channel no other account was tried although there was one");
    }

    // One whose day may be full is none.
    private bool HasAnother(PaymentOrder order) =>
        order.Plan.Candidates.Skip(order.NextCandidate).Any(c => c.Breaker != "open" && house.Limits.Find(c.AccountId) is null);
}
