using Router.Abstractions;

namespace Router.TestKit.Compliance.Bench;

/// <summary>What the engine and the buyer do until an attempt is paid.</summary>
internal sealed class Buying(ChannelBench bench, BenchChannel channel)
{
    private const int RoundsMax = 6;

    public async Task<PaidAttempt> PayAsync(MethodManifest method, Money? amount = null)
    {
        var attempt = channel.Begin(method, amount);
        return await FinishAsync(attempt, await channel.PayAsync(attempt));
    }

    /// <summary>Goes on from the answer of a pay until the channel says that it is paid, and compares that with the provider's book.</summary>
    public async Task<PaidAttempt> FinishAsync(Attempt attempt, ChannelResult result)
    {
        var where = attempt.Method.Name;
        var hasPaid = false;
        for (var round = 0; round < RoundsMax; round++)
        {
            switch (result)
            {
                case { Outcome: PayOutcome.Succeeded }:
                    return Booked(new(attempt, result.ChannelTransactionId!, result.Captured!.Value));
                case { Outcome: PayOutcome.Pending, MustClose: true } or not { Outcome: PayOutcome.Pending }:
                    throw Promise.Broken($"{where}, a payment without any fault", "Succeeded or Pending", Promise.Show(result), "Compare the request with what the provider wants: its answer is in the fault.");
                case { ReadyToContinue: true }:
                    result = await channel.ContinueAsync(attempt);
                    continue;
            }

            if (!hasPaid) await ActAsync(attempt);
            hasPaid = true;
            bench.Time.Advance(TimeSpan.FromSeconds(2));
            var query = await channel.QueryAsync(attempt);
            if (query.Status == AttemptStatus.Paid) return Booked(new(attempt, query.ChannelTransactionId!, query.Captured!.Value));
            Promise.Keep(
                query.Status == AttemptStatus.Pending, $"{where}, the query after the buyer paid", "Paid, or Pending on the way there",
                Promise.Show(query), "Look at the status table and at the provider's answer.");
            result = ChannelResult.Pending() with { ReadyToContinue = query.ReadyToContinue };
        }

        throw Promise.Broken($"{where}, after the buyer paid", "Paid in the end", "Pending, again and again", "Look at the status table: which answer of the provider means paid?");
    }

    /// <summary>The buyer pays, and it is an error where the provider does not let him.</summary>
    public async Task ActAsync(Attempt attempt)
    {
        if (await bench.Provider.ActAsync(BuyerAct.Pay, channel.Account.MerchantId, attempt.Request, attempt.Action)) return;
        throw Promise.Broken(
            $"{attempt.Method.Name}, the buyer pays", "the provider to let him", $"it did not; his action was {attempt.Action?.Kind.ToString() ?? "none"} {attempt.Action?.Content}",
            "Look at what the provider needs to know the payment by: number, amount, expiry, signature of the action.");
    }

    private PaidAttempt Booked(PaidAttempt paid)
    {
        var where = paid.Attempt.Method.Name;
        var captures = bench.Booked(channel, paid.Number).Where(e => e.IsCapture).ToList();
        Promise.Keep(captures.Count == 1, $"{where}, the provider's book for {paid.Number}", "one capture", Promise.Show(captures), "One attempt number is one charge.");
        Promise.Keep(
            captures[0].Amount == paid.Attempt.Amount, $"{where}, the amount in the provider's book", $"{paid.Attempt.Amount}", $"{captures[0].Amount}",
            "Convert amounts with Money.ToMajorText, never with double or decimal, and mind the currency's exponent at this provider.");
        Promise.Keep(
            captures[0].Amount == paid.Captured, $"{where}, the captured amount", $"{captures[0].Amount}, as the provider has it", $"{paid.Captured}",
            "Read amounts with Money.TryParseMajor, never with double or decimal.");
        Promise.Keep(
            captures[0].TransactionId == paid.TransactionId, $"{where}, the channel's transaction id", captures[0].TransactionId, paid.TransactionId,
            "Give the provider's own id of the payment, not our number and not the id of an order or intent where it has another.");
        return paid;
    }
}
