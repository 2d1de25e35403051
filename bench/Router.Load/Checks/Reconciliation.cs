using Router.Host.Demo.Checks;
using Router.Load.Records;

namespace Router.Load.Checks;

/// <summary>
/// Compares three books that were kept apart: what merchants asked and were told, what the router shows at the end, and the channels' own
/// ledgers. Knows no type of the engine.
/// </summary>
internal sealed class Reconciliation
{
    private readonly History _history;
    private readonly IReadOnlyList<StoredOrder> _orders;
    private readonly Dictionary<string, StoredOrder> _byId;
    private readonly ILookup<(string Merchant, string OrderNo), AskedPayment> _asked;
    private readonly List<LedgerFinding> _differences = [];

    private Reconciliation(History history, IReadOnlyList<StoredOrder> orders)
    {
        (_history, _orders) = (history, orders);
        _byId = orders.ToDictionary(order => order.PaymentId, StringComparer.Ordinal);
        _asked = history.Payments.ToLookup(asked => (asked.Merchant, asked.OrderNo));
    }

    /// <param name="history">The merchants' book.</param>
    /// <param name="orders">The router's.</param>
    /// <param name="ledgers">The channels' files.</param>
    /// <param name="messages">Whether merchants wanted to be told.</param>
    public static Balance Run(History history, IReadOnlyList<StoredOrder> orders, IReadOnlyList<string> ledgers, bool messages)
    {
        var run = new Reconciliation(history, orders);
        foreach (var wrong in history.Contradictions) run.Found("contradiction", "", wrong);
        run.AcknowledgedIsThere();
        run.StoredWasAsked();
        run.EverythingEnded();
        run.OnePaidPerNumber();
        run.RefundsAreThere();
        if (messages) run.MerchantsWereTold();
        var check = LedgerCheck.Run(ledgers, [.. orders.Select(run.Known)]);
        return run.Count(LedgerBook.Read(ledgers), [.. run._differences, .. check.Findings]);
    }

    private void AcknowledgedIsThere()
    {
        foreach (var asked in _history.Payments)
        {
            if (asked.PaymentId is not { } id) continue;
            if (!_byId.TryGetValue(id, out var order)) Found("lost", asked.OrderNo, $"payment {id} was acknowledged and is gone");
            else if (asked.IsFinal && asked.State != order.State) Found("lost", asked.OrderNo, $"payment {id} was acknowledged as {asked.State} and is {order.State}");
            else if ((order.Merchant, order.OrderNo) != (asked.Merchant, asked.OrderNo)) Found("mixed-up", asked.OrderNo, $"payment {id} belongs to {order.OrderNo}");
        }

        foreach (var twice in _history.Payments.Where(asked => asked.PaymentId is not null).GroupBy(asked => asked.PaymentId).Where(same => same.Count() > 1))
            Found("mixed-up", twice.First().OrderNo, $"{twice.Count()} keys were answered with payment {twice.Key}");
    }

    private void StoredWasAsked()
    {
        foreach (var number in _orders.GroupBy(order => (order.Merchant, order.OrderNo)))
        {
            // A key that was refused made no payment, so one that got no answer is the only other that may have.
            var makers = _asked[number.Key].Count(asked => asked.Refusal is null);
            if (number.Count() > makers) Found("unasked", number.Key.OrderNo, $"{number.Count()} payments stand under a number for which {makers} requests were taken");
            foreach (var order in number.Where(order => _asked[number.Key].All(asked => asked.Amount != order.Amount)))
                Found("amount", number.Key.OrderNo, $"payment {order.PaymentId} is over {order.Amount}, which nobody asked for");
        }
    }

    private void EverythingEnded()
    {
        foreach (var order in _orders.Where(order => !order.IsSettled)) Found("open", order.OrderNo, $"payment {order.PaymentId} is {order.State}");
    }

