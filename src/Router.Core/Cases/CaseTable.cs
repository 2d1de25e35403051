using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Payments;

namespace Router.Core.Cases;

/// <summary>Which decisions a case takes, what stands in their way now, and what an approved one does. Pure; states change by the merge table alone.</summary>
public static class CaseTable
{
    private static readonly CaseDecision[] s_refund = [CaseDecision.Refunded, CaseDecision.NotRefunded];
    private static readonly CaseDecision[] s_outside = [CaseDecision.SettledOutside];

    // Money has gone back: "not refunded" would free its amount for another refund.
    private static readonly CaseDecision[] s_otherAmount = [CaseDecision.Refunded, CaseDecision.SettledOutside];

    /// <param name="order">The order.</param>
    /// <param name="question">One of its open cases.</param>
    /// <param name="refund">The refund that the case is about, or that gives the orphan capture back; null: none.</param>
    public static IReadOnlyList<CaseDecision> Decisions(PaymentOrder order, SuspenseCase question, RefundOrder? refund)
    {
        var attempt = order.FindAttempt(question.AttemptNumber);
        return question.Kind switch
        {
            SuspenseCases.AccountRemoved when attempt is { IsOrphan: true } => s_outside,
            "unresolved" or "amount-mismatch" or SuspenseCases.AccountRemoved when attempt is not null => OfAttempt(order, attempt, question.Kind),
            "orphan-not-confirmed" => [CaseDecision.Paid, CaseDecision.NotPaid, CaseDecision.SettledOutside],
            "refund-unresolved" or "orphan-not-refunded" or SuspenseCases.AccountRemoved when refund is { IsFinal: false } => WentBackOtherwise(refund) ? s_otherAmount : s_refund,
            "refund-unresolved" or "orphan-not-refunded" or SuspenseCases.AccountRemoved => s_outside,
            "decision-contradicted" when attempt is { IsOrphan: true, OrphanSettled: false } && refund is null or { HoldsAmount: true } => [],
            "two-transactions" or "reversed-beside-refunds" or "refund-contradiction" or "decision-contradicted" or "not-on-the-bill" or SuspenseCases.ReverseContradicted => s_outside,
            _ => [],
        };
    }

    /// <summary>Why the decision cannot be taken now; null: it can.</summary>
    public static string? Obstacle(
        PaymentOrder order, SuspenseCase question, RefundOrder? refund, CaseProposal proposal, Catalog catalog, DateTimeOffset now)
    {
        if (question.ResolvedAt is not null) return $"It has been answered: {question.Resolution}.";
        var allowed = Decisions(order, question, refund);
        if (allowed.Count == 0) return "The engine is giving the money back; nothing is left to decide unless that fails.";
        if (!allowed.Contains(proposal.Decision)) return $"A case {question.Kind} that stands like this takes: {string.Join(", ", allowed)}.";
        if (refund is { IsSending: true, IsFinal: false } || (order.Lease is { } lease && lease.Until > now)) return "The engine is at work on it; try again in a few seconds.";
        if (order.FindAttempt(question.AttemptNumber) is not { } attempt) return null;
        if (proposal.Decision == CaseDecision.NotPaid && attempt is { IsLive: true, ToldPaid: true }) return "The channel answered a close with \"already paid\"; ask the channel until its query tells.";
        if (attempt.IsInFlight) return "A call to the channel can still be under way; try again in a few seconds.";
        if (proposal.Decision == CaseDecision.NotPaid && PayableTo(attempt, catalog) is var until && now < until)
            return $"It can still be paid until {until:O}; before that nobody can say that it was not.";
        if (proposal is { Decision: CaseDecision.NotPaid, KnowsStillPayable: false } && IsPayableForEver(attempt, catalog))
            return $"{attempt.Method} has no known expiry at the channel: the buyer can still pay. That would then be a case again and given back; say that you know it (stillPayable).";
        if (proposal.Decision != CaseDecision.Paid) return null;
        if ((proposal.TransactionId ?? attempt.ChannelTransactionId) is null) return "The channel's transaction id is not known; name it.";
        return attempt.ChannelTransactionId is { } known && proposal.TransactionId is { } named && named != known
            ? $"The channel gave the transaction id {known}; {named} is another payment."
            : null;
    }

    /// <summary>What is known of a case, in a word that changes when anything that matters to a decision becomes known.</summary>
    public static string Standing(PaymentOrder order, SuspenseCase question, RefundOrder? refund)
    {
        var attempt = order.FindAttempt(question.AttemptNumber);
        var open = order.Cases.Where(c => c.ResolvedAt is null && c.AttemptNumber == question.AttemptNumber).Select(c => c.Kind);
        return $"{attempt?.State} {attempt?.Captured} {attempt?.ChannelTransactionId} {attempt?.IsOrphan} {refund?.State}{(refund is not null && WentBackOtherwise(refund) ? $" {refund.ReasonText}" : "")}: {string.Join(", ", open)}";
    }

