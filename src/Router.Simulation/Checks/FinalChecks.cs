using Router.Core.Orders;
using Router.Simulation.Banking;
using Router.Simulation.Disk;
using Router.Simulation.Merchants;

namespace Router.Simulation.Checks;

/// <summary>
/// When all is quiet: the channels' books and the clients' history against what the engine says. The engine's own opinion is what is
/// judged and never what is judged by.
/// </summary>
internal sealed class FinalChecks(House house, IReadOnlyList<PaymentOrder> orders, bool isLast)
{
    private readonly Findings _findings = house.Findings;
    private readonly Dictionary<string, List<PaymentOrder>> _byNo = orders.GroupBy(o => o.Terms.MerchantOrderNo).ToDictionary(g => g.Key, g => g.ToList());
    private readonly HashSet<string> _attempts = [.. orders.SelectMany(o => o.Attempts).Select(a => a.Number)];

    public void Run()
    {
        foreach (var purchase in house.History.Purchases) Purchase(purchase);
        foreach (var order in orders)
        {
            Order(order);
            Ended(order);
            Told(order);
        }

        foreach (var entry in house.Books.Entries) Entry(entry);
        house.Days.Compare(house.Books);
        foreach (var refund in house.Books.Refunds) Refund(refund);
    }

    private void Purchase(Purchase purchase)
    {
        var mine = _byNo.GetValueOrDefault(purchase.OrderNo) ?? [];
        var net = house.Books.Of(purchase.OrderNo).Sum(e => e.Net);
        if (net > house.Sent(purchase.Amount) && !IsExcused(purchase.OrderNo) && !mine.Any(o => o.HasOpenCase))
            _findings.Add("I1", purchase.OrderNo, $"{net} were taken and kept of {house.Sent(purchase.Amount)}");
        foreach (var (id, final) in purchase.Acknowledged)
        {
            if (mine.FirstOrDefault(o => o.Id == id) is not { } order) _findings.Add("I3", purchase.OrderNo, $"the acknowledged payment {id} is gone");
            else if (final is { } said && said != order.State) _findings.Add("I3", purchase.OrderNo, $"{id} was answered as {said} and is {order.State}");
        }

        foreach (var (refundNo, id) in purchase.Refunds)
        {
            if (house.Disk.Orders.FindRefundAsync(id).Result() is null) _findings.Add("I3", refundNo, "the acknowledged refund is gone");
        }
    }

    // What people decided against the books comes to light by the bills: then there must be a case, or the money is where it belongs.
    private bool IsExcused(string orderNo) => house.Erred.Contains(orderNo)
        && (!isLast || (_byNo.GetValueOrDefault(orderNo) ?? []).Any(order => order.HasOpenCase));

    private void Order(PaymentOrder order)
    {
        var no = order.Terms.MerchantOrderNo;
        if (IsExcused(no)) return;
        foreach (var attempt in order.Attempts)
        {
            var wins = order.State == PaymentState.Succeeded && attempt.Number == order.WinningAttempt;
            if (!wins && !order.HasOpenCase && house.Books.Find(attempt.Number) is { Net: not 0 } entry)
                _findings.Add("I2", no, $"attempt {attempt.Number} keeps {entry.Net}, the payment is {order.State} and nobody was asked to look");
        }

        if (order.State != PaymentState.Succeeded) return;
        var winner = order.WinningAttempt is { } number ? house.Books.Find(number) : null;
        var sent = house.Sent(order.Terms.Amount.Minor);
        if (winner is null || winner.Captures != 1) _findings.Add("I2", no, $"the payment succeeded and its winner {order.WinningAttempt} was captured {winner?.Captures ?? 0} times");
        else if (winner.Captured != sent) _findings.Add("I2", no, $"the payment succeeded and {winner.Captured} of {sent} were captured");
        else if (!order.HasOpenCase && winner.Returned != house.Sent(order.RefundedMinor) && (order.RefundedMinor > 0 || winner.Returned > 0))
            _findings.Add("I6", no, $"{winner.Returned} went back, the payment says {order.RefundedMinor}");
    }

