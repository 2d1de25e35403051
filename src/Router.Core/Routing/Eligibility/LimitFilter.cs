namespace Router.Core.Routing.Eligibility;

internal sealed class LimitFilter : IEligibilityFilter
{
    public string Name => "limit";

    public string? Refuse(in EligibilityQuestion question)
    {
        var amount = question.Request.Terms.Amount.Minor;
        var min = Math.Max(question.Method?.MinAmount ?? 0, question.Account.MinAmount ?? 0);
        var max = Math.Min(question.Method?.MaxAmount ?? long.MaxValue, question.Account.MaxAmount ?? long.MaxValue);
        if (amount < min) return $"amount {amount} is below the least, {min}";
        return amount > max ? $"amount {amount} is above the greatest, {max}" : null;
    }
}
