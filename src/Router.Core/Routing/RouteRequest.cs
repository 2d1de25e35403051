using Router.Core.Orders;

namespace Router.Core.Routing;

/// <summary>The payment to route.</summary>
/// <param name="Terms">What the caller asked for.</param>
/// <param name="AcceptedAt">When the order was accepted: the time that rules see, the same for every later plan of the order.</param>
/// <param name="Now">When the plan is made: hours and validity are measured from it.</param>
/// <param name="ExpiresAt">When the order ends.</param>
/// <param name="ExcludedAccounts">Accounts that must not be tried (again).</param>
public sealed record RouteRequest(
    PaymentTerms Terms, DateTimeOffset AcceptedAt, DateTimeOffset Now, DateTimeOffset ExpiresAt, IReadOnlyCollection<string> ExcludedAccounts)
{
    public RouteRequest(PaymentTerms terms, DateTimeOffset acceptedAt, DateTimeOffset expiresAt)
        : this(terms, acceptedAt, acceptedAt, expiresAt, [])
    {
    }
}
