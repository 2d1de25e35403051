using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Routing.Eligibility;

internal sealed class AccountStateFilter : IEligibilityFilter
{
    public string Name => "state";

    public string? Refuse(in EligibilityQuestion question) => question.Account.State switch
    {
        AccountState.Active => null,
        AccountState.Testing when question.Request.Terms.AllowedAccounts?.Contains(question.Account.Id) == true => null,
        AccountState.Testing => "account is for tests: only a payment that names it can use it",
        AccountState.NoNewPayments => "account takes no new payments",
        _ => "account is retired",
    };

    public bool MayRefuse(MerchantAccount account, MethodManifest method) => account.State != AccountState.Active;
}
