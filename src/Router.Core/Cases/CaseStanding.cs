using Router.Core.Orders;

namespace Router.Core.Cases;

/// <summary>A case with its order, and what can become of it.</summary>
/// <param name="Order">Its order.</param>
/// <param name="Number">Its place on the order, from 1.</param>
/// <param name="Refund">The refund it is about; null: none.</param>
/// <param name="Decisions">What people may decide about it now.</param>
/// <param name="Next">What the engine does next: "query", "close", "refund", …; "people" where it waits for them, "none" where it is answered.</param>
/// <param name="NextAt">When; null: never by itself.</param>
public sealed record CaseStanding(
    PaymentOrder Order, int Number, RefundOrder? Refund, IReadOnlyList<CaseDecision> Decisions, string Next, DateTimeOffset? NextAt)
{
    public SuspenseCase Case => Order.Cases[Number - 1];
}
