using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Refunds;
using Router.Core.Store;

namespace Router.Core.Cases;

/// <summary>
/// Where people end what the engine must not decide alone: one proposes, another approves, and only then it takes effect, in one commit
/// with both names. Thread-safe.
/// </summary>
public sealed class CaseDesk(IOrderStore store, OrderWriter orders, RefundWriter refunds, ISnapshotSource snapshots, EngineSettings settings)
{
    private const int MaxProposals = 20;

    // Whoever holds it beside a key of his own would be two.
    private const string NoPerson = "The shared key names nobody, so it decides nothing. Give each operator a key of his own: router operators add NAME.";

    /// <summary>Open cases, the newest order first.</summary>
    /// <param name="filter">Which orders; open cases are asked for whatever it says.</param>
    /// <returns>The cases, and the id of the last order looked at where there may be more.</returns>
    public async Task<(IReadOnlyList<CaseStanding> Cases, string? Before)> ListAsync(PaymentFilter filter)
    {
        var found = await store.ListPaymentsAsync(filter with { WithOpenCase = true });
        var cases = new List<CaseStanding>();
        foreach (var order in found) cases.AddRange((await OfAsync(order)).Where(c => c.Case.ResolvedAt is null));
        return (cases, found.Count == filter.Limit ? found[^1].Id : null);
    }

    /// <summary>All cases of an order, answered ones too.</summary>
    public async Task<IReadOnlyList<CaseStanding>> OfAsync(PaymentOrder order)
    {
        var cases = new List<CaseStanding>();
        for (var number = 1; number <= order.Cases.Count; number++) cases.Add(await StandingAsync(order, number));
        return cases;
    }

    public async Task<CaseAnswer> ProposeAsync(ProposeCommand command)
    {
        if (Check(command) is { } invalid) return new(null, invalid);
        var proposal = new CaseProposal(command.Decision, command.Reason, command.Evidence, command.TransactionId, command.By.Name, orders.Now, KnowsStillPayable: command.KnowsStillPayable);
        if (await FindAsync(command.PaymentId, command.CaseNumber) is not { } found) return new(null, RouterError.CaseNotFound(command.PaymentId, command.CaseNumber));
        RouterError? refusal = null;
        var stored = await orders.UpdateAsync(command.PaymentId, current =>
        {
            refusal = Refusal(current, command.CaseNumber, found.Refund, proposal);
            var question = current.Cases[command.CaseNumber - 1];
            if (refusal is null && question.Proposals?.Count >= MaxProposals) refusal = RouterError.CaseRefused($"It has {MaxProposals} proposals; approve one.");
            if (refusal is null && !command.By.IsPerson) refusal = RouterError.SecondOperator(NoPerson);
            if (refusal is not null) return current;
            var cases = current.Cases.ToArray();
            var seen = proposal with { Seen = CaseTable.Standing(current, question, found.Refund) };
            cases[command.CaseNumber - 1] = question with { Proposals = [.. question.Proposals ?? [], seen] };
            return current with { Cases = cases };
        });
        return refusal is not null ? new(null, refusal) : new(await StandingAsync(stored!, command.CaseNumber), null);
    }

    public async Task<CaseAnswer> ApproveAsync(ApproveCommand command)
    {
        if (await FindAsync(command.PaymentId, command.CaseNumber) is not { } found) return new(null, RouterError.CaseNotFound(command.PaymentId, command.CaseNumber));
        RouterError? refusal = null;
        PaymentOrder? Decide(PaymentOrder current)
        {
            refusal = Approvable(current, command, found.Refund, out var proposal);
            return refusal is not null ? null : CaseTable.Decided(
                current, command.CaseNumber, proposal! with { ApprovedBy = command.By.Name, ApprovedAt = orders.Now }, orders.Now);
        }

        if (found.Refund is { IsFinal: false } refund && found.Case.Proposed is { } proposed && CaseTable.EndsRefund(found.Case, refund, proposed.Decision))
        {
            var told = Told(refund, proposed);
            await refunds.UpdateAsync(refund.Id, current => current.Version != refund.Version
                ? (current, null)
                : RefundMergeTable.Apply(current, told, RefundSource.Operator, orders.Now), also: Decide);
        }
        else
        {
            await orders.UpdateAsync(command.PaymentId, current => Decide(current) ?? current);
        }

        if (refusal is not null) return new(null, refusal);
        var answered = await FindAsync(command.PaymentId, command.CaseNumber);
        if (answered is { Case.Approved: not null }) return new(answered, null);
        return new(null, found.Order.HasOpen(SuspenseCases.TransactionTaken, found.Case.AttemptNumber) || answered?.Order.HasOpen(SuspenseCases.TransactionTaken, found.Case.AttemptNumber) == true
            ? RouterError.CaseRefused("The transaction that was named has paid another payment; name the one that paid this, or decide notPaid.")
            : RouterError.Busy());
    }