    private void OnePaidPerNumber()
    {
        foreach (var number in _orders.Where(order => order.State == "succeeded").GroupBy(order => (order.Merchant, order.OrderNo)).Where(same => same.Count() > 1))
            Found("charged-twice", number.Key.OrderNo, $"{number.Count()} payments succeeded under one number: {string.Join(", ", number.Select(order => order.PaymentId))}");
    }

    private void RefundsAreThere()
    {
        foreach (var asked in _history.Refunds)
        {
            if (asked.RefundId is not { } id) continue;
            if (!_byId.TryGetValue(asked.PaymentId, out var order) || !order.Refunds.TryGetValue(id, out var refund))
                Found("lost", asked.Number, $"refund {id} was acknowledged and is gone");
            else if (refund.Amount != asked.Amount) Found("amount", asked.Number, $"refund {id} is over {refund.Amount}, asked was {asked.Amount}");
            else if (asked.State is "succeeded" or "failed" or "closed" && asked.State != refund.State)
                Found("lost", asked.Number, $"refund {id} was acknowledged as {asked.State} and is {refund.State}");
        }
    }

    private void MerchantsWereTold()
    {
        foreach (var order in _orders.Where(order => order.IsSettled && _history.ToldOf(order.PaymentId) != order.State))
            Found("told", order.OrderNo, $"payment {order.PaymentId} is {order.State}, the merchant was told {_history.ToldOf(order.PaymentId) ?? "nothing"}");
        foreach (var asked in _history.Refunds)
        {
            if (asked.RefundId is not { } id || !_byId.TryGetValue(asked.PaymentId, out var order) || !order.Refunds.TryGetValue(id, out var refund)) continue;
            if (refund.State is "succeeded" or "failed" or "closed" && _history.ToldOf(id) != refund.State)
                Found("told", asked.Number, $"refund {id} is {refund.State}, the merchant was told {_history.ToldOf(id) ?? "nothing"}");
        }
    }

    // The amount is the one asked for, not the one the router shows.
    private KnownOrder Known(StoredOrder order) => new(
        order.Merchant, order.OrderNo, _asked[(order.Merchant, order.OrderNo)].FirstOrDefault()?.Amount ?? order.Amount, AskedPayment.Currency, order.State,
        _history.ToldOf(order.PaymentId), order.HasOpenCase, order.Attempts, order.Winner, [.. order.Refunds.Values]);

    private Balance Count(LedgerBook book, IReadOnlyList<LedgerFinding> differences)
    {
        var winners = new HashSet<string>(_orders.Select(order => order.Winner).OfType<string>(), StringComparer.Ordinal);
        var captured = book.Attempts.Where(attempt => attempt.Value.Captures > 0).ToList();
        var stray = captured.Where(attempt => !winners.Contains(attempt.Key)).ToList();
        return new()
        {
            Asked = _history.Payments.Count,
            Refused = _history.Payments.Count(asked => asked.Refusal is not null),
            Unanswered = _history.Payments.Count(asked => asked.IsUnanswered),
            States = new SortedDictionary<string, int>(_orders.GroupBy(order => order.State).ToDictionary(same => same.Key, same => same.Count()), StringComparer.Ordinal),
            Captures = captured.Count,
            StrayGivenBack = stray.Count(attempt => attempt.Value.Net == 0),
            StrayKept = stray.Count(attempt => attempt.Value.Net != 0),
            Refunds = book.Refunds.Count,
            RefundedMinor = captured.Sum(attempt => attempt.Value.GivenBack),
            CapturedMinor = captured.Sum(attempt => attempt.Value.Captured),
            RefundsUnderWay = _orders.Sum(order => order.OpenRefunds.Count()),
            OpenCases = _orders.Count(order => order.HasOpenCase),
            Messages = _history.Messages,
            Differences = differences,
        };
    }

    private void Found(string check, string subject, string text) => _differences.Add(new(check, subject, text));
}
