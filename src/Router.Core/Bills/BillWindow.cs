using Router.Abstractions;

namespace Router.Core.Bills;

/// <summary>A day's bill between those of its neighbours: what is booked near midnight may stand in either.</summary>
internal sealed class BillWindow(BillDay before, BillDay day, BillDay after)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public BillDay Day => day;

    public BillDay After => after;

    /// <summary>Whether this is the first line for its attempt, refund or reverse; the day before counts.</summary>
    public bool IsFirst(BillLine line)
    {
        var (key, earlier) = line.Kind == BillLineKind.Payment ? ("p" + line.AttemptNumber, before.HasPayment(line.AttemptNumber))
            : line.RefundNumber is { Length: > 0 } refund ? ("r" + refund, before.HasRefund(refund))
            : ("v" + line.AttemptNumber, before.HasReverse(line.AttemptNumber));
        return _seen.Add(key) && !earlier;
    }

    public bool HasPayment(string attempt) => day.HasPayment(attempt) || before.HasPayment(attempt) || after.HasPayment(attempt);

    public bool HasRefund(string refund) => day.HasRefund(refund) || before.HasRefund(refund) || after.HasRefund(refund);

    /// <summary>The line that reverses an attempt, on this day or the next.</summary>
    public BillLine? ReverseOf(string attempt) => (day.Lines ?? []).Concat(after.Lines ?? []).FirstOrDefault(line =>
        LineCheck.Fault(line) is null && line is { Kind: BillLineKind.Refund, RefundNumber: null or "" } && line.AttemptNumber == attempt);

    /// <summary>The attempt that was paid under a transaction id on this day or the next; empty: none.</summary>
    public string PaidUnder(string transactionId) => transactionId is not { Length: > 0 } ? "" : (day.Lines ?? []).Concat(after.Lines ?? []).FirstOrDefault(line =>
        LineCheck.Fault(line) is null && line.Kind == BillLineKind.Payment && line.ChannelTransactionId == transactionId)?.AttemptNumber ?? "";

    public bool HasReverse(string attempt) => day.HasReverse(attempt) || before.HasReverse(attempt) || after.HasReverse(attempt);
}
