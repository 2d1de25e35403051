using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Routing;

/// <summary>One reason for which an account cannot take a payment. Pure.</summary>
public interface IEligibilityFilter
{
    string Name { get; }

    /// <summary>Why the account is out; null: it is not, as far as this filter goes.</summary>
    string? Refuse(in EligibilityQuestion question);

    /// <summary>False where no account can be refused for this payment: then the filter is not asked.</summary>
    bool MayRefuse(RouteRequest request) => true;

    /// <summary>False where this account cannot be refused for any payment by this method, which its channel offers. Asked once a catalog.</summary>
    bool MayRefuse(MerchantAccount account, MethodManifest method) => true;
}
