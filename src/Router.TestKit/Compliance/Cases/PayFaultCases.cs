using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class PayFaultCases
{
    private const string ProvesNothing =
        "Only an authenticated answer for this very order proves anything; time-outs, broken answers, redirects, bad signatures and codes that no table lists are Unknown, or the buyer is charged twice.";

    private const string NotSentMend =
        "HttpRequestException with ConnectionError, NameResolutionError or SecureConnectionError before the request was written is NotSent with blame Network: nothing can have arrived.";

    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("a pay says only what is proved, whatever the wire does", PayUnderFaults),
        new("a pay that the provider refuses says whose doing it is", PayRefused),
        new("a continuation says only what is proved, and taken twice it is one charge", ContinueUnderFaults),
        new("a pay or refund whose connection is refused is NotSent", ConnectionRefused),
        new("a query or close whose connection is refused is Unknown", NothingAsked),
    ];

    private static async Task PayUnderFaults(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            if (await MakesNoRequestAsync(bench, method)) continue;
            foreach (var fault in Faults.Silencing.Where(f => bench.Provider.Knows(f, WireCall.Pay, method.Name)))
            {
                var where = $"{method.Name}, a pay under {fault}";
                var attempt = bench.Main.Begin(method);
                var arrived = bench.Provider.Requests.Count;
                var sent = bench.Main.Host.Sent;
                var result = await bench.UnderAsync(fault, token => bench.Main.PayAsync(attempt, token));
                Promise.Keep(result.Outcome == PayOutcome.Unknown, where, "Unknown", Promise.Show(result), ProvesNothing);
                NothingElsewhere(bench, where, arrived, sent);
                await LaterTellsAsync(bench, attempt, where, Faults.IsBooked(fault));
            }
        }
    }

    // A redirect that is followed sends what was meant for the provider to somebody else.
    public static void NothingElsewhere(ChannelBench bench, string where, int arrived, int sent)
    {
        var (toProvider, byHost) = (bench.Provider.Requests.Count - arrived, bench.Main.Host.Sent - sent);
        Promise.Keep(byHost <= toProvider, where, $"every request to go to the provider ({toProvider} arrived)", $"{byHost} were sent", "Never follow a redirect and never send again.");
    }

    private static async Task LaterTellsAsync(ChannelBench bench, Attempt attempt, string where, bool isBooked)
    {
        var method = attempt.Method;
        if (method.Operations.Contains(ChannelOperation.Query))
        {
            bench.Time.Advance(TimeSpan.FromSeconds(5));
            var query = await bench.Main.QueryAsync(attempt);
            var isPaid = bench.Booked(bench.Main, attempt.Number).Any(e => e.IsCapture);
            var isTrue = query.Status switch
            {
                AttemptStatus.Paid => isPaid,
                AttemptStatus.Pending => !isPaid && (isBooked || method.ResolveBy == ResolveBy.Replay),
                AttemptStatus.NotFound => !isPaid && (!isBooked || !bench.Provider.HasUnopened(method.Name)),
                _ => false,
            };
            Promise.Keep(
                isTrue, where + ", the query afterwards", isPaid ? "Paid, as the book says" : isBooked ? "Pending: the provider has the order" : "NotFound: the provider has no order",
                Promise.Show(query), "The query is how the engine learns the truth.");
        }

        // The same number again: whatever the first one did, there is one charge.
        var again = await bench.Main.PayAsync(attempt);
        if (again.Outcome is PayOutcome.Pending or PayOutcome.Succeeded && !again.MustClose) await new Buying(bench, bench.Main).FinishAsync(attempt, again);
        else
        {
            Promise.Keep(
                again.Outcome == PayOutcome.Unknown && isBooked, where + ", the same number asked again", isBooked ? "Succeeded, Pending or Unknown" : "Succeeded or Pending",
                Promise.Show(again), "\"Number used\" and \"already paid\" are Unknown; a number that the provider never booked can be used.");
        }

        var captures = bench.Booked(bench.Main, attempt.Number).Count(e => e.IsCapture);
        Promise.Keep(captures <= 1, where + " and the same number asked again", "one charge", $"{captures}", "Send the attempt number as the order number, and the idempotency key from it.");
    }

    private static async Task PayRefused(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            if (await MakesNoRequestAsync(bench, method)) continue;
            await RefusedAsync(bench, method, WireFault.TooFrequent, "Declined by the channel (the engine lets the account rest and asks another)", r =>
                r is { Outcome: PayOutcome.Declined, Fault.Blame: FaultBlame.Channel });
            await RefusedAsync(bench, method, WireFault.NotPermitted, "Declined, blame us", r => r is { Outcome: PayOutcome.Declined, Fault.Blame: FaultBlame.Us });
            await RefusedAsync(bench, method, WireFault.Refused, "Declined, blame payer; or RefusedButPayable where the buyer can try again under the same number", r =>
                r is { Outcome: PayOutcome.Declined, Fault.Blame: FaultBlame.Payer } or { Outcome: PayOutcome.Pending, MustClose: true });
        }
    }

    private static async Task RefusedAsync(ChannelBench bench, MethodManifest method, WireFault fault, string expected, Func<ChannelResult, bool> isRight)
    {
        if (!bench.Provider.Knows(fault, WireCall.Pay, method.Name)) return;
        var attempt = bench.Main.Begin(method);
        var result = await bench.UnderAsync(fault, token => bench.Main.PayAsync(attempt, token));
        Promise.Keep(isRight(result), $"{method.Name}, a pay under {fault}", expected, Promise.Show(result), "Put the code into the error table with its outcome and blame.");
        Promise.Keep(!string.IsNullOrEmpty(result.Fault!.RawCode), $"{method.Name}, a pay under {fault}", "the channel's own code in the fault", "none", "People search for it.");
        var booked = bench.Booked(bench.Main, attempt.Number);
        Promise.Keep(booked.Count == 0, $"{method.Name}, a pay under {fault}", "nothing booked", Promise.Show(booked), "A refused payment moves no money.");
    }

    private static async Task ContinueUnderFaults(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.Continue))
        {
            foreach (var fault in Faults.Silencing.Where(f => bench.Provider.Knows(f, WireCall.Continue, method.Name)))
            {
                var where = $"{method.Name}, a continuation under {fault}";
                if (await ReadyAsync(bench, method) is not { } attempt)
                {
                    bench.LeaveOut($"{method.Name} never came to be ready to continue");
                    break;
                }

                var result = await bench.UnderAsync(fault, token => bench.Main.ContinueAsync(attempt, token));
                Promise.Keep(result.Outcome == PayOutcome.Unknown, where, "Unknown", Promise.Show(result), ProvesNothing);
                bench.Time.Advance(TimeSpan.FromSeconds(5));
                var query = await bench.Main.QueryAsync(attempt);
                var isPaid = bench.Booked(bench.Main, attempt.Number).Any(e => e.IsCapture);
                Promise.Keep(
                    isPaid ? query.Status == AttemptStatus.Paid : query is { Status: AttemptStatus.Pending, ReadyToContinue: true },
                    where + ", the query afterwards", isPaid ? "Paid, as the book says" : "Pending, ready to continue", Promise.Show(query), "The query is how the engine learns the truth.");
                var again = await bench.Main.ContinueAsync(attempt);
                Promise.Keep(
                    again.Outcome is PayOutcome.Succeeded or PayOutcome.Pending || (isPaid && again.Outcome == PayOutcome.Unknown),
                    where + ", the same step taken again", "Succeeded (or Unknown where it was taken before)", Promise.Show(again), "\"Already captured\" is Unknown.");
                await new Buying(bench, bench.Main).FinishAsync(attempt, isPaid ? ChannelResult.Succeeded(query.ChannelTransactionId!, query.Captured!.Value) : again);
            }
        }
    }

    /// <summary>An attempt that the buyer has approved; null where the method never asks to be continued.</summary>
    public static async Task<Attempt?> ReadyAsync(ChannelBench bench, MethodManifest method)
    {
        var attempt = bench.Main.Begin(method);
        var result = await bench.Main.PayAsync(attempt);
        if (result.ReadyToContinue) return attempt;
        if (result.Outcome != PayOutcome.Pending) return null;
        await new Buying(bench, bench.Main).ActAsync(attempt);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        return await bench.Main.QueryAsync(attempt) is { Status: AttemptStatus.Pending, ReadyToContinue: true } ? attempt : null;
    }

    private static async Task ConnectionRefused(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            // Once without and once with whatever token or key an earlier call has fetched.
            if (await MakesNoRequestAsync(bench, method)) continue;
            await NotSentAsync(bench, bench.Open(bench.Fixture.Account), method);
            await NotSentAsync(bench, bench.Main, method);
        }

        foreach (var method in bench.MethodsWith(ChannelOperation.Refund).Take(1))
        {
            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            var refund = bench.Main.BeginRefund(paid, paid.Captured);
            var result = await RefusingAsync(bench.Main, () => bench.Main.RefundAsync(refund));
            Promise.Keep(result.Outcome == RefundOutcome.NotSent, $"{method.Name}, a refund whose connection is refused", "NotSent", Promise.Show(result), NotSentMend);
        }
    }

    private static async Task NothingAsked(ChannelBench bench)
    {
        const string Mend = "What could not be asked is not known: neither gone nor closed.";
        foreach (var method in bench.MethodsWith(ChannelOperation.Query))
        {
            var attempt = bench.Main.Begin(method);
            await bench.Main.PayAsync(attempt);
            var before = bench.Main.Host.Sent;
            var query = await RefusingAsync(bench.Main, () => bench.Main.QueryAsync(attempt));
            Promise.Keep(
                query.Status == AttemptStatus.Unknown || bench.Main.Host.Sent == before, $"{method.Name}, a query whose connection is refused", "Unknown", Promise.Show(query), Mend);
            if (!method.Operations.Contains(ChannelOperation.Close)) continue;
            before = bench.Main.Host.Sent;
            var close = await RefusingAsync(bench.Main, () => bench.Main.CloseAsync(attempt));
            Promise.Keep(
                close.Outcome == CloseOutcome.Unknown || bench.Main.Host.Sent == before, $"{method.Name}, a close whose connection is refused", "Unknown", Promise.Show(close), Mend);
        }
    }

    private static async Task NotSentAsync(ChannelBench bench, BenchChannel channel, MethodManifest method)
    {
        var attempt = channel.Begin(method);
        var arrived = bench.Provider.Requests.Count;
        var result = await RefusingAsync(channel, () => channel.PayAsync(attempt));
        Promise.Keep(
            result is { Outcome: PayOutcome.NotSent, Fault.Blame: FaultBlame.Network }, $"{method.Name}, a pay whose connection is refused", "NotSent, blame Network", Promise.Show(result), NotSentMend);
        Promise.Keep(bench.Provider.Requests.Count == arrived, $"{method.Name}, a pay whose connection is refused", "nothing to arrive", "something arrived", "Use host.Http alone.");
    }

    private static async Task<T> RefusingAsync<T>(BenchChannel channel, Func<Task<T>> call)
    {
        channel.Host.RefusesConnections = true;
        try
        {
            return await call();
        }
        finally
        {
            channel.Host.RefusesConnections = false;
        }
    }

    public static async Task<bool> MakesNoRequestAsync(ChannelBench bench, MethodManifest method)
    {
        var count = bench.Provider.Requests.Count;
        await bench.Main.PayAsync(bench.Main.Begin(method));
        if (bench.ArrivedSince(count).Count > 0) return false;
        bench.LeaveOut($"a pay of {method.Name} makes no request, so nothing on the wire can spoil it");
        return true;
    }
}
