using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Routing;

/// <summary>
/// What is known here of accounts' days. Cheap and perhaps a little old: it spares a payment an account that is full; the commit that stores
/// the attempt is what holds the limit. Thread-safe.
/// </summary>
public interface ILimitsLeft
{
    LimitLeft Of(MerchantAccount account, DateOnly day, Currency currency);
}
