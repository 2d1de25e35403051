using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Routing;

/// <summary>Can this account take this payment by this method?</summary>
/// <param name="Request">The payment.</param>
/// <param name="Account">The account.</param>
/// <param name="MethodName">One of the payment's methods.</param>
/// <param name="Channel">The account's channel; null: it is not loaded.</param>
/// <param name="Method">The channel's method of that name; null: it has none.</param>
/// <param name="Blocked">Why health or an operator keeps new payments away; null: nothing does.</param>
/// <param name="Left">What the account may still take today; null: it has no limits, or nothing is known.</param>
public readonly record struct EligibilityQuestion(
    RouteRequest Request, MerchantAccount Account, string MethodName, ChannelManifest? Channel, MethodManifest? Method, string? Blocked,
    LimitLeft? Left = null);
