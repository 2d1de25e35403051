using Router.Abstractions;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>
/// The one place where evidence becomes state, whichever door it came by. Pure. Proof of capture beats every other evidence; an attempt
/// that is settled is moved by nothing else; a final order never changes its state.
/// </summary>
public static class MergeTable
{
    private static readonly TimeSpan s_soonestQuery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_latestQuery = TimeSpan.FromHours(6);

    /// <summary>So many queries in a row make a doubt whether a reversed capture stands a case.</summary>
    private const int QueriesOfADoubt = 2;

    /// <summary>So long a close may be on its way.</summary>
    private static readonly TimeSpan s_closeInFlight = TimeSpan.FromMinutes(2);

    /// <param name="order">The order, freshly read.</param>
    /// <param name="evidence">What was learned.</param>
    public static PaymentOrder Apply(PaymentOrder order, Evidence evidence)
    {
        if (order.FindAttempt(evidence.AttemptNumber) is not { } attempt) return order;
        var merged = evidence.Kind switch
        {
            EvidenceKind.Captured => Captured(order, attempt, evidence),
            EvidenceKind.Reversed => Reversed(order, attempt, evidence),
            _ when !attempt.IsLive => Denied(order, attempt, evidence),
            EvidenceKind.Pending => order.WithAttempt(Pending(attempt, evidence)),
            EvidenceKind.Declined when IsNoLastWord(attempt, evidence) => order.WithAttempt(Unknown(attempt, evidence)),
            EvidenceKind.Declined => order.WithAttempt(Settled(attempt, AttemptState.Declined, evidence)),
            EvidenceKind.Closed => order.WithAttempt(Settled(attempt, AttemptState.Closed, evidence)),
            EvidenceKind.NotSent => order.WithAttempt(NotSent(attempt, evidence)),
            EvidenceKind.NotClosed => order.WithAttempt(NotClosed(attempt, evidence)),
            EvidenceKind.NotFound => order,
            _ => order.WithAttempt(Unknown(attempt, evidence)),
        };
        return Settlement.AfterEvidence(WithState(merged, evidence), evidence);
    }

    // Whatever an answer proves, what the channel wants to be reminded of is kept: a refund of what was settled long ago may need it.
    private static PaymentOrder WithState(PaymentOrder order, Evidence evidence) =>
        evidence.State is { } state && order.FindAttempt(evidence.AttemptNumber) is { } attempt && attempt.ChannelState != state
            ? order.WithAttempt(attempt with { ChannelState = state })
            : order;

    private static PaymentOrder Captured(PaymentOrder order, Attempt attempt, Evidence evidence)
    {
        var amount = evidence.Amount ?? throw new ArgumentException("A capture has an amount.", nameof(evidence));
        if (attempt.State is AttemptState.Captured or AttemptState.Reversed)
        {
            if (evidence.TransactionId is { } other && attempt.ChannelTransactionId is { } known && other != known)
                return order.Ask("two-transactions", attempt.Number, $"The channel names {known} and {other} under one number.", evidence.At);
            if (WasDenied(order, attempt, evidence)) return Reopened(order, attempt, evidence);
            if (attempt.State == AttemptState.Reversed) return StandsAfterAll(order, attempt, evidence);
            if (!IsProof(evidence)) return amount == attempt.Captured ? order : Doubted(order, attempt, evidence);
            if (attempt.IsOrphan) return Confirmed(order, attempt, evidence);
            if (amount != attempt.Captured && WasDecidedPaid(order, attempt, evidence)) return Contradicted(order, attempt, evidence, $"the channel says {amount}");
            if (order.WinningAttempt == attempt.Number) return LookedAt(order, attempt, evidence);
        }

        var differs = amount != attempt.SentAmount;
        if (differs)
            order = order.OpenCase("amount-mismatch", attempt.Number, $"Sent {attempt.SentAmount}, the channel says {amount}.", evidence.At);
        if (differs && evidence.Source == EvidenceSource.Notification)
            return order.WithAttempt(attempt with { NextQueryAt = evidence.At });

        var captured = Settled(attempt, AttemptState.Captured, evidence) with
        {
            Captured = amount,
            ChannelTransactionId = evidence.TransactionId,
            PaidAt = evidence.PaidAt ?? evidence.At,
        };
        if (!differs && !IsProof(evidence) && order.HasOpen("amount-mismatch", attempt.Number)) return order.WithAttempt(captured with { NextQueryAt = evidence.At });
        if (differs) return order.WithAttempt(captured with { NextQueryAt = evidence.Source == EvidenceSource.Query ? null : evidence.At });
        order = order.ResolveCases(attempt.Number, evidence.Resolution ?? "confirmed by the channel", evidence.At);
        if (WasDenied(order, attempt, evidence)) order = Contradicted(order, attempt, evidence, "the channel says paid");
        if (!order.IsFinal && order.WinningAttempt is null)
            return order.WithAttempt(LookedAtAgain(captured, evidence)) with { WinningAttempt = attempt.Number };
        var orphan = captured with { IsOrphan = true, OrphanSettled = false, QueryCount = 0 };
        return order.WithAttempt(IsProof(evidence) ? Confirmed(orphan, evidence) : LookedAtAgain(orphan, evidence));
    }

