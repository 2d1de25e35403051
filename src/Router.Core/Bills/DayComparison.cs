using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;

namespace Router.Core.Bills;

/// <summary>One day: each of its lines against our record, and our record of the day against the lines around it.</summary>
internal sealed class DayComparison(
    string accountId, BillCalendar calendar, BillShelf shelf, IOrderStore store, BookedOrders booked, BillFindings findings, BillProofs? proofs)
{
    private const int MaxSearchDays = 31, DaysAhead = 3;

    public async Task RunAsync(DateOnly date)
    {
        var before = await shelf.NamesAsync(date.AddDays(-1));
        var day = await shelf.DayAsync(date);
        findings.Add(day);
        if (!day.CanBeRead) return;
        var window = new BillWindow(before, day, await shelf.DayAsync(date.AddDays(1)));
        foreach (var line in day.Lines!) await LineAsync(window, line);
        day.Release();
        await MissingAsync(window, false);
        await MissingAsync(window, true);
    }

    private async Task LineAsync(BillWindow window, BillLine line)
    {
        var date = window.Day.Date;
        if (LineCheck.Fault(line, calendar.StartOf(date), calendar.EndOf(date)) is { } fault)
        {
            findings.Add(new BillDifference(DifferenceKind.Unreadable, date, LineCheck.Shown(line?.AttemptNumber), null, new(fault), Advice.Of(DifferenceKind.Unreadable)));
            return;
        }

        findings.Sum(line);
        if (line.Kind == BillLineKind.Payment) await PaymentAsync(window, line);
        else if (line is { Kind: BillLineKind.Refund, RefundNumber: { Length: > 0 } number }) await RefundAsync(window, line, number);
        else if (line.Kind == BillLineKind.Refund) await ReverseAsync(window, line);
    }

    private async Task PaymentAsync(BillWindow window, BillLine line)
    {
        if (await FindAsync(window, line) is not { } known) return;
        var (order, attempt, isArchived, takes) = known;
        if (!window.IsFirst(line))
        {
            var done = takes is not null && attempt.ChannelTransactionId is { } id && id != line.ChannelTransactionId
                ? await takes.OtherTransactionAsync(order, line)
                : null;
            Add(window, DifferenceKind.PaidTwice, line, known, done);
            return;
        }

        if (!OurSide.IsCaptured(attempt))
        {
            var done = takes is null ? null : await takes.CapturedAsync(order, attempt, line, () => ProvesAsync(window, line, order.IsFinal));
            Add(window, DifferenceKind.CapturedThere, line, known, done);
            return;
        }

        var kinds = LineComparison.Payment(line, attempt, window.Day.Date, calendar).ToList();
        foreach (var kind in kinds)
        {
            var done = kind == DifferenceKind.TransactionId && takes is not null ? await takes.OtherTransactionAsync(order, line) : null;
            Add(window, kind, line, known, done);
        }

        if (kinds.Count == 0) findings.Matched++;
        if (takes is not null) await takes.FoundAsync(order, attempt.Number, window.Day.Date);
        if (line.Fee is { } fee && fee.Currency == attempt.SentAmount.Currency && fee.Minor != attempt.FeeMinor)
            findings.Add(new OtherFee(attempt.Number, attempt.FeeMinor, fee.Minor));
        if (!await booked.IsReversedAsync(order, attempt, isArchived) || window.HasReverse(attempt.Number)) return;
        var reversed = calendar.DayOf(attempt.CloseAskedAt ?? attempt.PaidAt ?? attempt.RequestTime);
        await MissAsync(
            DifferenceKind.RefundedHere, window, (calendar.DayOf(attempt.RequestTime).AddDays(-1), reversed.AddDays(1)), day => day.HasReverse(attempt.Number),
            new(DifferenceKind.RefundedHere, window.Day.Date, attempt.Number, OurSide.Of(attempt), null, "", order.Id, IsArchived: isArchived), null);
    }

    // Of what went back in part only, or may go back on a bill that is still to come, nobody knows what an open order is. A final one is
    // only changed by queries of the engine's own.
    private async Task<EvidenceKind?> ProvesAsync(BillWindow window, BillLine line, bool isFinal)
    {
        if (!isFinal && !(window.Day.IsComplete && window.After.IsComplete)) return null;
        for (var ahead = -1; ahead <= DaysAhead && !isFinal; ahead++)
        {
            var day = await shelf.NamesAsync(window.Day.Date.AddDays(ahead));
            if (day.HasOtherBack(line.AttemptNumber, line.ChannelTransactionId) || (ahead > 1 && day.HasReverse(line.AttemptNumber))) return null;
        }

        if (!window.HasReverse(line.AttemptNumber)) return EvidenceKind.Captured;
        return window.ReverseOf(line.AttemptNumber)?.Amount == line.Amount ? EvidenceKind.Reversed : null;
    }

    private async Task RefundAsync(BillWindow window, BillLine line, string number)
    {
        if (await booked.ByRefundAsync(number) is not var (refund, isArchived))
        {
            await ForeignRefundAsync(window, line);
            return;
        }

        void Report(DifferenceKind kind, string? done = null) => findings.Add(Difference(window, kind, line) with
        {
            Ours = OurSide.Of(refund),
            PaymentId = refund.PaymentId,
            RefundId = refund.Id,
            Done = done,
            IsArchived = isArchived,
            Advice = isArchived ? Advice.Archived : Advice.Of(kind),
        });
        if (refund.AccountId != accountId || (line.AttemptNumber.Length > 0 && line.AttemptNumber != refund.AttemptNumber))
        {
            Report(DifferenceKind.WrongAccount);
        }
        else if (!window.IsFirst(line))
        {
            Report(DifferenceKind.RefundedTwice);
        }
        else if (refund.State != RefundState.Succeeded)
        {
            Report(DifferenceKind.RefundedThere, proofs is null || isArchived ? null : await proofs.RefundedAsync(await store.FindPaymentAsync(refund.PaymentId), refund, line));
        }
        else
        {
            var kinds = LineComparison.Refund(line, refund, window.Day.Date, calendar).ToList();
            foreach (var kind in kinds) Report(kind);
            if (kinds.Count == 0) findings.Matched++;
        }
    }

    // Made at the channel's own console, say; which payment's money it is matters all the same.
    private async Task ForeignRefundAsync(BillWindow window, BillLine line)
    {
        var foreign = Difference(window, DifferenceKind.RefundedThere, line);
        var number = line.AttemptNumber.Length > 0 ? line.AttemptNumber : window.PaidUnder(line.ChannelTransactionId);
        if (await booked.ByAttemptAsync(number) is not var (order, isArchived) || order.FindAttempt(number) is not { } attempt || attempt.AccountId != accountId)
        {
            findings.Add(foreign);
            return;
        }

        var done = proofs is null || isArchived ? null : await proofs.WentBackAsync(order, number, line, window.Day.Date);
        findings.Add(foreign with
        {
            Ours = OurSide.Of(attempt),
            PaymentId = order.Id,
            Done = done,
            IsArchived = isArchived,
            Advice = isArchived ? Advice.Archived : foreign.Advice,
        });
    }

    private async Task ReverseAsync(BillWindow window, BillLine line)
    {
        if (await FindAsync(window, line) is not { } known) return;
        var (order, attempt, isArchived, takes) = known;
        if (!window.IsFirst(line))
        {
            Add(window, DifferenceKind.RefundedTwice, line, known, null);
            return;
        }

        // The payment line beside it, or one before it, has told already what is to be told of a capture that we do not have.
        if (!OurSide.IsCaptured(attempt) && window.HasPayment(attempt.Number)) return;
        if (!await booked.IsReversedAsync(order, attempt, isArchived))
        {
            Add(window, DifferenceKind.RefundedThere, line, known, takes is null ? null : await takes.ReversedAsync(order, attempt, line, window.Day.Date));
            return;
        }

        var kinds = LineComparison.Reverse(line, attempt).ToList();
        foreach (var kind in kinds) Add(window, kind, line, known, null);
        if (kinds.Count == 0) findings.Matched++;

        // Captures that stand are looked for by the day they were booked; of one that went back only this line tells.
        if (attempt.State != AttemptState.Reversed || window.HasPayment(attempt.Number)) return;
        await MissAsync(
            DifferenceKind.CapturedHere, window, (calendar.DayOf(attempt.RequestTime).AddDays(-1), window.Day.Date), day => day.HasPayment(attempt.Number),
            new(DifferenceKind.CapturedHere, window.Day.Date, attempt.Number, OurSide.Of(attempt), null, "", order.Id, IsArchived: isArchived), null);
    }

    // What we booked on this day and none of the three bills has.
    private async Task MissingAsync(BillWindow window, bool refunds)
    {
        var filter = new BookingFilter(accountId, refunds, calendar.StartOf(window.Day.Date), calendar.EndOf(window.Day.Date));
        while (true)
        {
            var page = await store.BookingsAsync(filter);
            foreach (var booking in page.Where(b => !(refunds ? window.HasRefund(b.Number) : window.HasPayment(b.Number))))
                await (refunds ? MissingRefundAsync(window, booking) : MissingCaptureAsync(window, booking));
            if (page.Count < filter.Limit) return;
            filter = filter with { After = page[^1] };
        }
    }

    private async Task MissingCaptureAsync(BillWindow window, Booking booking)
    {
        if (await store.FindPaymentAsync(booking.OrderId) is not { } order || order.FindAttempt(booking.Number) is not { State: AttemptState.Captured } attempt) return;
        await MissAsync(
            DifferenceKind.CapturedHere, window, OurSide.Days(attempt, calendar), day => day.HasPayment(attempt.Number),
            new(DifferenceKind.CapturedHere, window.Day.Date, attempt.Number, OurSide.Of(attempt), null, "", order.Id),
            proofs is null ? null : days => proofs.MissingAsync(order, attempt.Number, $"No bill of account {accountId} from {days.First:yyyy-MM-dd} to {days.Last:yyyy-MM-dd} has it."));
    }

    private async Task MissingRefundAsync(BillWindow window, Booking booking)
    {
        if (await store.FindRefundAsync(booking.OrderId) is not { State: RefundState.Succeeded } refund) return;
        await MissAsync(
            DifferenceKind.RefundedHere, window, OurSide.Days(refund, calendar), day => day.HasRefund(refund.RefundNumber),
            new(DifferenceKind.RefundedHere, window.Day.Date, refund.RefundNumber, OurSide.Of(refund), null, "", refund.PaymentId, refund.Id), null);
    }

    // Looks at every day on which it can stand, and at the window whatever was recorded, before it is called missing.
    private async Task MissAsync(
        DifferenceKind kind, BillWindow window, (DateOnly First, DateOnly Last) days, Func<BillDay, bool> has, BillDifference missing,
        Func<(DateOnly First, DateOnly Last), Task<string?>>? settle)
    {
        if (days.First >= window.Day.Date) days.First = window.Day.Date.AddDays(-1);
        if (days.Last <= window.Day.Date) days.Last = window.Day.Date.AddDays(1);
        if (days.Last.DayNumber - days.First.DayNumber >= MaxSearchDays) days.First = days.Last.AddDays(1 - MaxSearchDays);
        var isComplete = true;
        for (var date = days.First; date <= days.Last; date = date.AddDays(1))
        {
            var day = await shelf.NamesAsync(date);
            if (has(day)) return;
            isComplete &= day.IsComplete;
        }

        if (isComplete) findings.Add(missing with { Advice = missing.IsArchived ? Advice.Archived : Advice.Of(kind), Done = settle is null ? null : await settle(days) });
        else findings.Waiting++;
    }

    private async ValueTask<BookedLine?> FindAsync(BillWindow window, BillLine line)
    {
        if (await booked.ByAttemptAsync(line.AttemptNumber) is not var (order, isArchived) || order.FindAttempt(line.AttemptNumber) is not { } attempt)
        {
            findings.Add(Difference(window, DifferenceKind.UnknownNumber, line));
            return null;
        }

        var known = new BookedLine(order, attempt, isArchived, isArchived ? null : proofs);
        if (attempt.AccountId == accountId) return known;
        Add(window, DifferenceKind.WrongAccount, line, known, null);
        return null;
    }

    private void Add(BillWindow window, DifferenceKind kind, BillLine line, BookedLine known, string? done) => findings.Add(Difference(window, kind, line) with
    {
        Ours = OurSide.Of(known.Attempt),
        PaymentId = known.Order.Id,
        Done = done,
        IsArchived = known.IsArchived,
        Advice = known.IsArchived ? Advice.Archived : Advice.Of(kind),
    });

    private BillDifference Difference(BillWindow window, DifferenceKind kind, BillLine line) => new(
        kind, window.Day.Date, LineCheck.Shown(line.RefundNumber is { Length: > 0 } refund ? refund : line.AttemptNumber), null,
        new(line.Kind.ToString(), line.Amount, LineCheck.Shown(line.ChannelTransactionId), line.BookedAt, accountId), Advice.Of(kind));
}
