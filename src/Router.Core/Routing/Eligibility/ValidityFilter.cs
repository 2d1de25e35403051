namespace Router.Core.Routing.Eligibility;

internal sealed class ValidityFilter : IEligibilityFilter
{
    public string Name => "validity";

    public string? Refuse(in EligibilityQuestion question)
    {
        var left = question.Request.ExpiresAt - question.Request.Now;
        return question.Method is { } method && left < method.MinValidity
            ? $"expires in {left:c}; {method.Name} needs at least {method.MinValidity:c}"
            : null;
    }
}
