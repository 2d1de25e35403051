using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.Stripe;

// Moves the money of an account: holds, captures, refunds, and what they leave on the balance.
internal sealed class SimTill(TimeProvider time, Action<ProviderEntry> book)
{
    public long Now => time.GetUtcNow().ToUnixTimeSeconds();

    public void Charge(SimAccount account, SimIntent intent)
    {
        intent.Charge = new(account.NextId("ch"), Now);
        intent.ActionUrl = null;
        intent.LastError = null;
        intent.Status = "requires_capture";
        if (intent.CaptureMethod == "automatic") Capture(account, intent, intent.Amount);
    }

    public void Capture(SimAccount account, SimIntent intent, long amount)
    {
        intent.Charge!.Captured = amount;
        intent.Received = amount;
        intent.Status = "succeeded";
        var fee = (intent.Amount * 29 / 1000) + 30;
        account.Balance.Add(new(account.NextId("txn"), "charge", "charge", intent.Amount, fee, intent.Currency, Now, Charge: intent));
        if (amount < intent.Amount)
            account.Balance.Add(new(account.NextId("txn"), "refund", "partial_capture_reversal", amount - intent.Amount, 0, intent.Currency, Now, Charge: intent));
        Book(account, intent, amount, null);
    }

    public SimRefund Refund(SimAccount account, SimIntent intent, long amount, string reason, SortedDictionary<string, string> metadata)
    {
        var refund = new SimRefund { Id = account.NextId("re"), Intent = intent, Amount = amount, Created = Now, Metadata = metadata, Reason = reason };
        intent.Refunded += amount;
        account.Refunds.Add(refund);
        account.Balance.Add(new(account.NextId("txn"), "refund", "refund", -amount, 0, intent.Currency, Now, Refund: refund));
        Book(account, intent, amount, metadata.GetValueOrDefault("refund") ?? "");
        return refund;
    }

    private void Book(SimAccount account, SimIntent intent, long amount, string? refundNumber) => book(new(
        account.Merchant.AccountId, intent.Metadata.GetValueOrDefault("attempt") ?? "", refundNumber, intent.Id, StripeMoney.ToMoney(intent.Currency, amount),
        DateTimeOffset.FromUnixTimeSeconds(Now)));
}
