using Router.Abstractions;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>When an attempt is to be queried next, by its method's schedule. Pure.</summary>
public static class QueryTimes
{
    private static readonly TimeSpan s_least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_most = TimeSpan.FromHours(6);

    /// <summary>The first moment after now on a schedule counted from the request; after its last entry, every last interval.</summary>
    public static DateTimeOffset After(DateTimeOffset requested, IReadOnlyList<TimeSpan> schedule, DateTimeOffset now)
    {
        foreach (var entry in schedule)
        {
            if (requested + entry > now + s_least) return requested + entry;
        }

        var last = schedule.Count switch
        {
            0 => now - requested > TimeSpan.FromMinutes(4) ? (now - requested) / 4 : TimeSpan.FromMinutes(1),
            1 => schedule[0],
            _ => schedule[^1] - schedule[^2],
        };
        return now + (last < s_least ? s_least : last > s_most ? s_most : last);
    }

    /// <summary>Puts a live attempt's next query on its schedule, unless the channel asked for another time or one is due already.</summary>
    public static Attempt Schedule(Attempt attempt, MethodManifest? method, DateTimeOffset now)
    {
        if (!attempt.IsLive || attempt.State == AttemptState.Sending) return attempt;
        var next = attempt.NextQueryAt is { } asked && asked > now ? asked : After(attempt.RequestTime, method?.QuerySchedule ?? [], now);
        return attempt with { NextQueryAt = next };
    }

    public static bool ScheduleIsOver(Attempt attempt, MethodManifest? method, DateTimeOffset now) =>
        method is null || method.QuerySchedule.Count == 0 || now >= attempt.RequestTime + method.QuerySchedule[^1];
}
