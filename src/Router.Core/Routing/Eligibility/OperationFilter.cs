using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Routing.Eligibility;

internal sealed class OperationFilter : IEligibilityFilter
{
    public string Name => "operation";

    public string? Refuse(in EligibilityQuestion question) =>
        question.Method?.Operations.Contains(ChannelOperation.Pay) == false ? $"method {question.MethodName} cannot pay" : null;

    public bool MayRefuse(MerchantAccount account, MethodManifest method) => !method.Operations.Contains(ChannelOperation.Pay);
}
