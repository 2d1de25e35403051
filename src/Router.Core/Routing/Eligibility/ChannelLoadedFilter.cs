using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Routing.Eligibility;

internal sealed class ChannelLoadedFilter : IEligibilityFilter
{
    public string Name => "channel";

    public string? Refuse(in EligibilityQuestion question) =>
        question.Channel is null ? $"channel {question.Account.ChannelId} is not loaded" : null;

    public bool MayRefuse(MerchantAccount account, MethodManifest method) => false;
}