    // Only these say which amount is right where two are told.
    private static bool IsProof(Evidence evidence) => evidence.Source is EvidenceSource.Query or EvidenceSource.Operator;

    // Another amount than the one that is known, told by a channel that nobody asked: a query says which is right.
    private static PaymentOrder Doubted(PaymentOrder order, Attempt attempt, Evidence evidence)
    {
        if (attempt is { IsOrphan: true, OrphanRefundId: null, OrphanSettled: false })
            return order.WithAttempt(attempt with { OrphanConfirmed = false, NextQueryAt = evidence.At, QueryCount = 0 });
        return Differing(order, attempt, evidence).WithAttempt(attempt with { NextQueryAt = evidence.At, QueryCount = 0 });
    }

    // It went back, and now it is said to stand: an old word or a copy that lags behind, unless queries with pauses between them keep saying so.
    private static PaymentOrder StandsAfterAll(PaymentOrder order, Attempt attempt, Evidence evidence)
    {
        if (IsProof(evidence) && evidence.Amount != attempt.Captured && WasDecidedPaid(order, attempt, evidence))
            order = Contradicted(order, attempt, evidence, $"the channel says {evidence.Amount}");
        if (order.HasOpen(SuspenseCases.ReverseContradicted, attempt.Number)) return order;
        if (attempt.NextQueryAt is null) return order.WithAttempt(attempt with { NextQueryAt = evidence.At + s_closeInFlight, QueryCount = 0 });
        if (evidence.Source != EvidenceSource.Query || attempt.QueryCount < QueriesOfADoubt) return order;
        return order.WithAttempt(attempt with { NextQueryAt = null }).Ask(
            SuspenseCases.ReverseContradicted, attempt.Number, $"It went back; the channel now says that it holds {evidence.Amount}.", evidence.At);
    }

    // The winner, asked about once more.
    private static PaymentOrder LookedAt(PaymentOrder order, Attempt attempt, Evidence evidence)
    {
        if (attempt.NextQueryAt is not null) order = order.WithAttempt(LookedAtAgain(attempt with { NextQueryAt = null }, evidence));
        return evidence.Amount == attempt.Captured
            ? order.ResolveCases(attempt.Number, "confirmed by the channel", evidence.At, "amount-mismatch")
                .ResolveCases(attempt.Number, "confirmed by the channel", evidence.At, "unresolved")
            : Differing(order, attempt, evidence);
    }

    private static PaymentOrder Differing(PaymentOrder order, Attempt attempt, Evidence evidence) =>
        order.Ask("amount-mismatch", attempt.Number, $"{attempt.Captured} is known, the channel says {evidence.Amount}.", evidence.At, evidence.Source == EvidenceSource.Query);

    // A close that was asked for and not answered may have reversed what was taken, or may still arrive and do so. Only a question that left
    // when it could not arrive any more tells; a message may be as old as the payment, and so may the answer to the pay call.
    private static Attempt LookedAtAgain(Attempt captured, Evidence evidence)
    {
        if (!captured.CloseUnanswered || captured.CloseAskedAt + s_closeInFlight is not { } over) return captured;
        var tells = evidence.Source switch
        {
            EvidenceSource.Query => (evidence.AskedAt ?? evidence.At) >= over,
            EvidenceSource.Operator or EvidenceSource.Bill => evidence.At >= over,
            _ => false,
        };
        return tells ? captured : captured with { NextQueryAt = over > evidence.At ? over : evidence.At, QueryCount = 0 };
    }

    // A capture that people had decided never was: it is looked into again and given back like any other that its order cannot use.
    private static PaymentOrder Reopened(PaymentOrder order, Attempt attempt, Evidence evidence)
    {
        var again = attempt with { OrphanSettled = false, OrphanConfirmed = evidence.Source == EvidenceSource.Query, QueryCount = 0, NextQueryAt = null };
        return Contradicted(order.WithAttempt(again), attempt, evidence, "the channel says paid");
    }

