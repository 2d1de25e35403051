namespace Router.Load.Traffic;

/// <summary>A request and the moment at which it is due.</summary>
/// <param name="Due">Stopwatch ticks: latency is counted from here, however late it is sent.</param>
/// <param name="Kind">pay, repeat, second, query, switch, close, refund.</param>
/// <param name="SendAsync">Sends it; never throws for what the host did.</param>
internal sealed record Work(long Due, string Kind, Func<Task<Reply>> SendAsync);
