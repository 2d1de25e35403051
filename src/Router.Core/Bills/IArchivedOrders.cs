using Router.Core.Orders;

namespace Router.Core.Bills;

/// <summary>Archived orders by the numbers that a channel's bill names.</summary>
public interface IArchivedOrders : IDisposable
{
    ArchivedOrder? FindByAttempt(string attemptNumber);

    ArchivedOrder? FindByRefund(string refundNumber);
}

/// <summary>An order as it was archived.</summary>
/// <param name="Payment">The payment.</param>
/// <param name="Refunds">All its refunds.</param>
public sealed record ArchivedOrder(PaymentOrder Payment, IReadOnlyList<RefundOrder> Refunds);
