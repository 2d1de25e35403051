using Router.Abstractions;

namespace Router.Core.Routing.Eligibility;

internal sealed class OperationFilter : IEligibilityFilter
{
    public string Name => "operation";

    public string? Refuse(EligibilityQuestion question) =>
        question.Method?.Operations.Contains(ChannelOperation.Pay) == false ? $"method {question.MethodName} cannot pay" : null;
}