    // A channel that says unpaid moves no captured attempt; but where the capture is only what people decided, they must look again.
    private static PaymentOrder Denied(PaymentOrder order, Attempt attempt, Evidence evidence) =>
        evidence.Kind is EvidenceKind.Declined or EvidenceKind.Closed && attempt.State == AttemptState.Captured && WasDecidedPaid(order, attempt, evidence)
            ? Contradicted(order, attempt, evidence, $"the channel says {evidence.Kind.ToString().ToLowerInvariant()}")
            : order;

    private static bool WasDenied(PaymentOrder order, Attempt attempt, Evidence evidence) => evidence.Source != EvidenceSource.Operator
        && attempt is { State: not (AttemptState.Captured or AttemptState.Reversed) } or { State: AttemptState.Captured, OrphanSettled: true }
        && order.WasDecided(attempt.Number, CaseDecision.NotPaid);

    private static bool WasDecidedPaid(PaymentOrder order, Attempt attempt, Evidence evidence) =>
        evidence.Source != EvidenceSource.Operator && order.WasDecided(attempt.Number, CaseDecision.Paid);

    private static PaymentOrder Contradicted(PaymentOrder order, Attempt attempt, Evidence evidence, string how) =>
        order.OpenCase("decision-contradicted", attempt.Number, $"Two operators decided otherwise; now {how}.", evidence.At);

    // What goes back is what the channel's own books have, whatever was told before; once it has gone back, another amount is a case.
    private static PaymentOrder Confirmed(PaymentOrder order, Attempt attempt, Evidence evidence)
    {
        var isGoing = attempt.OrphanRefundId is not null || attempt.OrphanSettled;
        var differs = evidence.Amount != attempt.Captured;
        var confirmed = Confirmed(isGoing ? attempt : attempt with { Captured = evidence.Amount }, evidence);
        order = order.WithAttempt(confirmed).ResolveCases(attempt.Number, "confirmed by the channel", evidence.At, "orphan-not-confirmed")
            .ResolveCases(attempt.Number, "confirmed by the channel", evidence.At, SuspenseCases.AccountRemoved);
        if (!isGoing) return order;
        return differs ? Differing(order, attempt, evidence) : order.ResolveCases(attempt.Number, "confirmed by the channel", evidence.At, "amount-mismatch");
    }

    // What a close may still reverse is not given back before it is asked about after that; people wait for that too.
    private static Attempt Confirmed(Attempt orphan, Evidence evidence)
    {
        var again = LookedAtAgain(orphan with { NextQueryAt = null }, evidence);
        return again with { OrphanConfirmed = evidence.Source == EvidenceSource.Operator || again.NextQueryAt is null };
    }

    private static PaymentOrder Reversed(PaymentOrder order, Attempt attempt, Evidence evidence)
    {
        if (attempt.State == AttemptState.Reversed)
        {
            var settled = attempt.NextQueryAt is null ? order : order.WithAttempt(attempt with { NextQueryAt = null });
            return settled.ResolveCases(attempt.Number, "reversed by the channel", evidence.At, SuspenseCases.ReverseContradicted);
        }

        if (order.WinningAttempt != attempt.Number)
        {
            var reversed = Settled(attempt, AttemptState.Reversed, evidence) with
            {
                Captured = evidence.Amount ?? attempt.Captured,
                ChannelTransactionId = evidence.TransactionId ?? attempt.ChannelTransactionId,
                IsOrphan = false,
            };
            order = order.WithAttempt(reversed).ResolveCases(attempt.Number, evidence.Resolution ?? "reversed by the channel", evidence.At);
            return attempt.OrphanRefundId is null
                ? order
                : order.Ask("reversed-beside-refunds", attempt.Number, "The channel reversed a capture that is being given back or has been.", evidence.At);
        }

        if (attempt.NextQueryAt is not null) order = order.WithAttempt(attempt with { NextQueryAt = null });
        order = order.ResolveCases(attempt.Number, "reversed by the channel", evidence.At, "unresolved");
        const string Beside = "The channel reversed a payment that has refunds.";
        if (order.RefundedMinor == order.Terms.Amount.Minor)
            return order.RefundCount > 0 ? order.Ask("reversed-beside-refunds", attempt.Number, Beside, evidence.At) : order;
        if (order.RefundHeldMinor > 0) order = order.OpenCase("reversed-beside-refunds", attempt.Number, Beside, evidence.At);
        return order with { RefundedMinor = order.Terms.Amount.Minor, RefundHeldMinor = order.Terms.Amount.Minor };
    }

