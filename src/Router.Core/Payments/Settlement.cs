using Router.Abstractions;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>What an order is, seen from its attempts. Pure.</summary>
public static class Settlement
{
    /// <summary>
    /// After evidence: a winner ends the order; a live attempt names its state; an order without one is ended here only where nobody holds
    /// it, because its holder may have another candidate.
    /// </summary>
    public static PaymentOrder AfterEvidence(PaymentOrder order, Evidence evidence)
    {
        if (order.IsFinal) return order;
        if (order.WinningAttempt is not null) return Finish(order, PaymentState.Succeeded, null, null, evidence.At);
        if (order.HasOpenCase)
        {
            var settlesDoubt = evidence.Kind is EvidenceKind.Declined or EvidenceKind.NotSent or EvidenceKind.Closed or EvidenceKind.Reversed;
            if (settlesDoubt)
            {
                var how = evidence.Resolution ?? "answered by the channel";
                order = order.ResolveCases(evidence.AttemptNumber, how, evidence.At, "unresolved")
                    .ResolveCases(evidence.AttemptNumber, how, evidence.At, SuspenseCases.AccountRemoved);
            }

            if (order.HasOpenCase) return Suspend(order);
        }

        if (order.LiveAttempt is { } live)
        {
            var state = live.State == AttemptState.Unknown ? PaymentState.InDoubt : PaymentState.Paying;
            return order.State == state ? order : order.To(state);
        }

        return order.Lease is null ? WithoutLiveAttempt(order, evidence.At) : order;
    }

    /// <summary>Ends an order that has no live attempt and gets no other: Failed where something was refused, else Closed.</summary>
    public static PaymentOrder WithoutLiveAttempt(PaymentOrder order, DateTimeOffset now)
    {
        if (order.IsFinal || order.LiveAttempt is not null) return order;
        if (order.HasOpenCase) return Suspend(order);
        var last = order.Attempts.Count > 0 ? order.Attempts[^1] : null;
        if (last?.State == AttemptState.Reversed)
            return Finish(order, PaymentState.Closed, "reversed", "It was paid and the channel gave the money back.", now);
        if (order.End != EndIntent.None) return Finish(order, PaymentState.Closed, EndCode(order.End), EndText(order.End), now);
        if (last is { State: AttemptState.Declined or AttemptState.NotSent })
            return Finish(order, PaymentState.Failed, RefusalCode(last), last.Fault?.RawMessage ?? "The channel refused.", now);
        if (last is { State: AttemptState.Closed, MustClose: true, Fault: { } refusal })
            return Finish(order, PaymentState.Failed, RefusalCode(last), refusal.RawMessage, now);
        if (last is { State: AttemptState.Captured }) return Suspend(order.OpenCase("unresolved", last.Number, "Captured and not the winner.", now));
        var end = now >= order.ExpiresAt || (last is not null && now >= ConfirmedClose.PayableEnds(last)) ? EndIntent.Expired : EndIntent.Interrupted;
        return Finish(order, PaymentState.Closed, EndCode(end), EndText(end), now);
    }

    public static PaymentOrder Finish(PaymentOrder order, PaymentState state, string? code, string? text, DateTimeOffset now) =>
        order.To(state, code, text) with { FinishedAt = now };

    public static string EndCode(EndIntent end) => end switch
    {
        EndIntent.ClosedByCaller => "closed.by-caller",
        EndIntent.Expired => "expired",
        EndIntent.Decided => "decided",
        _ => "interrupted",
    };

    private static string EndText(EndIntent end) => end switch
    {
        EndIntent.ClosedByCaller => "The caller closed it.",
        EndIntent.Expired => "It was not paid in time.",
        EndIntent.Decided => "Two operators decided its case.",
        _ => "Nothing was paid and nobody went on with it.",
    };

    private static string RefusalCode(Attempt attempt) => attempt.Fault?.Blame is { } blame ? $"refused.{blame.ToString().ToLowerInvariant()}" : "refused";

    /// <summary>An order that people are asked about.</summary>
    public static PaymentOrder Suspend(PaymentOrder order) => order.State is PaymentState.Suspense or PaymentState.Created or PaymentState.Challenged
        ? order
        : order.To(PaymentState.Suspense, order.Cases.First(c => c.ResolvedAt is null).Kind, order.Cases.First(c => c.ResolvedAt is null).Detail);
}
