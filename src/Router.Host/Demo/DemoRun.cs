using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Store;
using Router.Host.Demo.Checks;
using Router.Host.Demo.World;

namespace Router.Host.Demo;

/// <summary>One demo from the first payment to the check of the ledgers.</summary>
internal sealed class DemoRun(DemoOptions options)
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(10);

    /// <summary>So long after the traffic everything must have come to an end.</summary>
    private static readonly TimeSpan s_bound = TimeSpan.FromHours(3);

    /// <param name="watch">Told of each jump of the clock, with what can be seen at that moment.</param>
    /// <param name="cancellationToken">Ends it early, without a report.</param>
    public async Task<DemoReport> RunAsync(Action<DemoSight, DateTimeOffset> watch, CancellationToken cancellationToken)
    {
        var world = new VirtualWorld(options.Start, options.Seed);
        await using var house = new DemoHouse(options, world);
        await house.StartAsync();
        var counts = new ShopCounts();
        var shops = new Shops(house, options, world.Clock, counts);
        var outage = new Outage(house, options, world.Clock);
        var sight = new DemoSight(options, house.Get<HealthModel>(), shops.Purchases, outage);
        world.Run(() => LiveAsync(house, shops, outage, world.Clock), next => watch(sight, next), cancellationToken);

        var orders = await OrdersAsync(house, shops.Purchases);
        var ended = world.Clock.GetUtcNow();
        var known = orders.Select(o => Known(o.Purchase, o.Order, o.Refunds, house.Inbox)).ToList();
        return new DemoReport(options, shops.Purchases, orders, counts, house.Inbox.Counts, house.Http.Delivered, house.Get<HealthModel>().Events)
        {
            Ledger = LedgerCheck.Run(house.Ledgers, known),
            EndedAt = ended,
            StillOpen = orders.Count(o => !IsQuiet(o.Order, o.Refunds)),
            ForeignPosts = world.ForeignPosts,
        };
    }

    private static async Task LiveAsync(DemoHouse house, Shops shops, Outage outage, TimeProvider time)
    {
        var due = new DueWork(house, time);
        var working = due.RunAsync();
        await Task.WhenAll(shops.RunAsync(), outage.RunAsync());
        await QuietAsync(house, shops.Purchases, time);
        due.Stop();
        await working;
    }

    // Buyers may pay until their orders expire, and what is in doubt may take longer.
    private static async Task QuietAsync(DemoHouse house, List<Purchase> purchases, TimeProvider time)
    {
        var store = house.Get<IOrderStore>();
        var until = time.GetUtcNow() + s_bound;
        var open = purchases.Where(p => p.PaymentId is not null).ToList();
        while (time.GetUtcNow() < until)
        {
            var still = new List<Purchase>();
            foreach (var purchase in open)
            {
                if (!IsQuiet(await store.FindPaymentAsync(purchase.PaymentId!), await RefundsAsync(store, purchase))) still.Add(purchase);
            }

            open = still;
            if (open.Count == 0 && (await store.DueOutboxAsync(until, 1)).Count == 0) return;
            await Task.Delay(s_look, time);
        }
    }

    private static bool IsQuiet(PaymentOrder? order, IReadOnlyList<RefundOrder> refunds) =>
        order is null
        || (order.State is PaymentState.Suspense or PaymentState.Succeeded or PaymentState.Failed or PaymentState.Closed
            && (order.LiveAttempt is null || order.HasOpenCase)
            && order.Attempts.All(a => !a.IsOrphan || a.OrphanRefundId is not null || order.HasOpenCase)
            && refunds.All(r => r.IsFinal || r.State == RefundState.Suspense));

    private static async Task<IReadOnlyList<RefundOrder>> RefundsAsync(IOrderStore store, Purchase purchase) =>
        await store.RefundsOfAsync(purchase.PaymentId!);

    private static async Task<List<DemoOrder>> OrdersAsync(DemoHouse house, List<Purchase> purchases)
    {
        var store = house.Get<IOrderStore>();
        var orders = new List<DemoOrder>();
        foreach (var purchase in purchases.Where(p => p.PaymentId is not null))
        {
            var order = await store.FindPaymentAsync(purchase.PaymentId!);
            orders.Add(new(purchase, order, await RefundsAsync(store, purchase), await InDoubtSinceAsync(store, order)));
        }

        return orders;
    }

    // The exchange log is the one place that remembers an outcome which has long been found out.
    private static async Task<DateTimeOffset?> InDoubtSinceAsync(IOrderStore store, PaymentOrder? order)
    {
        foreach (var attempt in order?.Attempts ?? [])
        {
            var unknown = (await store.ExchangesOfAsync(attempt.Number))
                .FirstOrDefault(e => e.Operation is "pay" or "continue" && e.Answer.Contains("\"outcome\":\"Unknown\"", StringComparison.Ordinal));
            if (unknown is not null) return unknown.At + unknown.Elapsed;
        }

        return null;
    }

    private static KnownOrder Known(Purchase purchase, PaymentOrder? order, IReadOnlyList<RefundOrder> refunds, MerchantInbox inbox) => new(
        purchase.Request.Merchant,
        purchase.OrderNo,
        purchase.Request.Amount,
        purchase.Request.Currency,
        order is null ? "missing" : Word(order.State),
        inbox.StateOf(purchase.PaymentId!),
        order?.HasOpenCase ?? false,
        [.. order?.Attempts.Select(a => a.Number) ?? []],
        order?.WinningAttempt,
        [.. refunds.Select(r => new KnownRefund(r.RefundNumber, r.AttemptNumber, r.Amount.Minor, r.State.ToString().ToLowerInvariant()))]);

    private static string Word(PaymentState state) => state.ToString().ToLowerInvariant();
}

/// <summary>A purchase, its payment at the end, its refunds, and since when it was in doubt what had become of it; null: it never was.</summary>
internal sealed record DemoOrder(Purchase Purchase, PaymentOrder? Order, IReadOnlyList<RefundOrder> Refunds, DateTimeOffset? InDoubtAt);
