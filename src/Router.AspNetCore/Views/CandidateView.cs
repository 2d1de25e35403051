using Router.Core.Orders;

namespace Router.AspNetCore.Views;

internal sealed record CandidateView
{
    public required string Account { get; init; }
    public required string Channel { get; init; }
    public required string Method { get; init; }
    public required double BaseWeight { get; init; }
    public required double EffectiveWeight { get; init; }
    public required long Fee { get; init; }
    public required long FeePpm { get; init; }
    public required double Health { get; init; }
    public required double SuccessEstimate { get; init; }
    public required string Breaker { get; init; }
    public required string Note { get; init; }

    public static CandidateView Of(PlannedCandidate candidate) => new()
    {
        Account = candidate.AccountId,
        Channel = candidate.ChannelId,
        Method = candidate.Method,
        BaseWeight = candidate.BaseWeight,
        EffectiveWeight = candidate.EffectiveWeight,
        Fee = candidate.FeeMinor,
        FeePpm = candidate.FeePpm,
        Health = candidate.Health,
        SuccessEstimate = candidate.SuccessEstimate,
        Breaker = candidate.Breaker,
        Note = candidate.Note,
    };
}
