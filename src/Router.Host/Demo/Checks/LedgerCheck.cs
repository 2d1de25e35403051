namespace Router.Host.Demo.Checks;

/// <summary>
/// Compares the channels' own ledgers with what merchants asked for and were told: nobody charged twice, nothing lost, nothing given back
/// that was not taken. It knows no type of the engine and none of a plugin.
/// </summary>
internal sealed class LedgerCheck
{
    private readonly LedgerBook _book;
    private readonly IReadOnlyList<KnownOrder> _orders;
    private readonly List<LedgerFinding> _findings = [];

    private LedgerCheck(LedgerBook book, IReadOnlyList<KnownOrder> orders) => (_book, _orders) = (book, orders);

    public static LedgerResult Run(IEnumerable<string> ledgers, IReadOnlyList<KnownOrder> orders)
    {
        var check = new LedgerCheck(LedgerBook.Read(ledgers), orders);
        check.NobodyChargedTwice();
        check.NothingLost();
        check.NoMoneyWithoutOrder();
        check.RefundsWithinCaptures();
        check.RefundsAsKnown();
        return new(
            check._book.Lines, check._book.Attempts.Values.Sum(a => a.Captures), check._book.Refunds.Values.Sum(r => r.Count), check._findings);
    }

    private void NobodyChargedTwice()
    {
        foreach (var (number, attempt) in _book.Attempts)
        {
            if (attempt.Captures > 1) Found("charged-twice", number, $"attempt {number} was captured {attempt.Captures} times");
        }

        foreach (var group in _orders.GroupBy(o => (o.Merchant, o.OrderNo)))
        {
            var owed = group.Max(o => o.Amount);
            var net = group.SelectMany(o => o.Attempts).Distinct().Sum(NetOf);
            if (net > owed) Found("charged-twice", group.Key.OrderNo, $"{net} were taken and kept for an order over {owed}");
        }
    }

    private void NothingLost()
    {
        foreach (var order in _orders)
        {
            if (order.State == "missing") Found("lost", order.OrderNo, "the acknowledged payment is gone");
            if (order.Told is { } told && told != order.State) Found("lost", order.OrderNo, $"the merchant was told {told}, the payment is {order.State}");
            if (order.State is not "succeeded" && order.Told is not "succeeded") continue;
            if (order.Winner is not { } winner || !_book.Attempts.TryGetValue(winner, out var paid) || paid.Captures == 0)
                Found("lost", order.OrderNo, "the payment succeeded and no ledger has its capture");
            else if (paid.Captured != order.Amount * paid.Captures || paid.Currencies.Any(c => c != order.Currency))
                Found("amount", order.OrderNo, $"{paid.Captured} {string.Join('/', paid.Currencies)} were captured for an order over {order.Amount} {order.Currency}");
        }
    }

    private void NoMoneyWithoutOrder()
    {
        var known = new HashSet<string>(_orders.SelectMany(o => o.Attempts), StringComparer.Ordinal);
        foreach (var (number, attempt) in _book.Attempts)
        {
            if (!known.Contains(number)) Found("unknown-capture", number, $"{attempt.Captured} were captured under a number that nobody knows");
        }

        foreach (var order in _orders.Where(o => !o.HasOpenCase))
        {
            foreach (var number in order.Attempts.Where(n => NetOf(n) > 0 && !(order.State == "succeeded" && n == order.Winner)))
                Found("money-without-order", order.OrderNo, $"attempt {number} keeps {NetOf(number)}, the payment is {order.State} and nobody was asked to look");
        }
    }

    private void RefundsWithinCaptures()
    {
        foreach (var (number, attempt) in _book.Attempts)
        {
            if (attempt.GivenBack > attempt.Captured) Found("refund", number, $"{attempt.GivenBack} were given back of {attempt.Captured}");
        }

        foreach (var (number, lines) in _book.Refunds)
        {
            if (lines.Count > 1) Found("refund", number, $"the refund was made {lines.Count} times");
        }
    }

    private void RefundsAsKnown()
    {
        var known = new Dictionary<string, KnownRefund>(StringComparer.Ordinal);
        foreach (var refund in _orders.SelectMany(o => o.Refunds)) known[refund.Number] = refund;
        foreach (var refund in known.Values.Where(r => r.State == "succeeded"))
        {
            if (!_book.Refunds.TryGetValue(refund.Number, out var lines) || lines.All(l => l.Attempt != refund.Attempt || l.Amount != refund.Amount))
                Found("refund", refund.Number, $"the refund of {refund.Amount} succeeded and no ledger has it");
        }

        foreach (var number in _book.Refunds.Keys)
        {
            if (!known.TryGetValue(number, out var refund)) Found("refund", number, "money went back under a number that nobody knows");
            else if (refund.State is "failed" or "closed") Found("refund", number, $"money went back, the refund is {refund.State}");
        }
    }

    private long NetOf(string attempt) => _book.Attempts.TryGetValue(attempt, out var money) ? money.Net : 0;

    private void Found(string check, string subject, string text) => _findings.Add(new(check, subject, text));
}

/// <summary>One thing that may not be.</summary>
internal sealed record LedgerFinding(string Check, string Subject, string Text);

/// <summary>What was read and what was found.</summary>
internal sealed record LedgerResult(int Lines, int Captures, int Refunds, IReadOnlyList<LedgerFinding> Findings)
{
    public bool IsClean => Findings.Count == 0;
}
