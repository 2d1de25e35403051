using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Refunds;

namespace Router.Core.Bills;

/// <summary>
/// Hands what bills prove to the engine: as evidence, through its merge tables, on the freshly read order. What it may not change, they do
/// not change.
/// </summary>
internal sealed class BillProofs(
    OrderWriter orders, RefundWriter refunds, AttemptWork work, RefundWork refundWork, ExchangeLog exchanges, string accountId, string by)
{
    private const string Missing = "not-on-the-bill", Beside = "reversed-beside-refunds";

    // Long enough for a channel that books late.
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromDays(3);

    /// <summary>A capture that we do not have. An open order is asked about first: what was taken may have gone back since.</summary>
    /// <param name="order">The order.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="line">The line.</param>
    /// <param name="proves">What bills prove by themselves; null there: nothing that is clear.</param>
    public async Task<string?> CapturedAsync(PaymentOrder order, Attempt attempt, BillLine line, Func<Task<EvidenceKind?>> proves)
    {
        if (attempt.IsInFlight) return null;
        if (!order.IsFinal)
        {
            var (asked, told) = await work.LearnAsync(order, attempt.Number, always: true);
            if (asked.FindAttempt(attempt.Number) is { } now && OurSide.IsCaptured(now)) return await KeptAsync(attempt.Number, $"asked: {Stands(asked, attempt.Number)}");
            if (told != EvidenceKind.Unknown && !asked.IsFinal) return null;
        }

        if (await proves() is not { } kind) return null;
        var stored = await ApplyAsync(order.Id, Told(line, kind), a => !OurSide.IsCaptured(a));
        return stored is null ? null : await KeptAsync(line.AttemptNumber, Stands(stored, line.AttemptNumber));
    }

    /// <summary>Money of a capture went back that nobody here ordered: a case, and no refunds before it is answered.</summary>
    public async Task<string?> WentBackAsync(PaymentOrder order, string attempt, BillLine line, DateOnly date)
    {
        var how = line.RefundNumber is { Length: > 0 } refund ? $"refund {LineCheck.Shown(refund)}, which is not ours" : "a reverse";
        var detail = $"On the bill of {date:yyyy-MM-dd}: {line.Amount} went back by {how}.";
        var done = false;
        await orders.UpdateAsync(order.Id, current =>
        {
            var next = current.FindAttempt(attempt) is { } a && OurSide.IsCaptured(a) ? current.Ask(Beside, attempt, detail, orders.Now, anew: true) : current;
            done = !ReferenceEquals(next, current);
            return next;
        });
        return done ? await KeptAsync(attempt, $"a case {Beside} was opened") : null;
    }

    /// <summary>Two transaction ids under one number are a case, once for each two.</summary>
    public async Task<string?> OtherTransactionAsync(PaymentOrder order, BillLine line)
    {
        var stored = await ApplyAsync(order.Id, Told(line, EvidenceKind.Captured), OurSide.IsCaptured);
        return stored is null ? null : await KeptAsync(line.AttemptNumber, Stands(stored, line.AttemptNumber));
    }

    /// <summary>A capture that the channel has given back, under no refund of ours: whole, or it is a case.</summary>
    public async Task<string?> ReversedAsync(PaymentOrder order, Attempt attempt, BillLine line, DateOnly date)
    {
        bool IsWhole(Attempt a, PaymentOrder o) => a.State == AttemptState.Captured && a.Captured == line.Amount && a.OrphanRefundId is null
            && o is { RefundHeldMinor: 0 } && a.Captured == a.SentAmount;
        if (!IsWhole(attempt, order)) return await WentBackAsync(order, attempt.Number, line, date);
        var done = false;
        var stored = await orders.UpdateAsync(order.Id, current =>
        {
            var next = current.FindAttempt(attempt.Number) is { } a && IsWhole(a, current) ? MergeTable.Apply(current, Told(line, EvidenceKind.Reversed)) : current;
            done = !ReferenceEquals(next, current);
            return next;
        });
        return done && stored is not null ? await KeptAsync(attempt.Number, Stands(stored, attempt.Number)) : null;
    }

    /// <summary>
    /// A refund that the channel has booked. One that is open is asked about first: what was booked may be under way still, and come back.
    /// Of one that has failed here it is a contradiction, and a case on its payment.
    /// </summary>
    public async Task<string?> RefundedAsync(PaymentOrder? payment, RefundOrder refund, BillLine line)
    {
        if (payment is null || refund is { State: RefundState.Suspense, ReasonCode: "amount-mismatch" } || (refund.IsFinal && HadCase(payment, "refund-contradiction", refund.RefundNumber))) return null;
        if (!refund.IsFinal)
        {
            var (asked, said) = await refundWork.FindOutAsync(refund);
            if (asked.IsFinal) return await KeptAsync(refund.RefundNumber, $"asked: the refund is {asked.State}");
            if (said is RefundOutcome.Succeeded or RefundOutcome.Processing or RefundOutcome.RetryLater) return null;
        }

        var told = RefundResult.Succeeded(refund.ChannelRefundId ?? "", line.Amount) with { ChannelRefundId = refund.ChannelRefundId, RefundedAt = line.BookedAt };
        var stored = await refunds.UpdateAsync(refund.Id, current => RefundMergeTable.Apply(current, told, RefundSource.Bill, refunds.Now));
        return stored is null ? null : await KeptAsync(refund.RefundNumber, refund.IsFinal ? "a case on its payment was opened" : $"the refund is {stored.State}");
    }

    /// <summary>A case of what the channel has not booked, once; what the engine is giving back is left to it.</summary>
    public async Task<string?> MissingAsync(PaymentOrder order, string attempt, string detail)
    {
        static bool CanWait(PaymentOrder o, Attempt? a) => o.IsFinal && a is { State: AttemptState.Captured } && (!a.IsOrphan || a.OrphanRefundId is not null);
        if (!CanWait(order, order.FindAttempt(attempt)) || HadCase(order, Missing, attempt)) return null;
        await orders.UpdateAsync(order.Id, current =>
            CanWait(current, current.FindAttempt(attempt)) && !HadCase(current, Missing, attempt) ? current.OpenCase(Missing, attempt, detail, orders.Now) : current);
        return await KeptAsync(attempt, $"a case {Missing} was opened");
    }

    /// <summary>What was missing stands on a bill after all.</summary>
    public async Task FoundAsync(PaymentOrder order, string attempt, DateOnly date)
    {
        if (!order.Cases.Any(c => c.Kind == Missing && c.AttemptNumber == attempt && c.ResolvedAt is null)) return;
        await orders.UpdateAsync(order.Id, current => current.ResolveCases(attempt, $"on the bill of {date:yyyy-MM-dd}, applied by {by}", orders.Now, Missing));
    }

    /// <summary>
    /// Ends an attempt that no bill has, if it still is the question that the bills answered and the channel, asked once more, says nothing
    /// else. It is asked about again some days later: what it took after all is given back.
    /// </summary>
    public async Task<BillAbsence> AbsentAsync(PaymentOrder order, BillAbsence absence, Catalog catalog, BillCalendar calendar)
    {
        var (asked, answer) = await work.LearnAsync(order, absence.Number, always: true);
        if (asked.FindAttempt(absence.Number) is not { IsLive: true })
            return absence with { Why = "The channel's own query told.", Done = await KeptAsync(absence.Number, $"asked: {Stands(asked, absence.Number)}") };
        if (answer == EvidenceKind.Pending) return absence with { IsProved = false, Why = "The channel, asked once more, says that it is live." };
        var told = new Evidence
        {
            AttemptNumber = absence.Number,
            Source = EvidenceSource.Bill,
            Kind = EvidenceKind.Closed,
            At = orders.Now,
            Resolution = $"on no bill from {absence.First:yyyy-MM-dd} to {absence.Last:yyyy-MM-dd}, applied by {by}",
        };
        var done = false;
        var stored = await orders.UpdateAsync(order.Id, current =>
        {
            var attempt = current.FindAttempt(absence.Number);
            done = attempt is not null && AbsenceRule.IsOpen(current, attempt) && !(current.Lease is { } lease && lease.Until > orders.Now)
                && AbsenceRule.Days(attempt, catalog, calendar, orders.Now, out _) == (absence.First!.Value, absence.Last!.Value);
            return done ? AskedLater(MergeTable.Apply(current, told), absence.Number) : current;
        });
        return done && stored is not null ? absence with { Done = await KeptAsync(absence.Number, Stands(stored, absence.Number)) } : absence;
    }

    private PaymentOrder AskedLater(PaymentOrder order, string attempt) =>
        order.FindAttempt(attempt) is { State: AttemptState.Closed } closed ? order.WithAttempt(closed with { NextQueryAt = orders.Now + s_lookAgain, QueryCount = 0 }) : order;

    // Beside the exchanges with the channel, where people look for how an attempt became what it is.
    private async Task<string> KeptAsync(string number, string done)
    {
        await exchanges.WriteAsync(number, accountId, "bill", orders.Now, $"applied by {by}: {done}", null);
        return done;
    }

    private async Task<PaymentOrder?> ApplyAsync(string paymentId, Evidence told, Func<Attempt, bool> applies)
    {
        var done = false;
        var stored = await orders.UpdateAsync(paymentId, current =>
        {
            var next = current.FindAttempt(told.AttemptNumber) is { } attempt && applies(attempt) ? MergeTable.Apply(current, told) : current;
            done = !ReferenceEquals(next, current);
            return next;
        });
        return done ? stored : null;
    }

    private Evidence Told(BillLine line, EvidenceKind kind) => new()
    {
        AttemptNumber = line.AttemptNumber,
        Source = EvidenceSource.Bill,
        Kind = kind,
        At = orders.Now,
        Amount = line.Amount,
        TransactionId = line.ChannelTransactionId,
        PaidAt = line.BookedAt,
        Resolution = $"on the bill of its account, applied by {by}",
    };

    private static bool HadCase(PaymentOrder order, string kind, string number) => order.Cases.Any(c => c.Kind == kind && c.AttemptNumber == number);

    private static string Stands(PaymentOrder order, string attempt) => $"the payment is {order.State}, the attempt {order.FindAttempt(attempt)?.State}";
}
