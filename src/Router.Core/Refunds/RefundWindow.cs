using Router.Core.Accounts;
using Router.Core.Orders;

namespace Router.Core.Refunds;

/// <summary>How long money of an order can still move: the refund windows of its channels. Pure.</summary>
public static class RefundWindow
{
    // A channel that is not loaded tells no window: a year is more than any has.
    private static readonly TimeSpan s_unknown = TimeSpan.FromDays(366);

    // Bills and late notifications come from channels that take no refunds too.
    private static readonly TimeSpan s_least = TimeSpan.FromDays(30);

    // A plugin may say the greatest time there is.
    private static readonly DateTimeOffset s_endOfTime = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// The end of the widest window of the order's attempts, paid or not: a capture that is told late must still find its order and be given
    /// back.
    /// </summary>
    public static DateTimeOffset EndOf(PaymentOrder order, Catalog catalog)
    {
        var end = order.FinishedAt ?? order.ExpiresAt;
        foreach (var attempt in order.Attempts)
        {
            var window = catalog.FindChannel(attempt.ChannelId) is { } channel ? channel.Refunds?.Window ?? s_least : s_unknown;
            if (window < s_least) window = s_least;
            var last = attempt.PaidAt ?? (attempt.PayableUntil > attempt.ExpiresAt ? attempt.PayableUntil.Value : attempt.ExpiresAt);
            var over = window < s_endOfTime - last ? last + window : s_endOfTime;
            if (over > end) end = over;
        }

        return end;
    }
}
