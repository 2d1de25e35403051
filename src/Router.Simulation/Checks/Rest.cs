using Router.Core.Orders;
using Router.Simulation.Disk;
using Router.TestKit.Stores;

namespace Router.Simulation.Checks;

/// <summary>When a world has come to rest: every order is final or a case, and nothing is on its way to anybody.</summary>
internal static class Rest
{
    public static bool Reached(House house)
    {
        if (house.Books.Coming > 0) return false;
        var store = house.Disk.Orders;
        if (store.DueOutboxAsync(DateTimeOffset.MaxValue, 1).Result().Count > 0) return false;
        return Stored.Orders(store).All(order => WhyNot(order, store) is null);
    }

    /// <summary>Why an order has not come to its end; null: it has.</summary>
    public static string? WhyNot(PaymentOrder order, InMemoryOrderStore store)
    {
        if (!order.IsFinal && !(order.State == PaymentState.Suspense && order.HasOpenCase)) return $"it is {order.State} without a case";
        if (order.LiveAttempt is { } live && !order.HasOpenCase) return $"attempt {live.Number} is {live.State}";
        if (order.Attempts.FirstOrDefault(a => a is { IsOrphan: true, State: AttemptState.Captured, OrphanRefundId: null }) is { } orphan && !order.HasOpenCase)
            return $"the orphan {orphan.Number} is not refunded";
        var open = store.RefundsOfAsync(order.Id).Result().FirstOrDefault(r => !r.IsFinal && r.State != RefundState.Suspense);
        return open is null ? null : $"refund {open.MerchantRefundNo} is {open.State}";
    }
}
