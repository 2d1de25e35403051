using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Rules.Fees;

namespace Router.Core.Routing;

/// <summary>One eligible account while its place is being found.</summary>
public sealed class Candidate
{
    public required MerchantAccount Account { get; init; }
    public required MethodManifest Method { get; init; }
    public required double BaseWeight { get; init; }
    public required FeeQuote? Fee { get; init; }
    public required HealthReading Health { get; init; }

    /// <summary>What strategies multiply with: h, and 1 in panic and for exploration.</summary>
    public double Factor { get; set; }
    public double Weight => BaseWeight * Factor;
    /// <summary>A strategy's own figure, for as long as it orders.</summary>
    public double Score { get; set; }
    public double EffectiveWeight { get; set; }
    public bool IsDemoted { get; set; }
    public bool IsFallback { get; init; }
    public string Note { get; set; } = "";

    public PlannedCandidate ToPlanned() => new(
        Account.Id, Account.ChannelId, Method.Name, BaseWeight, EffectiveWeight, Fee?.Fee ?? 0, Fee?.FeePpm ?? 0, Health.Health,
        Health.Estimate, BreakerWords.Of(Health.Breaker), Note);
}
