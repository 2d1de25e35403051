using Router.Core.Health;

namespace Router.AspNetCore.Views;

internal sealed record OperationView(string AccountId, string Operation, long Answered, long Failed, string Breaker, DateTimeOffset? BreakUntil)
{
    public static OperationView Of(OperationCounters counters) => new(
        counters.AccountId, counters.Operation, counters.Answered, counters.Failed, counters.IsOpen ? "open" : "closed", counters.BreakUntil);
}