    private void Ended(PaymentOrder order)
    {
        if (Rest.WhyNot(order, house.Disk.Orders) is { } why) _findings.Add("I11", order.Terms.MerchantOrderNo, $"it has not come to an end: {why}, due {order.DueAt:O}");
    }

    private void Told(PaymentOrder order)
    {
        var outbox = house.Disk.Orders.OutboxOfAsync(order.Id).Result();
        foreach (var message in outbox.Where(m => m.State == OutboxState.Delivered && !house.Inbox.Has(m.Id)))
            _findings.Add("I8", order.Terms.MerchantOrderNo, $"{message.Type} is called delivered and never came");
        if (outbox.Any(m => m.State == OutboxState.Dead)) return;
        var said = house.Inbox.StateOf(order.Id);
        if (order.IsFinal && !IsNamed(said, order.State.ToString()))
            _findings.Add("I8", order.Terms.MerchantOrderNo, $"the merchant was told {said ?? "nothing"}, the payment is {order.State}");
        foreach (var refund in house.Disk.Orders.RefundsOfAsync(order.Id).Result())
        {
            RefundOrder(order, refund);
            var told = house.Inbox.StateOf(refund.Id);
            if (refund.IsFinal && !IsNamed(told, refund.State.ToString()))
                _findings.Add("I8", refund.MerchantRefundNo, $"the merchant was told {told ?? "nothing"}, the refund is {refund.State}");
        }
    }

    private static bool IsNamed(string? told, string state) => string.Equals(told, state, StringComparison.OrdinalIgnoreCase);

    private void RefundOrder(PaymentOrder order, RefundOrder refund)
    {
        if (IsExcused(order.Terms.MerchantOrderNo)) return;
        var made = house.Books.FindRefund(refund.RefundNumber);
        var asked = order.Cases.Any(c => c.Kind == "refund-contradiction" && c.AttemptNumber == refund.RefundNumber);
        if (refund.State == RefundState.Succeeded && made is { HasTurned: true } && !asked)
            _findings.Add("I6", refund.MerchantRefundNo, "what had been given back came back, and nobody was asked to look");
        if (refund.State == RefundState.Succeeded && made is not ({ Status: BankRefundStatus.Succeeded } or { HasTurned: true }))
            _findings.Add("I6", refund.MerchantRefundNo, $"the refund succeeded and the channel has it as {made?.Status.ToString() ?? "nothing"}");
        if (refund.State is RefundState.Failed or RefundState.Closed && made is { Status: BankRefundStatus.Succeeded } && !order.HasOpenCase)
            _findings.Add("I6", refund.MerchantRefundNo, $"money went back, the refund is {refund.State}");
    }

    private void Entry(BankEntry entry)
    {
        if (!_attempts.Contains(entry.Number)) _findings.Add("I4", entry.OrderNo, $"attempt {entry.Number} was sent and is not stored");
        if (entry.Captures > 1) _findings.Add("I1", entry.OrderNo, $"attempt {entry.Number} was captured {entry.Captures} times");
        if (entry.Returned > entry.Captured && !IsExcused(entry.OrderNo)) _findings.Add("I6", entry.OrderNo, $"{entry.Returned} went back of {entry.Captured}");
        var twice = house.Books.Refunds.Where(r => r.Attempt == entry.Number && r.Status == BankRefundStatus.Succeeded).GroupBy(r => r.Key).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) _findings.Add("I6", entry.OrderNo, $"the refund {twice.Key} was made {twice.Count()} times");
    }

    private void Refund(BankRefund refund)
    {
        if (house.Disk.Orders.FindRefundByNumberAsync(refund.Number).Result() is null)
            _findings.Add("I4", refund.Number, "a refund was sent that is not stored");
    }
}
