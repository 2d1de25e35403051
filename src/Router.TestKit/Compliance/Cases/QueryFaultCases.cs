using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class QueryFaultCases
{
    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("a query says only what is proved, whatever the wire does", QueryUnderFaults),
        new("a close of an unpaid attempt ends it, or says truthfully that it does not", CloseUnpaid),
        new("a close of a paid attempt says AlreadyPaid, or Reversed where the money goes back", ClosePaid),
        new("a close says only what is proved, whatever the wire does", CloseUnderFaults),
    ];

    private static IEnumerable<WireFault> Spoiling(ChannelBench bench, WireCall call, MethodManifest method) =>
        Faults.Silencing.Append(WireFault.TooFrequent).Append(WireFault.NotPermitted).Where(f => bench.Provider.Knows(f, call, method.Name));

    private static async Task QueryUnderFaults(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Query))
        {
            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            var open = bench.Main.Begin(method);
            await bench.Main.PayAsync(open);
            foreach (var fault in Spoiling(bench, WireCall.Query, method))
            {
                foreach (var attempt in new[] { paid.Attempt, open })
                {
                    var where = $"{method.Name}, a query of {(attempt == open ? "an unpaid" : "a paid")} attempt under {fault}";
                    var arrived = bench.Provider.Requests.Count;
                    var sent = bench.Main.Host.Sent;
                    var result = await bench.UnderAsync(fault, token => bench.Main.QueryAsync(attempt, token));
                    PayFaultCases.NothingElsewhere(bench, where, arrived, sent);
                    if (bench.ArrivedSince(arrived).Count == 0) continue;
                    Promise.Keep(
                        result.Status == AttemptStatus.Unknown, where, "Unknown", Promise.Show(result),
                        "A query that failed proves nothing: not that it is paid, and not that it is closed, declined or not there.");
                }
            }

            var later = await bench.Main.QueryAsync(paid.Attempt);
            Promise.Keep(later.Status == AttemptStatus.Paid, $"{method.Name}, the query when the faults are over", "Paid", Promise.Show(later), "A failed query changes nothing.");
        }
    }

    private static async Task CloseUnpaid(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Close))
        {
            var attempt = bench.Main.Begin(method);
            var pay = await bench.Main.PayAsync(attempt);
            if (pay.Outcome == PayOutcome.Succeeded)
            {
                bench.LeaveOut($"{method.Name} is paid at once, so there is nothing unpaid to close");
                continue;
            }

            var result = await bench.Main.CloseAsync(attempt);
            if (result is { Outcome: CloseOutcome.TooEarly, RetryAfter: { } wait })
            {
                bench.Time.Advance(wait);
                result = await bench.Main.CloseAsync(attempt);
            }

            var where = $"{method.Name}, a close of an unpaid attempt";
            Promise.Keep(
                result.Outcome is CloseOutcome.Closed or CloseOutcome.NotFound, where, "Closed, or NotFound where the provider has no order yet",
                Promise.Show(result), "Where the provider has no close, leave the operation out of the manifest.");
            var couldPay = await bench.Provider.ActAsync(BuyerAct.Pay, bench.Main.Account.MerchantId, attempt.Request, attempt.Action);
            if (result.Outcome == CloseOutcome.NotFound)
            {
                bench.LeaveOut($"{method.Name}: the provider knows no attempt that the buyer has not opened, so it closes none");
                continue;
            }

            var booked = bench.Booked(bench.Main, attempt.Number);
            Promise.Keep(!couldPay && booked.Count == 0, where + " that answered Closed", "that the buyer cannot pay", couldPay ? "he could" : Promise.Show(booked), "Closed means that no money ever moves under the number.");
            if (!method.Operations.Contains(ChannelOperation.Query)) continue;
            var query = await bench.Main.QueryAsync(attempt);
            Promise.Keep(query.Status == AttemptStatus.Closed, where + ", the query afterwards", "Closed", Promise.Show(query), "Look at the status table.");
            var again = await bench.Main.CloseAsync(attempt);
            Promise.Keep(
                again.Outcome is CloseOutcome.Closed or CloseOutcome.NotFound or CloseOutcome.Unknown, where + ", closed twice", "Closed, NotFound or Unknown", Promise.Show(again),
                "\"Already closed\" is Closed where the provider says it of this order.");
        }
    }

    private static async Task ClosePaid(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Close))
        {
            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            var where = $"{method.Name}, a close of a paid attempt";
            var result = await bench.Main.CloseAsync(paid.Attempt);
            var reversed = bench.Booked(bench.Main, paid.Number).Where(e => !e.IsCapture).ToList();
            if (result.Outcome == CloseOutcome.Reversed)
            {
                Promise.Keep(
                    reversed.Count == 1 && reversed[0].Amount == result.Reversed, where, "the reverse of that amount in the provider's book", Promise.Show(reversed),
                    "Say Reversed only where the provider says that the money goes back.");
            }
            else
            {
                Promise.Keep(
                    result.Outcome == CloseOutcome.AlreadyPaid && reversed.Count == 0, where, reversed.Count == 0 ? "AlreadyPaid" : "Reversed, as the book says", Promise.Show(result),
                    "The provider's \"already paid\" is AlreadyPaid; never Closed, for the money is there.");
            }

            if (!method.Operations.Contains(ChannelOperation.Query)) continue;
            var query = await bench.Main.QueryAsync(paid.Attempt);
            var expected = reversed.Count == 0 ? AttemptStatus.Paid : AttemptStatus.Reversed;
            Promise.Keep(query.Status == expected, where + ", the query afterwards", $"{expected}", Promise.Show(query), "Look at the status table.");
        }
    }

    private static async Task CloseUnderFaults(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Close))
        {
            foreach (var fault in Spoiling(bench, WireCall.Close, method))
            {
                var attempt = bench.Main.Begin(method);
                if ((await bench.Main.PayAsync(attempt)).Outcome == PayOutcome.Succeeded) break;
                var where = $"{method.Name}, a close under {fault}";
                var arrived = bench.Provider.Requests.Count;
                var sent = bench.Main.Host.Sent;
                var result = await bench.UnderAsync(fault, token => bench.Main.CloseAsync(attempt, token));
                PayFaultCases.NothingElsewhere(bench, where, arrived, sent);
                if (bench.ArrivedSince(arrived).Count == 0) continue;
                // An answer without a body, such as 204, is whole even where nothing of it is left.
                var mayBeClosed = fault is WireFault.Garbage or WireFault.Truncated;
                Promise.Keep(
                    result.Outcome == CloseOutcome.Unknown || (mayBeClosed && result.Outcome == CloseOutcome.Closed) || (fault == WireFault.TooFrequent && result.Outcome == CloseOutcome.TooEarly),
                    where, "Unknown", Promise.Show(result), "A close that is believed and is none lets the order fail over while the buyer can still pay.");
                if (result.Outcome != CloseOutcome.Closed) continue;
                var couldPay = await bench.Provider.ActAsync(BuyerAct.Pay, bench.Main.Account.MerchantId, attempt.Request, attempt.Action);
                Promise.Keep(!couldPay, where + " that answered Closed", "that the buyer cannot pay", "he could", "Closed means that no money ever moves under the number.");
            }
        }
    }
}
