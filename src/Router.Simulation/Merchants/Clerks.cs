using Router.Core.Cases;
using Router.Core.Orders;
using Router.Core.Store;
using Router.Simulation.Banking;
using Router.Simulation.Faults;
using Router.Simulation.Nodes;
using Router.Simulation.World;

namespace Router.Simulation.Merchants;

/// <summary>
/// Two people who look at the cases and decide them by the channels' own books, and sometimes against them; while recovery works, and with
/// approvals that come late.
/// </summary>
internal sealed class Clerks(House house, Draw draw)
{
    private static readonly Operator s_first = new("alice", true);
    private static readonly Operator s_second = new("bob", true);
    private static readonly Operator s_shared = new("ops", false);

    /// <summary>While there is traffic.</summary>
    public async Task WorkAsync()
    {
        while (!house.IsOver && house.Faults[FaultKind.Operators] > 0)
        {
            await Task.Delay(draw.Between(10, 90), house.World.Clock);
            await RoundAsync();
        }
    }

    /// <summary>One look at what is open.</summary>
    public async Task RoundAsync()
    {
        if (!house.Had(FaultKind.Operators)) return;
        var open = await AskAsync(async node => (await node.Cases.ListAsync(new(Limit: 100))).Cases);
        foreach (var question in open ?? [])
        {
            if (draw.Chance(0.5)) await DecideAsync(question);
        }
    }

    private async Task DecideAsync(CaseStanding question)
    {
        var errs = draw.Chance(house.ErrsAt);
        if (Decision(question, errs) is not { } decision) return;
        var (order, number) = (question.Order, question.Number);
        var proposed = await AskAsync(node => node.Cases.ProposeAsync(new()
        {
            PaymentId = order.Id,
            CaseNumber = number,
            Decision = decision,
            Reason = "seen",
            Evidence = "the channel's books",
            TransactionId = decision == CaseDecision.Paid ? "tx" + question.Case.AttemptNumber : null,
            KnowsStillPayable = true,
            By = s_first,
        }));
        if (proposed?.Case?.Case.Proposals is not { Count: var proposal }) return;
        var alone = await AskAsync(node => node.Cases.ApproveAsync(new(order.Id, number, proposal, draw.Chance(0.5) ? s_first : s_shared)));
        if (alone is { Error: null }) house.Findings.Add("S3", order.Terms.MerchantOrderNo, "one person alone decided a case");
        await Task.Delay(draw.Between(0, 300), house.World.Clock);
        if (decision != Decision(question, false)) house.Erred.Add(order.Terms.MerchantOrderNo);
        if (decision == CaseDecision.Refund) house.GoingBack.Add(question.Case.AttemptNumber);
        var approved = await AskAsync(node => node.Cases.ApproveAsync(new(order.Id, number, proposal, s_second)));
        house.World.Note("decided", question.Case.AttemptNumber, $"{question.Case.Kind} {decision} {approved?.Error?.Message ?? (approved is null ? "cut off" : "approved")}");
        if (approved is { Error: null }) house.Decided++;
    }

    // By the books; null: they do not tell yet, or the case takes no such decision.
    private CaseDecision? Decision(CaseStanding question, bool errs)
    {
        var right = question.Refund is { IsFinal: false } refund && question.Decisions.Contains(CaseDecision.Refunded)
            ? OfRefund(house.Books.FindRefund(refund.RefundNumber))
            : OfAttempt(house.Books.Find(question.Case.AttemptNumber), question.Order.FindAttempt(question.Case.AttemptNumber));
        if (errs) right = right switch { CaseDecision.Paid => CaseDecision.NotPaid, CaseDecision.NotPaid => CaseDecision.Paid, _ => null };
        return right is { } decision && question.Decisions.Contains(decision) ? decision : null;
    }

    private static CaseDecision? OfRefund(BankRefund? made) => made?.Status switch
    {
        BankRefundStatus.Succeeded => CaseDecision.Refunded,
        BankRefundStatus.Failed => CaseDecision.NotRefunded,
        _ => null,
    };

    private CaseDecision? OfAttempt(BankEntry? entry, Attempt? attempt)
    {
        if (attempt is null || entry is { Returned: > 0 }) return null;
        if (entry is null or { Captures: 0 }) return entry?.IsDangerous(house.World.Now) == true ? null : CaseDecision.NotPaid;
        return entry.Captured == entry.Amount.Minor ? CaseDecision.Paid : CaseDecision.Refund;
    }

    private async Task<T?> AskAsync<T>(Func<SimNode, Task<T>> call)
        where T : class
    {
        return house.AnyNode() is { } node ? await node.CallAsync(GuardedAsync) : null;

        async Task<T> GuardedAsync(SimNode at)
        {
            try
            {
                return await call(at);
            }
            catch (StoreUnavailableException)
            {
                return null!;
            }
        }
    }
}
