using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Routing.Eligibility;

internal sealed class AccountLimitFilter : IEligibilityFilter
{
    /// <summary>How every reason that a daily limit gives begins.</summary>
    public const string Code = "account.limit";

    /// <summary>Where the commit found it.</summary>
    public const string Reached = Code + ": what it takes in a day is used up";

    public string Name => "accountLimit";

    public string? Refuse(in EligibilityQuestion question)
    {
        if (question.Left is not { } left) return null;
        var amount = question.Request.Terms.Amount;
        var limits = question.Account.Limits;
        if (left.Count < 1) return $"{Code}: none of its {limits?.Count} payments a day is left";
        return left.AmountMinor < amount.Minor
            ? $"{Code}: {left.AmountMinor} of its {limits?.AmountOf(amount.Currency)} {amount.Currency} minor units a day are left"
            : null;
    }

    public bool MayRefuse(MerchantAccount account, MethodManifest method) => account.Limits is not null;
}
