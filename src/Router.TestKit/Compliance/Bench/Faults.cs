namespace Router.TestKit.Compliance.Bench;

/// <summary>Spoils calls on the wire.</summary>
internal static class Faults
{
    /// <summary>The faults after which nothing is proved about a call that moves money.</summary>
    public static IReadOnlyList<WireFault> Silencing { get; } =
    [
        WireFault.DropRequest, WireFault.DropAnswer, WireFault.Stall, WireFault.ServerError, WireFault.ServerErrorAfterBooking, WireFault.Garbage,
        WireFault.Truncated, WireFault.Redirect, WireFault.BadSignature, WireFault.Unsigned, WireFault.OtherOrder, WireFault.UnlistedCode,
    ];

    public static bool IsBooked(WireFault fault) => fault is WireFault.DropAnswer or WireFault.Stall or WireFault.ServerErrorAfterBooking
        or WireFault.Garbage or WireFault.Truncated or WireFault.BadSignature or WireFault.Unsigned or WireFault.OtherOrder;

    /// <summary>Makes a call whose next request is spoiled. A stalled call is cancelled once it waits for its answer.</summary>
    public static async Task<T> UnderAsync<T>(this ChannelBench bench, WireFault fault, Func<CancellationToken, Task<T>> call)
    {
        bench.Provider.Clear();
        bench.Provider.Inject(fault);
        try
        {
            if (fault != WireFault.Stall) return await call(CancellationToken.None);
            using var cancellation = new CancellationTokenSource();
            var before = bench.Provider.Requests.Count;
            var running = call(cancellation.Token);
            await ArrivalAsync(bench, running, before);
            await cancellation.CancelAsync();
            return await running;
        }
        finally
        {
            bench.Provider.Clear();
        }
    }

    // In real time, because the request travels in real time: until one that is no key call has arrived.
    private static async Task ArrivalAsync(ChannelBench bench, Task running, int before)
    {
        for (var waited = 0; waited < 10_000 && !running.IsCompleted && bench.ArrivedSince(before).Count == 0; waited += 10)
            await Task.Delay(10);
    }
}