    private static Attempt Pending(Attempt attempt, Evidence evidence) => attempt with
    {
        State = AttemptState.Pending,
        Fault = evidence.Fault,
        Action = evidence.Action ?? attempt.Action,
        PayableUntil = Later(Possible(evidence.PayableUntil, attempt), attempt.PayableUntil),
        MustClose = evidence.MustClose || (attempt.MustClose && !(evidence.Source == EvidenceSource.ContinueAnswer && IsOfThisStep(attempt, evidence))),
        ReadyToContinue = evidence.ReadyToContinue && evidence.Source != EvidenceSource.ContinueAnswer,
        Continuation = Answered(attempt, evidence),
        ChannelTransactionId = evidence.TransactionId ?? attempt.ChannelTransactionId,
        NextQueryAt = Asked(evidence),
    };

    // What the channel asks for within reason; null: by the method's schedule.
    private static DateTimeOffset? Asked(Evidence evidence)
    {
        if (evidence.NextQueryAt is not { } asked || asked < evidence.At + s_soonestQuery) return null;
        return asked - evidence.At > s_latestQuery ? evidence.At + s_latestQuery : asked;
    }

    private static Attempt Settled(Attempt attempt, AttemptState state, Evidence evidence) => attempt with
    {
        State = state,
        Fault = evidence.Fault ?? attempt.Fault,
        MustClose = attempt.MustClose && state == AttemptState.Closed,
        ReadyToContinue = false,
        Continuation = Answered(attempt, evidence),
        NextQueryAt = null,
        NextCloseAt = null,
    };

    // Only the first send can prove that nothing was sent; a continuation or a repeat that did not leave proves nothing of what left before.
    private static Attempt NotSent(Attempt attempt, Evidence evidence) =>
        attempt.State == AttemptState.Sending && evidence.Source == EvidenceSource.PayAnswer
            ? Settled(attempt, AttemptState.NotSent, evidence)
            : attempt with { Continuation = Answered(attempt, evidence), Fault = evidence.Fault ?? attempt.Fault };

    private static Attempt Unknown(Attempt attempt, Evidence evidence)
    {
        if (evidence.Source is EvidenceSource.Query or EvidenceSource.Notification)
            return attempt;
        return attempt with
        {
            State = AttemptState.Unknown,
            Fault = evidence.Fault ?? attempt.Fault,
            Continuation = Answered(attempt, evidence),
            ReadyToContinue = false,
            NextQueryAt = evidence.At,
        };
    }

    private static Attempt NotClosed(Attempt attempt, Evidence evidence) => attempt with
    {
        CloseAskedAt = evidence.At,
        CloseCount = attempt.CloseCount + 1,
        CloseUnanswered = attempt.CloseUnanswered && (attempt.CloseCount > 0 || !evidence.IsAnswered),
        NextCloseAt = evidence.RetryAt ?? DateTimeOffset.MaxValue,
        ToldPaid = attempt.ToldPaid || evidence.ToldPaid,
        NextQueryAt = evidence.At,
    };

    // "Too frequent" to one ask says nothing of another that may have moved the money: of a step that was never answered, of a newer step, of
    // a send that was given up and repeated meanwhile by somebody else and arrived before this one. Only the payer's doing speaks of all.
    private static bool IsNoLastWord(Attempt attempt, Evidence evidence) => evidence.Fault?.Blame != FaultBlame.Payer && evidence.Source switch
    {
        EvidenceSource.ContinueAnswer => attempt.Continuation is { Repeats: true } || !IsOfThisStep(attempt, evidence),
        EvidenceSource.PayAnswer => attempt.State != AttemptState.Sending,
        _ => false,
    };

    private static bool IsDoubtful(Attempt attempt, Evidence evidence) => evidence.Kind is EvidenceKind.Unknown or EvidenceKind.NotSent
        || (evidence.Kind == EvidenceKind.Declined && IsNoLastWord(attempt, evidence));

    // The answer to a step of before, read late, answers nothing of the step that is under way now.
    private static bool IsOfThisStep(Attempt attempt, Evidence evidence) =>
        evidence.Step is not { } taken || (attempt.Continuation is { } now && (now.Key, now.Deadline) == (taken.Key, taken.Deadline));

    private static Continuation? Answered(Attempt attempt, Evidence evidence) =>
        evidence.Source is EvidenceSource.ContinueAnswer or EvidenceSource.Abandoned && IsOfThisStep(attempt, evidence) && attempt.Continuation is { } continuation
            ? continuation with { IsSending = false, IsAnswered = evidence.Source == EvidenceSource.ContinueAnswer && !IsDoubtful(attempt, evidence) }
            : attempt.Continuation;

    // Payable until before it was asked for is no word on when it ends, and must not bring "not found" forward.
    private static DateTimeOffset? Possible(DateTimeOffset? payableUntil, Attempt attempt) => payableUntil < attempt.RequestTime ? null : payableUntil;

    private static DateTimeOffset? Later(DateTimeOffset? left, DateTimeOffset? right) => right is null || left > right ? left : right;
}
