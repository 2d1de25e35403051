namespace Router.Core.Routing.Eligibility;

internal sealed class CurrencyFilter : IEligibilityFilter
{
    public string Name => "currency";

    public string? Refuse(in EligibilityQuestion question)
    {
        var currency = question.Request.Terms.Amount.Currency;
        if (question.Method?.Currencies.Contains(currency) == false) return $"currency {currency} is not taken by {question.MethodName}";
        return question.Account.Currencies is { } on && !on.Contains(currency) ? $"currency {currency} is switched off" : null;
    }
}
