using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class PreAuthorizationCases
{
    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("a held amount is captured in part or whole, and once under one number", Captured),
        new("a held amount that is let go cannot be captured", LetGo),
        new("an authorisation and a void say only what is proved, whatever the wire does", HeldUnderFaults),
        new("a capture of a held amount says only what is proved, whatever the wire does", CapturedUnderFaults),
    ];

    /// <summary>Holds the usual amount of a method; nothing may be booked by that.</summary>
    private static async Task<Attempt> HeldAsync(ChannelBench bench, MethodManifest method)
    {
        var where = $"{method.Name}, an authorisation";
        var attempt = bench.Main.Begin(method);
        var result = await bench.Main.AuthorizeAsync(attempt);
        Promise.Keep(result is { Outcome: PayOutcome.Succeeded } or { Outcome: PayOutcome.Pending, MustClose: false }, where, "Succeeded (held) or Pending", Promise.Show(result), "The provider's answer is in the fault.");
        if (result is { Outcome: PayOutcome.Pending, ReadyToContinue: false })
        {
            await new Buying(bench, bench.Main).ActAsync(attempt);
            bench.Time.Advance(TimeSpan.FromSeconds(2));
            var query = await bench.Main.QueryAsync(attempt);
            Promise.Keep(query.Status == AttemptStatus.Pending, where + ", the query after the buyer approved", "Pending: money is held, none has moved", Promise.Show(query), "Paid means captured.");
            result = ChannelResult.Pending() with { ReadyToContinue = query.ReadyToContinue };
        }

        if (result.ReadyToContinue) await bench.Main.ContinueAsync(attempt);
        var booked = bench.Booked(bench.Main, attempt.Number);
        Promise.Keep(booked.Count == 0, where, "nothing captured", Promise.Show(booked), "Holding is not capturing.");
        return attempt;
    }

    private static async Task Captured(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.PreAuthorize))
        {
            var whole = Amounts.Usual(method);
            foreach (var amount in new[] { whole with { Minor = whole.Minor / 5_000 * 1_000 }, whole })
            {
                var where = $"{method.Name}, a capture of {amount} out of {whole}";
                var attempt = await HeldAsync(bench, method);
                var number = bench.NextNumber('C');
                var result = await bench.Main.CaptureAsync(attempt, number, amount);
                Promise.Keep(result.Outcome is PayOutcome.Succeeded or PayOutcome.Pending, where, "Succeeded, or Pending on the way there", Promise.Show(result), "The provider's answer is in the fault.");
                bench.Time.Advance(TimeSpan.FromSeconds(7));
                var again = await bench.Main.CaptureAsync(attempt, number, amount);
                Promise.Keep(again.Outcome is not (PayOutcome.Declined or PayOutcome.NotSent), where + " under the same number again", "Succeeded, Pending or Unknown", Promise.Show(again), "\"Already captured\" is Unknown.");
                var query = await bench.Main.QueryAsync(attempt);
                var captures = bench.Booked(bench.Main, attempt.Number).Where(e => e.IsCapture).ToList();
                Promise.Keep(captures.Count == 1 && captures[0].Amount == amount, where + ", the provider's book", $"one capture of {amount}", Promise.Show(captures), "One capture number is one capture.");
                Promise.Keep(query.Status == AttemptStatus.Paid && query.Captured == amount, where + ", the query", $"Paid of {amount}", Promise.Show(query), "Tell what was captured, not what was held.");
            }
        }
    }

    private static async Task LetGo(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.PreAuthorize))
        {
            var attempt = await HeldAsync(bench, method);
            var result = await bench.Main.VoidAsync(attempt);
            Promise.Keep(result.Outcome == CloseOutcome.Closed, $"{method.Name}, a void of what is held", "Closed", Promise.Show(result), "The provider's answer is in the fault.");
            var capture = await bench.Main.CaptureAsync(attempt, bench.NextNumber('C'), attempt.Amount);
            var booked = bench.Booked(bench.Main, attempt.Number);
            Promise.Keep(capture.Outcome != PayOutcome.Succeeded && booked.Count == 0, $"{method.Name}, a capture of what was let go", "no success and nothing booked", $"{Promise.Show(capture)} and {Promise.Show(booked)}", "Closed means that no money ever moves under the number.");
            var query = await bench.Main.QueryAsync(attempt);
            Promise.Keep(query.Status == AttemptStatus.Closed, $"{method.Name}, the query of what was let go", "Closed", Promise.Show(query), "Look at the status table.");
        }
    }

    private static async Task HeldUnderFaults(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.PreAuthorize))
        {
            foreach (var fault in Faults.Silencing.Where(f => bench.Provider.Knows(f, WireCall.Authorize, method.Name)))
            {
                var attempt = bench.Main.Begin(method);
                var result = await bench.UnderAsync(fault, token => bench.Main.AuthorizeAsync(attempt, token));
                Promise.Keep(result.Outcome == PayOutcome.Unknown, $"{method.Name}, an authorisation under {fault}", "Unknown", Promise.Show(result), "Only an authenticated answer for this very order proves anything.");
            }

            foreach (var fault in Faults.Silencing.Where(f => bench.Provider.Knows(f, WireCall.Void, method.Name)))
            {
                var attempt = await HeldAsync(bench, method);
                var result = await bench.UnderAsync(fault, token => bench.Main.VoidAsync(attempt, token));
                // An answer without a body, such as 204, is whole even where nothing of it is left.
                var mayBeClosed = fault is WireFault.Garbage or WireFault.Truncated;
                Promise.Keep(
                    result.Outcome == CloseOutcome.Unknown || (mayBeClosed && result.Outcome == CloseOutcome.Closed), $"{method.Name}, a void under {fault}", "Unknown", Promise.Show(result),
                    "A void that is believed and is none keeps the buyer's money held.");
            }
        }
    }

    private static async Task CapturedUnderFaults(ChannelBench bench)
    {
        foreach (var method in bench.MethodsWith(ChannelOperation.PreAuthorize))
        {
            foreach (var fault in Faults.Silencing.Where(f => bench.Provider.Knows(f, WireCall.Capture, method.Name)))
            {
                var where = $"{method.Name}, a capture under {fault}";
                var attempt = await HeldAsync(bench, method);
                var number = bench.NextNumber('C');
                var result = await bench.UnderAsync(fault, token => bench.Main.CaptureAsync(attempt, number, attempt.Amount, token));
                Promise.Keep(result.Outcome == PayOutcome.Unknown, where, "Unknown", Promise.Show(result), "Only an authenticated answer for this very order proves anything.");
                await bench.Main.CaptureAsync(attempt, number, attempt.Amount);
                var query = await bench.Main.QueryAsync(attempt);
                var captures = bench.Booked(bench.Main, attempt.Number).Count(e => e.IsCapture);
                Promise.Keep(captures == 1 && query.Status == AttemptStatus.Paid, where + ", under the same number again", "one capture, and Paid", $"{captures} and {Promise.Show(query)}", "Send the capture number as the idempotency key.");
            }
        }
    }
}
