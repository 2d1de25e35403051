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
internal sealed class BillProofs(OrderWriter orders, RefundWriter refunds, ExchangeLog exchanges, string accountId, string by)
{
    private const string Missing = "not-on-the-bill";

    /// <summary>A capture that we do not have; one that went back again whole is a reverse.</summary>
    public async Task<string?> CapturedAsync(PaymentOrder order, BillLine line, bool wentBack)
    {
        var stored = await ApplyAsync(order.Id, Told(line, wentBack ? EvidenceKind.Reversed : EvidenceKind.Captured), a => !OurSide.IsCaptured(a));
        return stored is null ? null : await KeptAsync(line.AttemptNumber, Stands(stored, line.AttemptNumber));
    }

    /// <summary>Two transaction ids under one number are a case, once.</summary>
    public async Task<string?> OtherTransactionAsync(PaymentOrder order, BillLine line)
    {
        if (HadCase(order, "two-transactions", line.AttemptNumber)) return null;
        var stored = await ApplyAsync(order.Id, Told(line, EvidenceKind.Captured), OurSide.IsCaptured);
        return stored is null ? null : await KeptAsync(line.AttemptNumber, Stands(stored, line.AttemptNumber));
    }

    /// <summary>A capture that the channel has given back whole, under no refund of ours.</summary>
    public async Task<string?> ReversedAsync(PaymentOrder order, Attempt attempt, BillLine line)
    {
        bool IsWhole(Attempt a, PaymentOrder o) => a.State == AttemptState.Captured && a.Captured == line.Amount && a.OrphanRefundId is null
            && o is { RefundHeldMinor: 0 } && a.Captured == a.SentAmount;
        if (!IsWhole(attempt, order)) return null;
        var done = false;
        var stored = await orders.UpdateAsync(order.Id, current =>
        {
            var next = current.FindAttempt(attempt.Number) is { } a && IsWhole(a, current) ? MergeTable.Apply(current, Told(line, EvidenceKind.Reversed)) : current;
            done = !ReferenceEquals(next, current);
            return next;
        });
        return done && stored is not null ? await KeptAsync(attempt.Number, Stands(stored, attempt.Number)) : null;
    }

    /// <summary>A refund that the channel has made. Of one that has failed here it is a contradiction, and a case on its payment.</summary>
    public async Task<string?> RefundedAsync(PaymentOrder? payment, RefundOrder refund, BillLine line)
    {
        if (payment is null || refund is { State: RefundState.Suspense, ReasonCode: "amount-mismatch" } || (refund.IsFinal && HadCase(payment, "refund-contradiction", refund.RefundNumber))) return null;
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

    /// <summary>Ends an attempt that no bill has, if it still is the question that the bills answered.</summary>
    public async Task<string?> AbsentAsync(PaymentOrder order, BillAbsence absence, Catalog catalog, BillCalendar calendar)
    {
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
            return done ? MergeTable.Apply(current, told) : current;
        });
        return done && stored is not null ? await KeptAsync(absence.Number, Stands(stored, absence.Number)) : null;
    }

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
