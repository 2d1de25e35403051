using Router.Core.Orders;
using Router.Simulation.Banking;
using Router.Simulation.Disk;

namespace Router.Simulation.Checks;

/// <summary>
/// S4: what is told of an order is true by the books: why it ended, under which ids the channel has it, and that a refund failed because the
/// channel refused it. And nothing that people are to read is empty.
/// </summary>
internal sealed class TruthCheck(House house, IReadOnlyList<PaymentOrder> orders)
{
    /// <summary>So far from one another the clocks of two nodes may be.</summary>
    private static readonly TimeSpan s_clocks = TimeSpan.FromSeconds(31);
    private readonly bool _loses = StateWatch.LosesAnswers(house.Faults);

    public void Run()
    {
        foreach (var order in orders)
        {
            Readable(order);
            foreach (var attempt in order.Attempts) Kept(order, attempt);
        }

        foreach (var order in orders.Where(order => !order.HasOpenCase && !house.Erred.Contains(order.Terms.MerchantOrderNo)))
        {
            if (order.State == PaymentState.Succeeded) Paid(order);
            else if (order.State == PaymentState.Failed) Failed(order);
            else if (order.State == PaymentState.Closed) Closed(order);
            foreach (var refund in house.Disk.Orders.RefundsOfAsync(order.Id).Result()) Refunded(order, refund);
        }
    }

    private void Paid(PaymentOrder order)
    {
        if (order.WinningAttempt is not { } number || house.Books.Find(number) is not { } entry) return;
        var winner = order.FindAttempt(number)!;
        if (winner.ChannelTransactionId != entry.TransactionId)
            Found(order, $"the transaction of {number} is {entry.TransactionId} and stored as {winner.ChannelTransactionId ?? "nothing"}");
        if (winner.PaidAt is not { } paid || paid + s_clocks < entry.PaidAt)
            Found(order, $"{number} was captured at {entry.PaidAt:O} and is stored as paid at {winner.PaidAt:O}");
    }

    private void Failed(PaymentOrder order)
    {
        var sent = order.Attempts.Select(attempt => house.Books.Find(attempt.Number)).OfType<BankEntry>().ToList();
        if (sent.Count > 0 && sent.Count == order.Attempts.Count && sent.TrueForAll(entry => entry is { WasRefused: false }))
            Found(order, $"it failed ({order.ReasonCode}) and no channel has refused anything");
        var last = order.Attempts.Count > 0 ? house.Books.Find(order.Attempts[^1].Number) : null;
        if (last is { Status: EntryStatus.Declined } && order.Attempts[^1].Fault is not { RawCode: "refused" })
            Found(order, $"{last.Number} was refused, and what is kept of it is {order.Attempts[^1].Fault?.RawCode ?? "nothing"}");
        if (last is { Status: EntryStatus.Declined } && order.ReasonCode != $"refused.{last.RefusedBy.ToString().ToLowerInvariant()}")
            Found(order, $"the {last.RefusedBy} had it refused, and it failed for {order.ReasonCode}");
    }

    private void Closed(PaymentOrder order)
    {
        var last = order.Attempts.Count > 0 ? house.Books.Find(order.Attempts[^1].Number) : null;
        var asked = house.History.Find(order.Terms.MerchantOrderNo)?.EndAsked == true;
        if (order.ReasonCode == "closed.by-caller" && !asked) Found(order, "it is closed by a caller who has not asked for it");
        if (order.ReasonCode == "reversed" && !order.Attempts.Any(a => house.Books.Find(a.Number) is { Status: EntryStatus.Reversed })) Found(order, "nothing was reversed by a channel");
        if (order.ReasonCode == "expired" && order.FinishedAt + s_clocks < (last?.ExpiresAt is { } end && end < order.ExpiresAt ? end : order.ExpiresAt))
            Found(order, $"it is said to have expired at {order.FinishedAt:O}");
        if (order.ReasonCode == "interrupted" && last is { Status: EntryStatus.Declined, IsToldRefused: true } && !_loses)
            Found(order, $"{last.Number} was refused, and it is called {order.ReasonCode}");
    }

    // What the buyer was to do, and until when.
    private void Kept(PaymentOrder order, Attempt attempt)
    {
        if (attempt.Action is { Content: var content } && content != attempt.Number) Found(order, $"the buyer of {attempt.Number} was shown {content}");
        if (attempt.PayableUntil is { } until && until != house.Books.Find(attempt.Number)?.ExpiresAt)
            Found(order, $"{attempt.Number} is stored as payable until {until:O}, and it is {house.Books.Find(attempt.Number)?.ExpiresAt:O}");
    }

    private void Refunded(PaymentOrder order, RefundOrder refund)
    {
        var made = house.Books.FindRefund(refund.RefundNumber);
        if (refund.State == RefundState.Succeeded && refund.ChannelRefundId is { } id && id != "rf" + refund.RefundNumber) Found(order, $"refund {refund.MerchantRefundNo} is stored under {id}");
        if (refund is { State: RefundState.Succeeded, ChannelRefundId: null } && house.Decided == 0) Found(order, $"refund {refund.MerchantRefundNo} is stored without the channel's id");
        if (refund.State == RefundState.Failed && made is not { Status: BankRefundStatus.Failed } && house.Decided == 0)
            Found(order, $"refund {refund.MerchantRefundNo} failed ({refund.ReasonCode}) and the channel has it as {made?.Status.ToString() ?? "nothing"}");
    }

    private void Readable(PaymentOrder order)
    {
        if (order.State is PaymentState.Failed or PaymentState.Closed && (Empty(order.ReasonCode) || Empty(order.ReasonText))) Found(order, $"{order.State} without a reason");
        foreach (var question in order.Cases)
        {
            if (Empty(question.Kind) || Empty(question.Detail) || (question.ResolvedAt is not null && Empty(question.Resolution)))
                Found(order, $"the case {question.Kind} of {question.AttemptNumber} says nothing: {question.Detail} {question.Resolution}");
        }
    }

    private static bool Empty(string? text) => string.IsNullOrWhiteSpace(text);

    private void Found(PaymentOrder order, string text) => house.Findings.Add("S4", order.Terms.MerchantOrderNo, text);
}
