namespace Router.Core.Routing.Eligibility;

internal sealed class ExcludedFilter : IEligibilityFilter
{
    public string Name => "excluded";

    public string? Refuse(in EligibilityQuestion question) =>
        question.Request.ExcludedAccounts.Contains(question.Account.Id) ? "excluded: it was tried before" : null;

    public bool MayRefuse(RouteRequest request) => request.ExcludedAccounts.Count > 0;
}
