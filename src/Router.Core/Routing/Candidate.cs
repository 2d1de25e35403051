using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing.Eligibility;
using Router.Rules.Fees;

namespace Router.Core.Routing;

/// <summary>One eligible account while its place is being found. Used again for the next plan.</summary>
public sealed class Candidate
{
    public MerchantAccount Account { get; internal set; } = null!;
    public MethodManifest Method { get; internal set; } = null!;
    public double BaseWeight { get; internal set; }
    public FeeQuote? Fee { get; internal set; }
    public HealthReading Health { get; internal set; }

    /// <summary>What strategies multiply with: h, and 1 in panic and for exploration.</summary>
    public double Factor { get; internal set; }
    public double Weight => BaseWeight * Factor;

    /// <summary>A strategy's own figure, for as long as it orders.</summary>
    public double Score { get; set; }
    public double EffectiveWeight { get; internal set; }
    public bool IsDemoted { get; internal set; }
    public bool IsFallback { get; internal set; }
    public string Note { get; internal set; } = "";

    internal PlannedCandidate ToPlanned() => new(
        Account.Id, Account.ChannelId, Method.Name, BaseWeight, EffectiveWeight, Fee?.Fee ?? 0, Fee?.FeePpm ?? 0, Health.Health,
        Health.Estimate, BreakerWords.Of(Health.Breaker), Note);

    internal void Begin(MerchantAccount account, in Eligible eligible, bool isFallback)
    {
        (Account, Method, Fee, Health, IsFallback) = (account, eligible.Method, eligible.Fee, eligible.Health, isFallback);
        (Factor, EffectiveWeight, IsDemoted, Note) = (0, 0, false, "");
    }

    // What it pointed to must not outlive its plan.
    internal void End() => (Account, Method, Health) = (null!, null!, default);
}
