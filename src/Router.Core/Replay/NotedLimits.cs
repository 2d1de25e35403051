using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Routing;

namespace Router.Core.Replay;

/// <summary>What a plan noted of accounts' days.</summary>
internal sealed class NotedLimits(IReadOnlyList<PlanLimit> noted) : ILimitsLeft
{
    public LimitLeft Of(MerchantAccount account, DateOnly day, Currency currency)
    {
        foreach (var limit in noted)
            if (limit.AccountId == account.Id) return new(limit.Count, limit.AmountMinor);
        return default;
    }
}
