using Router.Core.Orders;
using Router.Core.Store;

namespace Router.Core.Bills;

/// <summary>Where a bill's numbers are looked up: in the store, and what is not there in the archives. An archived order is only compared.</summary>
internal sealed class BookedOrders(IOrderStore store, IArchivedOrders? archives)
{
    public async ValueTask<(PaymentOrder Order, bool IsArchived)?> ByAttemptAsync(string number)
    {
        if (!LineCheck.CanBeOurs(number)) return null;
        if (await store.FindPaymentByAttemptAsync(number) is { } order) return (order, false);
        return archives?.FindByAttempt(number) is { } archived ? (archived.Payment, true) : null;
    }

    public async ValueTask<(RefundOrder Refund, bool IsArchived)?> ByRefundAsync(string number)
    {
        if (!LineCheck.CanBeOurs(number)) return null;
        if (await store.FindRefundByNumberAsync(number) is { } refund) return (refund, false);
        return archives?.FindByRefund(number)?.Refunds.FirstOrDefault(r => r.RefundNumber == number) is { } archived ? (archived, true) : null;
    }

    /// <summary>Whether the channel gave the capture back by a reverse: more has gone back than refunds of ours took.</summary>
    public async ValueTask<bool> IsReversedAsync(PaymentOrder order, Attempt attempt, bool isArchived)
    {
        if (attempt.State == AttemptState.Reversed) return true;
        if (order.WinningAttempt != attempt.Number || order.RefundedMinor < order.Terms.Amount.Minor) return false;
        var refunds = isArchived ? archives!.FindByAttempt(attempt.Number)?.Refunds ?? [] : await store.RefundsOfAsync(order.Id);
        return refunds.Where(r => !r.IsOrphanRefund && r.State == RefundState.Succeeded).Sum(r => r.Amount.Minor) < order.RefundedMinor;
    }
}
