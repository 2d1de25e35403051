namespace Router.Core.Routing.Eligibility;

internal sealed class ChannelLoadedFilter : IEligibilityFilter
{
    public string Name => "channel";

    public string? Refuse(EligibilityQuestion question) =>
        question.Channel is null ? $"channel {question.Account.ChannelId} is not loaded" : null;
}