    /// <summary>Whether the decision ends the refund that its case is about. One of another amount that was settled outside counts as made: what it holds stays held.</summary>
    public static bool EndsRefund(SuspenseCase question, RefundOrder refund, CaseDecision decision) =>
        decision is CaseDecision.Refunded or CaseDecision.NotRefunded
        || (decision == CaseDecision.SettledOutside && WentBackOtherwise(refund)
            && question.Kind is "refund-unresolved" or "orphan-not-refunded" or SuspenseCases.AccountRemoved);

    /// <summary>The order after an approved decision. For Refunded and NotRefunded the refund itself is changed beside it, by its own merge table.</summary>
    public static PaymentOrder Decided(PaymentOrder order, int number, CaseProposal approved, DateTimeOffset now)
    {
        var question = order.Cases[number - 1];
        order = Answered(FreeOfDeadLease(order), number, approved, now);
        if (order.FindAttempt(question.AttemptNumber) is not { } attempt) return order;
        var told = new Evidence { AttemptNumber = attempt.Number, Source = EvidenceSource.Operator, Kind = EvidenceKind.Closed, At = now };
        return approved.Decision switch
        {
            CaseDecision.Paid => MergeTable.Apply(order, told with
            {
                Kind = EvidenceKind.Captured,
                Amount = attempt.IsOrphan ? attempt.Captured : attempt.SentAmount,
                TransactionId = approved.TransactionId ?? attempt.ChannelTransactionId,
            }),
            CaseDecision.NotPaid when attempt.IsOrphan => Settled(order, attempt, told),
            CaseDecision.NotPaid => MergeTable.Apply(Ending(order), told),
            CaseDecision.Refund => Settlement.AfterEvidence(Ending(order.WithAttempt(Unusable(attempt))), told),
            CaseDecision.SettledOutside => Settled(order, attempt, told),
            _ => order,
        };
    }

    /// <summary>When an attempt can be paid no more, as far as manifest and channel said.</summary>
    public static DateTimeOffset PayableTo(Attempt attempt, Catalog catalog)
    {
        var method = catalog.FindMethod(attempt.AccountId, attempt.Method);
        var flight = attempt.Deadline + (method?.InFlightGrace ?? TimeSpan.Zero);
        var payable = ConfirmedClose.PayableEnds(attempt);
        return (payable > flight ? payable : flight) + (method?.NotFoundGrace ?? TimeSpan.Zero);
    }

    /// <summary>Whether an attempt can be paid beyond <see cref="PayableTo"/>: its channel ends no action, or nobody can say whether it does.</summary>
    public static bool IsPayableForEver(Attempt attempt, Catalog catalog) =>
        attempt.IsLive && catalog.FindMethod(attempt.AccountId, attempt.Method) is null or { ActionExpires: false };

    private static bool WentBackOtherwise(RefundOrder refund) => refund is { State: RefundState.Suspense, ReasonCode: "amount-mismatch" };

    private static CaseDecision[] OfAttempt(PaymentOrder order, Attempt attempt, string kind)
    {
        if (attempt.State != AttemptState.Captured) return [CaseDecision.Paid, CaseDecision.NotPaid];
        if (attempt.IsOrphan || order.WinningAttempt == attempt.Number) return s_outside;
        return kind == "amount-mismatch" ? [CaseDecision.Paid, CaseDecision.Refund] : [CaseDecision.Refund];
    }

    private static PaymentOrder Answered(PaymentOrder order, int number, CaseProposal approved, DateTimeOffset now)
    {
        var cases = order.Cases.ToArray();
        var question = cases[number - 1];
        cases[number - 1] = question with
        {
            ResolvedAt = now,
            Resolution = $"{approved.Decision}, proposed by {approved.By}, approved by {approved.ApprovedBy}",
            Proposals = [.. question.Proposals!.Take(question.Proposals!.Count - 1), approved],
        };
        return order with { Cases = cases };
    }

    // Its holder has gone, and what he may still commit under the old number must fail.
    private static PaymentOrder FreeOfDeadLease(PaymentOrder order) => order.Lease is null ? order : order with { Lease = null, Fence = order.Fence + 1 };

    // No attempt is started from here on.
    private static PaymentOrder Ending(PaymentOrder order) => order.IsFinal ? order : order with { End = EndIntent.Decided };

    // It is confirmed by a query of the engine's own before it is given back.
    private static Attempt Unusable(Attempt attempt) =>
        attempt with { IsOrphan = true, OrphanConfirmed = false, QueryCount = 0, NextQueryAt = null };

    private static PaymentOrder Settled(PaymentOrder order, Attempt attempt, Evidence told)
    {
        if (attempt is { IsOrphan: true, State: AttemptState.Captured })
        {
            order = order.WithAttempt(attempt with { OrphanSettled = true, NextQueryAt = null })
                .ResolveCases(attempt.Number, "settled", told.At, "decision-contradicted");
        }
        else if (attempt is { IsLive: false, NextQueryAt: not null })
        {
            order = order.WithAttempt(attempt with { NextQueryAt = null });
        }

        return Settlement.AfterEvidence(order, told);
    }
}
