using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class RefundCases
{
    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("a whole refund goes back once, and the payment stays Paid", Whole),
        new("a refund number sent twice is one refund and the same bytes", Once),
        new("two partial refunds go back exactly", Partial),
        new("a refund of more than was captured fails and moves nothing", TooMuch),
        new("a refund that the merchant's balance cannot pay succeeds later under the same number", BalanceTooLow),
        new("a refund says only what is proved, whatever the wire does", UnderFaults),
        new("a query of a refund says only what is proved, whatever the wire does", QueryUnderFaults),
        new("a refund number that was never sent is NotFound", IsNotFound),
    ];

    /// <summary>Follows a refund until it has succeeded, and compares it with the provider's book.</summary>
    public static async Task<RefundResult> FinishAsync(ChannelBench bench, RefundWork refund, RefundResult result)
    {
        var where = $"{refund.Request.Method}, a refund of {refund.Request.Amount}";
        for (var round = 0; round < 6 && result.Outcome == RefundOutcome.Processing; round++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(5));
            result = await bench.Main.QueryRefundAsync(refund);
        }

        Promise.Keep(result.Outcome == RefundOutcome.Succeeded, where, "Succeeded, at once or after some queries", Promise.Show(result), "The provider's answer is in the fault.");
        var booked = bench.Booked(bench.Main, refund.Paid.Number).Where(e => e.RefundNumber == refund.Number).ToList();
        Promise.Keep(booked.Count == 1, where + ", the provider's book", "one refund", Promise.Show(booked), "One refund number is one refund.");
        Promise.Keep(
            booked[0].Amount == refund.Request.Amount && result.Refunded == refund.Request.Amount, where, $"{refund.Request.Amount} in the book and in the answer",
            $"{booked[0].Amount} in the book, {result.Refunded} in the answer", "Convert amounts exactly, and tell the refund's amount, not the payment's.");
        return result;
    }

    private static async Task Whole(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Refund))
        {
            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            var refund = bench.Main.BeginRefund(paid, paid.Captured);
            await FinishAsync(bench, refund, await bench.Main.RefundAsync(refund));
            var asked = await bench.Main.QueryRefundAsync(refund);
            Promise.Keep(
                asked.Outcome == RefundOutcome.Succeeded && asked.Refunded == paid.Captured, $"{method.Name}, the query of a refund", $"Succeeded of {paid.Captured}", Promise.Show(asked), "Look at the refund's status table.");
            if (!method.Operations.Contains(ChannelOperation.Query)) continue;
            var query = await bench.Main.QueryAsync(paid.Attempt);
            Promise.Keep(
                query.Status == AttemptStatus.Paid && query.Captured == paid.Captured, $"{method.Name}, the query of a payment that was given back", $"Paid of {paid.Captured}", Promise.Show(query),
                "A payment stays Paid after refunds; the refunds tell the rest.");
        }
    }

    private static async Task Once(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Refund))
        {
            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            var refund = bench.Main.BeginRefund(paid, Part(bench, paid));
            var stored = refund.AsStored();
            var count = bench.Provider.Requests.Count;
            var first = await bench.Main.RefundAsync(refund);
            var firstBytes = bench.ArrivedSince(count);
            bench.Time.Advance(TimeSpan.FromSeconds(7));
            count = bench.Provider.Requests.Count;
            var second = await bench.Open(bench.Fixture.Account).RefundAsync(stored);
            PaymentCases.SameBytes(bench, method.Name + ", a repeated refund", firstBytes, bench.ArrivedSince(count));
            Promise.Keep(
                second.Outcome is RefundOutcome.Succeeded or RefundOutcome.Processing or RefundOutcome.Unknown, $"{method.Name}, the same refund number again",
                "Succeeded, Processing or Unknown", Promise.Show(second), "\"Already refunded\" proves nothing about this number: Unknown.");
            await FinishAsync(bench, refund, first);
        }
    }

    private static async Task Partial(ChannelBench bench)
    {
        if (bench.Manifest.Refunds is not { Partial: true })
        {
            bench.LeaveOut("the manifest has no partial refunds");
            return;
        }

        foreach (var method in bench.MethodsWith(ChannelOperation.Refund))
        {
            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            var part = Part(bench, paid);
            foreach (var amount in new[] { part, paid.Captured - part })
            {
                var refund = bench.Main.BeginRefund(paid, amount);
                await FinishAsync(bench, refund, await bench.Main.RefundAsync(refund));
            }
        }
    }

    private static async Task TooMuch(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Refund))
        {
            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            var refund = bench.Main.BeginRefund(paid, paid.Captured + new Money(1_000, paid.Captured.Currency));
            var result = await bench.Main.RefundAsync(refund);
            Promise.Keep(
                result.Outcome is RefundOutcome.Failed or RefundOutcome.NotSent, $"{method.Name}, a refund of more than was captured", "Failed", Promise.Show(result),
                "The provider's \"more than can be refunded\" is final for this number.");
            var booked = bench.Booked(bench.Main, paid.Number).Where(e => !e.IsCapture).ToList();
            Promise.Keep(booked.Count == 0, $"{method.Name}, a refund of more than was captured", "nothing booked", Promise.Show(booked), "Never cut an amount to what is left.");
        }
    }

    private static async Task BalanceTooLow(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Refund))
        {
            if (!bench.Provider.Knows(WireFault.Refused, WireCall.Refund, method.Name))
            {
                bench.LeaveOut($"the provider never refuses a refund of {method.Name} for the merchant's balance");
                continue;
            }

            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            var refund = bench.Main.BeginRefund(paid, paid.Captured);
            var result = await bench.UnderAsync(WireFault.Refused, token => bench.Main.RefundAsync(refund, token));
            Promise.Keep(result.Outcome == RefundOutcome.RetryLater, $"{method.Name}, a refund that the merchant's balance cannot pay", "RetryLater", Promise.Show(result), "Failed would give up money that the buyer is owed.");
            bench.Time.Advance(TimeSpan.FromMinutes(10));
            await FinishAsync(bench, refund, await bench.Main.RefundAsync(refund));
        }
    }

    private static async Task UnderFaults(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Refund))
        {
            foreach (var fault in Faults.Silencing.Append(WireFault.TooFrequent).Append(WireFault.NotPermitted)
                .Where(f => bench.Provider.Knows(f, WireCall.Refund, method.Name)))
            {
                var where = $"{method.Name}, a refund under {fault}";
                var paid = await new Buying(bench, bench.Main).PayAsync(method);
                var refund = bench.Main.BeginRefund(paid, Part(bench, paid));
                var arrived = bench.Provider.Requests.Count;
                var sent = bench.Main.Host.Sent;
                var result = await bench.UnderAsync(fault, token => bench.Main.RefundAsync(refund, token));
                PayFaultCases.NothingElsewhere(bench, where, arrived, sent);
                Truthful(where, fault, result);
                if (result.Outcome == RefundOutcome.Unknown) await LaterTellsAsync(bench, refund, where);
                if (result.Outcome != RefundOutcome.Failed) await FinishAsync(bench, refund, await AgainAsync(bench, refund));
            }
        }
    }

    private static void Truthful(string where, WireFault fault, RefundResult result)
    {
        var (isTrue, expected) = fault switch
        {
            WireFault.TooFrequent => (result.Outcome == RefundOutcome.RetryLater, "RetryLater"),
            WireFault.NotPermitted => (
                result is { Outcome: RefundOutcome.RetryLater or RefundOutcome.Failed or RefundOutcome.Unknown, Fault.Blame: FaultBlame.Us }, "RetryLater, blame us"),
            _ => (result.Outcome == RefundOutcome.Unknown, "Unknown"),
        };
        Promise.Keep(isTrue, where, expected, Promise.Show(result), "Failed or Closed gives up money that the buyer is owed; Succeeded tells him of money that may never come.");
    }

    private static async Task LaterTellsAsync(ChannelBench bench, RefundWork refund, string where)
    {
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        var asked = await bench.Main.QueryRefundAsync(refund);
        var isBooked = bench.Booked(bench.Main, refund.Paid.Number).Any(e => e.RefundNumber == refund.Number);
        // A provider that has no look-up by our number cannot tell, and may only be asked again under the same number.
        var isTrue = asked.Outcome is RefundOutcome.Unknown or RefundOutcome.Processing
            || (isBooked ? asked.Outcome == RefundOutcome.Succeeded : asked.Outcome == RefundOutcome.NotFound);
        Promise.Keep(isTrue, where + ", the query afterwards", isBooked ? "Succeeded, as the book says" : "NotFound", Promise.Show(asked), "The query is how the engine learns the truth.");
    }

    private static async Task<RefundResult> AgainAsync(ChannelBench bench, RefundWork refund)
    {
        var again = await bench.Main.RefundAsync(refund);
        return again.Outcome == RefundOutcome.Unknown ? await bench.Main.QueryRefundAsync(refund) : again;
    }

    private static async Task QueryUnderFaults(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Refund))
        {
            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            var refund = bench.Main.BeginRefund(paid, paid.Captured);
            await FinishAsync(bench, refund, await bench.Main.RefundAsync(refund));
            foreach (var fault in Faults.Silencing.Append(WireFault.TooFrequent).Append(WireFault.NotPermitted)
                .Where(f => bench.Provider.Knows(f, WireCall.QueryRefund, method.Name)))
            {
                var arrived = bench.Provider.Requests.Count;
                var result = await bench.UnderAsync(fault, token => bench.Main.QueryRefundAsync(refund, token));
                if (bench.ArrivedSince(arrived).Count == 0) continue;
                Promise.Keep(
                    result.Outcome == RefundOutcome.Unknown, $"{method.Name}, a query of a refund under {fault}", "Unknown", Promise.Show(result),
                    "A query that failed proves nothing: not that the refund failed, and not that there is none.");
            }

            await FinishAsync(bench, refund, await bench.Main.QueryRefundAsync(refund));
        }
    }

    private static async Task IsNotFound(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Refund))
        {
            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            var asked = await bench.Main.QueryRefundAsync(bench.Main.BeginRefund(paid, paid.Captured));
            Promise.Keep(
                asked.Outcome is RefundOutcome.NotFound or RefundOutcome.Unknown, $"{method.Name}, the query of a refund that was never sent", "NotFound", Promise.Show(asked),
                "The provider's \"no such refund\" is NotFound; where it cannot be asked by our number, Unknown.");
        }
    }

    // Where only the whole may go back, the whole.
    private static Money Part(ChannelBench bench, PaidAttempt paid) => bench.Manifest.Refunds is { Partial: true }
        ? paid.Captured with { Minor = paid.Captured.Minor / 3_000 * 1_000 }
        : paid.Captured;
}
