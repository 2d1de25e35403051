namespace Router.Core.Routing.Eligibility;

internal sealed class BlockedFilter : IEligibilityFilter
{
    public string Name => "blocked";

    public string? Refuse(in EligibilityQuestion question) => question.Blocked;
}
