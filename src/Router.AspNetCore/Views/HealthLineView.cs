using Router.Core.Health;

namespace Router.AspNetCore.Views;

/// <summary>Health of an account and method, or of one card bank within it.</summary>
internal sealed record HealthLineView
{
    public required string Account { get; init; }
    public required string Method { get; init; }
    public string? CardBank { get; init; }
    public required double Health { get; init; }
    public required double Estimate { get; init; }
    public required double Observations { get; init; }
    public required double Approval { get; init; }
    public required string Breaker { get; init; }
    public DateTimeOffset? BreakUntil { get; init; }
    public required double P99Ms { get; init; }
    public required int InFlight { get; init; }
    public double? ActionShare { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyList<HealthLineView>? Banks { get; init; }

    public static HealthLineView Of(HealthLine line, DateTimeOffset now) => new()
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
