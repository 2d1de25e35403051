using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class CancellationCases
{
    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("a call that waits for its answer ends soon after it is cancelled", StalledCallsEnd),
        new("a call that is cancelled before it begins sends nothing", CancelledCallsSendNothing),
        new("an answer without end is not read without end", EndlessAnswers),
    ];

    private static async Task StalledCallsEnd(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            foreach (var (call, what) in await CallsAsync(bench, method))
            {
                if (!bench.Provider.Knows(WireFault.Stall, what, method.Name)) continue;
                // That it ends is seen where the call is made; an end that claims more than Unknown is the faults' cases'.
                await bench.UnderAsync(WireFault.Stall, async token => await call(token));
            }
        }
    }

    private static async Task CancelledCallsSendNothing(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            foreach (var (call, what) in await CallsAsync(bench, method))
            {
                var before = bench.Provider.Requests.Count;
                var entries = bench.Provider.Entries.Count;
                await call(new CancellationToken(canceled: true));
                Promise.Keep(
                    bench.Provider.Requests.Count == before && bench.Provider.Entries.Count == entries, $"{method.Name}, {what} with a token that is cancelled already", "nothing to be sent",
                    "a request", "Pass the token on to host.Http.");
            }
        }
    }

    private static async Task EndlessAnswers(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            foreach (var (call, what) in await CallsAsync(bench, method))
            {
                // Bills are longer than anything else, and each provider's differently.
                if (what == WireCall.Bill || !bench.Provider.Knows(WireFault.Endless, what, method.Name)) continue;
                var isEnded = false;
                // Real time, and only against hanging for ever.
                using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(15));
                await bench.UnderAsync(WireFault.Endless, async _ => isEnded = await call(guard.Token) && !guard.IsCancellationRequested);
                Promise.Keep(isEnded, $"{method.Name}, {what} whose answer has no end", "an end after a megabyte or so", "reading on and on", "Read answers with a bound: ResponseHeadersRead, then the stream, then enough is enough.");
            }
        }
    }

    private static async Task<List<(Func<CancellationToken, Task<bool>> Call, WireCall What)>> CallsAsync(ChannelBench bench, MethodManifest method)
    {
        var channel = bench.Main;
        var calls = new List<(Func<CancellationToken, Task<bool>>, WireCall)> { (token => Ends(channel.PayAsync(channel.Begin(method), token)), WireCall.Pay) };
        if (method.Operations.Contains(ChannelOperation.Query) || method.Operations.Contains(ChannelOperation.Refund))
        {
            var paid = await new Buying(bench, channel).PayAsync(method);
            if (method.Operations.Contains(ChannelOperation.Query)) calls.Add((token => Ends(channel.QueryAsync(paid.Attempt, token)), WireCall.Query));
            if (method.Operations.Contains(ChannelOperation.Refund))
            {
                var refund = channel.BeginRefund(paid, paid.Captured);
                calls.Add((token => Ends(channel.RefundAsync(refund, token)), WireCall.Refund));
                calls.Add((token => Ends(channel.QueryRefundAsync(refund, token)), WireCall.QueryRefund));
            }
        }

        if (method.Operations.Contains(ChannelOperation.Close))
        {
            var open = channel.Begin(method);
            await channel.PayAsync(open);
            calls.Add((token => Ends(channel.CloseAsync(open, token)), WireCall.Close));
        }

        if (method.Operations.Contains(ChannelOperation.Continue) && await PayFaultCases.ReadyAsync(bench, method) is { } ready)
            calls.Add((token => Ends(channel.ContinueAsync(ready, token)), WireCall.Continue));
        if (bench.Manifest.Bills is not null) calls.Add((token => Ends(channel.BillAsync(DateOnly.FromDateTime(ChannelBench.Start.UtcDateTime), token)), WireCall.Bill));
        return calls;
    }

    private static async Task<bool> Ends(Task call)
    {
        await call;
        return true;
    }
}
