using Microsoft.Extensions.Logging;
using Router.Core.Cases;
using Router.Core.Store;

namespace Router.Hosting.Background;

/// <summary>Alarms every day what has been open for more than three.</summary>
internal static class OldCases
{
    private static readonly TimeSpan s_old = TimeSpan.FromDays(3);

    public static async Task<bool> AlarmAsync(CaseDesk desk, TimeProvider time, ILogger log)
    {
        var filter = new PaymentFilter(WithOpenCase: true, Limit: 500);
        while (true)
        {
            var (cases, before) = await desk.ListAsync(filter);
            foreach (var (order, question) in cases.Select(c => (c.Order, c.Case)).Where(c => time.GetUtcNow() - c.Case.OpenedAt > s_old))
                HostLog.OldCase(log, question.Kind, question.OpenedAt, order.Id, question.AttemptNumber, question.Detail);
            if (before is null) return false;
            filter = filter with { Before = before };
        }
    }
}
