namespace Router.Core.Routing.Eligibility;

internal sealed class AgreementFilter : IEligibilityFilter
{
    public string Name => "agreement";

    public string? Refuse(in EligibilityQuestion question)
    {
        var terms = question.Request.Terms;
        if (terms.AgreementAccount is { } holder) return holder == question.Account.Id ? null : $"the agreement or token is held by {holder}";
        return terms.AgreementId is null && terms.Instrument?.Token is null ? null : "no account is known to hold the agreement or token";
    }

    public bool MayRefuse(RouteRequest request) =>
        request.Terms.AgreementAccount is not null || request.Terms.AgreementId is not null || request.Terms.Instrument?.Token is not null;
}
