using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Routing;

namespace Router.AspNetCore.Views;

/// <summary>Health of an account and method, or of one card bank within it.</summary>
internal sealed record HealthLineView
{
    public required string Account { get; init; }
    public required string Method { get; init; }
    public string? CardBank { get; init; }
    public required double Health { get; init; }

    /// <summary>What plans multiply the base weight with now: 0 where it gets no payment, an override in place of h.</summary>
    public double? Effective { get; init; }
    public required double Estimate { get; init; }
    public required double Observations { get; init; }
    public required double Approval { get; init; }
    public required string Breaker { get; init; }
    public DateTimeOffset? BreakUntil { get; init; }
    public required double P99Ms { get; init; }
    public required int InFlight { get; init; }
    public double? ActionShare { get; init; }
    public string? Reason { get; init; }

    /// <summary>The last change of this account and method since the start; absent: there was none.</summary>
    public EventView? Last { get; init; }
    public IReadOnlyList<HealthLineView>? Banks { get; init; }

    public static HealthLineView Of(HealthLine line, RouterSnapshot snapshot, IReadOnlyList<HealthEvent> events)
    {
        var reading = snapshot.Health.Read(line.AccountId, line.Method, null);
        var takes = snapshot.Catalog.FindAccount(line.AccountId) is { State: AccountState.Active or AccountState.Testing };
        return Of(line, snapshot.Health.At) with
        {
            Effective = !takes || reading.Blocked is not null || reading.Breaker == BreakerState.Open ? 0 : reading.Health,
            Last = events.LastOrDefault(e => IsAbout(e, line)) is { } last ? EventView.Of(last) : null,
        };
    }

    private static bool IsAbout(HealthEvent told, HealthLine line) => told.AccountId == line.AccountId
        && (told.Segment is null || told.Segment == line.Method || told.Segment.StartsWith(line.Method + "/", StringComparison.Ordinal));

    private static HealthLineView Of(HealthLine line, DateTimeOffset now) => new()
    {
        Account = line.AccountId,
        Method = line.Method,
        CardBank = line.CardBank,
        Health = line.Health,
        Estimate = line.Estimate,
        Observations = line.Observations,
        Approval = line.Approval,
        Breaker = Words.Camel(line.BreakerAt(now)),
        BreakUntil = line.IsOpen ? line.BreakUntil : null,
        P99Ms = line.P99.TotalMilliseconds,
        InFlight = line.InFlight,
        ActionShare = line.ActionShare,
        Reason = line.LastReason,
        Banks = line.Banks.Count == 0 ? null : [.. line.Banks.Select(bank => Of(bank, now))],
    };
}
