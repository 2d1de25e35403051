using Router.Abstractions;

namespace Router.Core.Bills;

/// <summary>One day's bill as it was read, with what it names. Its lines are let go once they are compared; what it names stays.</summary>
internal sealed class BillDay
{
    private readonly HashSet<string> _payments = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refunds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reversed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refunded = new(StringComparer.Ordinal);
    private readonly List<(string TransactionId, string Attempt)> _wentBack = [];

    public BillDay(DateOnly date, BillDayState state, IReadOnlyList<BillLine> lines, string? why)
    {
        (Date, State, Lines, Why, Count) = (date, state, lines, why, lines.Count);
        foreach (var line in lines) Name(line);
    }

    public DateOnly Date { get; }

    public BillDayState State { get; }

    public string? Why { get; }

    public int Count { get; }

    public IReadOnlyList<BillLine>? Lines { get; private set; }

    public bool IsComplete => State == BillDayState.Complete;

    public bool CanBeRead => State is BillDayState.Complete or BillDayState.Unfinished;

    /// <summary>True where a payment line may be anybody's, so that nothing can be said to be absent.</summary>
    public bool HasStray { get; private set; }

    public bool HasPayment(string attempt) => _payments.Contains(attempt);

    public bool HasRefund(string refund) => _refunds.Contains(refund);

    public bool HasReverse(string attempt) => _reversed.Contains(attempt);

    /// <summary>Whether money of the attempt went back otherwise than by a plain reverse of it: under a refund's number, or by its transaction id alone.</summary>
    public bool HasOtherBack(string attempt, string transactionId) => _refunded.Contains(attempt)
        || _wentBack.Exists(line => line.TransactionId == transactionId && line.Attempt != attempt);

    /// <summary>Whether any line names the attempt.</summary>
    public bool Names(string attempt) => _named.Contains(attempt);

    public void Release() => Lines = null;

    private void Name(BillLine line)
    {
        if (line is not { AttemptNumber: { } attempt })
        {
            HasStray = true;
            return;
        }

        if (attempt.Length > 0) _named.Add(attempt);
        var isStray = line.Kind == BillLineKind.Payment && (attempt.Length == 0 || LineCheck.Fault(line) is not null);
        HasStray |= isStray || !Enum.IsDefined(line.Kind);
        if (line.Kind == BillLineKind.Payment) _payments.Add(attempt);
        if (line.Kind != BillLineKind.Refund) return;
        _wentBack.Add((line.ChannelTransactionId, attempt));
        if (line.RefundNumber is { Length: > 0 } refund)
        {
            _refunds.Add(refund);
            _refunded.Add(attempt);
        }
        else
        {
            _reversed.Add(attempt);
        }
    }
}