    // The proposal is read on the order as it is now, so that nobody approves what he has not read.
    private RouterError? Approvable(PaymentOrder order, ApproveCommand command, RefundOrder? refund, out CaseProposal? proposal)
    {
        var question = order.Cases[command.CaseNumber - 1];
        proposal = question.Proposed;
        if (question.ResolvedAt is not null) return RouterError.CaseRefused($"It has been answered: {question.Resolution}.");
        if (proposal is null) return RouterError.CaseRefused("Nobody has proposed anything yet.");
        if (command.Proposal != question.Proposals!.Count)
            return RouterError.CaseRefused($"Proposal {command.Proposal} is not the last; read and approve proposal {question.Proposals.Count}.");
        if (!command.By.IsPerson)
            return RouterError.SecondOperator(NoPerson);
        if (command.By.Name == proposal.By)
            return RouterError.SecondOperator($"{proposal.By} proposed it; another operator, with a key of his own, must approve it.");
        return Refusal(order, command.CaseNumber, refund, proposal)
            ?? (proposal.Seen == CaseTable.Standing(order, question, refund)
                ? null
                : RouterError.CaseRefused("Something has become known since it was proposed; look at the case and propose again."));
    }

    private RouterError? Refusal(PaymentOrder order, int number, RefundOrder? refund, CaseProposal proposal) =>
        CaseTable.Obstacle(order, order.Cases[number - 1], refund, proposal, snapshots.Current.Catalog, orders.Now) is { } why
            ? RouterError.CaseRefused(why)
            : null;

    private static RefundResult Told(RefundOrder refund, CaseProposal proposal) => proposal.Decision == CaseDecision.NotRefunded
        ? RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Channel, "decided", "Two operators decided that it was not made."))
        : RefundResult.Succeeded("", refund.SentAmount) with { ChannelRefundId = proposal.TransactionId ?? refund.ChannelRefundId };

    private async Task<CaseStanding?> FindAsync(string paymentId, int number) =>
        await store.FindPaymentAsync(paymentId) is { } order && number >= 1 && number <= order.Cases.Count ? await StandingAsync(order, number) : null;

    private async Task<CaseStanding> StandingAsync(PaymentOrder order, int number)
    {
        var question = order.Cases[number - 1];
        var refund = order.FindAttempt(question.AttemptNumber) is { } attempt
            ? attempt.OrphanRefundId is { } id ? await store.FindRefundAsync(id) : null
            : await store.FindRefundByNumberAsync(question.AttemptNumber);
        if (question.ResolvedAt is not null) return new(order, number, refund, [], "none", null);
        var (next, at) = Next(order, question, refund);
        return new(order, number, refund, CaseTable.Decisions(order, question, refund), next, at);
    }

    private (string Action, DateTimeOffset? At) Next(PaymentOrder order, SuspenseCase question, RefundOrder? refund)
    {
        if (refund is { IsFinal: false } && snapshots.Current.Catalog.FindAccount(refund.AccountId) is not null) return (refund.MustResend ? "refund" : "query", refund.DueAt);
        var step = RecoveryPolicy.Next(order with { Lease = null }, snapshots.Current.Catalog, settings, orders.Now);
        if (step.Action != RecoveryAction.Wait && step.AttemptNumber == question.AttemptNumber) return (step.Action.ToString().ToLowerInvariant(), orders.Now);
        return order.FindAttempt(question.AttemptNumber) is { IsLive: true } live && snapshots.Current.Catalog.FindAccount(live.AccountId) is not null ? ("query", live.NextQueryAt) : ("people", null);
    }

    private static RouterError? Check(ProposeCommand command)
    {
        if (!Enum.IsDefined(command.Decision)) return RouterError.Invalid("decision", "decision does not exist.");
        if (command.Reason.Length is 0 or > 200) return RouterError.Invalid("reason", "reason must be 1 to 200 characters.");
        if (command.Evidence.Length is 0 or > 2000) return RouterError.Invalid("evidence", "evidence must be 1 to 2000 characters: what was seen, and where it can be seen again.");
        return command.TransactionId is { Length: 0 or > 128 } ? RouterError.Invalid("transactionId", "transactionId must be 1 to 128 characters, or be left out.") : null;
    }
}
