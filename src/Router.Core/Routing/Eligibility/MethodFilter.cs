using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Routing.Eligibility;

internal sealed class MethodFilter : IEligibilityFilter
{
    public string Name => "method";

    public string? Refuse(in EligibilityQuestion question) =>
        question.Method is null ? $"method {question.MethodName} is not offered"
        : question.Account.Methods is { } methods && !methods.Contains(question.MethodName) ? $"method {question.MethodName} is switched off"
        : null;

    public bool MayRefuse(MerchantAccount account, MethodManifest method) => account.Methods is { } methods && !methods.Contains(method.Name);
}
