using Router.Core.Orders;
using Router.Core.Store;
using Router.Simulation.Disk;
using Router.Simulation.World;
using Router.TestKit.Stores;

namespace Router.Simulation.Checks;

/// <summary>Looks at every commit that reaches the disk: I5, I6 and I7, and that numbers are unique, by a table of its own.</summary>
internal sealed class CommitWatch(SimWorld world, Findings findings, DayWatch days)
{
    private readonly Dictionary<string, string> _blocking = new(StringComparer.Ordinal);

    public static (PaymentOrder? Payment, RefundOrder? Refund) Before(InMemoryOrderStore orders, OrderCommit commit) => (
        commit.Payment is { } payment ? orders.FindPaymentAsync(payment.Order.Id).Result() : null,
        commit.Refund is { } refund ? orders.FindRefundAsync(refund.Refund.Id).Result() : null);

    public void After((PaymentOrder? Payment, RefundOrder? Refund) before, OrderCommit commit)
    {
        if (commit.Payment is { Order: { } order }) Payment(before.Payment, order);
        if (commit.Refund is { Refund: { } refund }) Refund(before.Refund, refund);
    }

    private void Payment(PaymentOrder? before, PaymentOrder after)
    {
        if (before?.State != after.State) world.Note("order", after.Terms.MerchantOrderNo, after.State.ToString());
        if (world.Trace.IsRead)
        {
            world.Trace.Say(world.Now, "commit", after.Terms.MerchantOrderNo,
                $"{after.Id} {after.State} {after.ReasonCode} {string.Join(' ', after.Attempts.Select(a => $"{a.Number}@{a.AccountId}={a.State}"))}");
        }

        if (after.Attempts.Count(a => a.IsLive) > 1) findings.Add("I5", after.Terms.MerchantOrderNo, "two attempts are live");
        if (after.RefundHeldMinor > after.Terms.Amount.Minor || after.RefundedMinor > after.RefundHeldMinor)
            findings.Add("I6", after.Terms.MerchantOrderNo, $"{after.RefundHeldMinor} held and {after.RefundedMinor} refunded of {after.Terms.Amount.Minor}");
        // Whoever asks while it is open is told whether it is known what became of the money.
        if (after is { State: PaymentState.InDoubt or PaymentState.Paying, LiveAttempt: { } live } && (live.State == AttemptState.Unknown) != (after.State == PaymentState.InDoubt))
            findings.Add("S4", after.Terms.MerchantOrderNo, $"it is called {after.State} while its attempt is {live.State}");
        Number(after);
        days.After(before, after);
        if (before is null) return;
        if (before.State != after.State && !MayFollow(before.State, after.State))
            findings.Add("I7", after.Terms.MerchantOrderNo, $"the payment went from {before.State} to {after.State}");
        if (before.WinningAttempt is { } winner && after.WinningAttempt != winner) findings.Add("I7", after.Terms.MerchantOrderNo, "its winning attempt changed");
        if (before.RefundedMinor > after.RefundedMinor) findings.Add("I7", after.Terms.MerchantOrderNo, "what was refunded became less");
        foreach (var attempt in before.Attempts) Attempt(after, attempt);
    }

    private void Attempt(PaymentOrder after, Attempt before)
    {
        if (after.FindAttempt(before.Number) is not { } now)
            findings.Add("I7", after.Terms.MerchantOrderNo, $"attempt {before.Number} is gone");
        else if (!before.IsLive && now.State != before.State && now.State is not (AttemptState.Captured or AttemptState.Reversed))
            findings.Add("I7", after.Terms.MerchantOrderNo, $"attempt {before.Number} went from {before.State} to {now.State}");
        else if (before.State != AttemptState.Sending && now.State == AttemptState.Sending)
            findings.Add("I7", after.Terms.MerchantOrderNo, $"attempt {before.Number} went back to Sending");
    }

    private void Refund(RefundOrder? before, RefundOrder after)
    {
        if (before is null || before.State == after.State) return;
        world.Note("refund", after.MerchantRefundNo, $"{after.RefundNumber} {after.State}");
        if (before.State is RefundState.Succeeded or RefundState.Failed or RefundState.Closed || after.State == RefundState.Created)
            findings.Add("I7", after.MerchantRefundNo, $"the refund went from {before.State} to {after.State}");
        if (before.RefundNumber != after.RefundNumber) findings.Add("I6", after.MerchantRefundNo, "the refund changed its number");
    }

    private void Number(PaymentOrder after)
    {
        var key = after.Terms.MerchantOrderNo;
        var blocks = after.State is not (PaymentState.Failed or PaymentState.Closed);
        var holder = _blocking.GetValueOrDefault(key);
        if (blocks && holder is not null && holder != after.Id) findings.Add("I9", key, $"{holder} and {after.Id} hold the number at once");
        if (blocks) _blocking[key] = after.Id;
        else if (holder == after.Id) _blocking.Remove(key);
    }

    private static bool MayFollow(PaymentState from, PaymentState to) => from switch
    {
        PaymentState.Created => to is PaymentState.Challenged or PaymentState.Paying or PaymentState.Failed or PaymentState.Closed,
        PaymentState.Challenged => to is PaymentState.Paying or PaymentState.Failed or PaymentState.Closed,
        PaymentState.Paying or PaymentState.InDoubt or PaymentState.Suspense => to is not (PaymentState.Created or PaymentState.Challenged),
        _ => false,
    };
}
