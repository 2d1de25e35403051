namespace Router.Core.Routing.Eligibility;

internal sealed class AllowedFilter : IEligibilityFilter
{
    public string Name => "allowed";

    public string? Refuse(in EligibilityQuestion question) =>
        question.Request.Terms.AllowedAccounts is { } allowed && !allowed.Contains(question.Account.Id) ? "not among the accounts the caller allows" : null;

    public bool MayRefuse(RouteRequest request) => request.Terms.AllowedAccounts is not null;
}
