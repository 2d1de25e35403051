using Router.Core.Orders;
using Router.Core.Store;
using static Router.TestKit.Stores.OrderSamples;

namespace Router.TestKit.Stores;

internal static class DueCases
{
    public static IReadOnlyList<ComplianceCase> All { get; } =
    [
        new("payments come due at their time, the longest due first", PaymentsComeDue),
        new("a lease hides a due payment until it has run out", LeaseHides),
        new("a payment that is due no more is not listed", DueIsTakenBack),
        new("refunds come due and are leased like payments", RefundsComeDue),
    ];

    private static async Task PaymentsComeDue(IOrderStore store)
    {
        await Require.Committed(store, Insert(Payment(1) with { DueAt = Start.AddSeconds(20) }));
        await Require.Committed(store, Insert(Payment(2) with { DueAt = Start.AddSeconds(10) }));
        await Require.Committed(store, Insert(Payment(3) with { DueAt = Start.AddSeconds(30) }));
        await Require.Committed(store, Insert(Payment(4)));
        await Expect(store, Start.AddSeconds(10).AddTicks(-1), 9);
        await Expect(store, Start.AddSeconds(10), 9, 2);
        await Expect(store, Start.AddSeconds(20), 9, 2, 1);
        await Expect(store, Start.AddSeconds(99), 2, 2, 1);
        Require.Same(
            Payment(2) with { Version = 1, DueAt = Start.AddSeconds(10) }, (await store.DuePaymentsAsync(Start.AddSeconds(10), 9))[0], "The due payment");
    }

    private static async Task LeaseHides(IOrderStore store)
    {
        var until = Start.AddSeconds(30);
        await Require.Committed(store, Insert(Payment(1) with { DueAt = Start, Lease = new OrderLease("n", 1, until), Fence = 1 }));
        await Expect(store, until.AddTicks(-1), 9);
        await Expect(store, until, 9, 1);
    }

    private static async Task DueIsTakenBack(IOrderStore store)
    {
        await Require.Committed(store, Insert(Payment(1) with { DueAt = Start }));
        await Require.Committed(store, Update(Payment(1) with { Version = 1 }));
        await Expect(store, Start.AddDays(1), 9);
    }

    private static async Task RefundsComeDue(IOrderStore store)
    {
        var lease = new OrderLease("n", 1, Start.AddSeconds(30));
        await Require.Committed(store, Insert(Refund(1, PaymentId(1)) with { DueAt = Start.AddSeconds(20) }));
        await Require.Committed(store, Insert(Refund(2, PaymentId(1)) with { DueAt = Start.AddSeconds(10) }));
        await Require.Committed(store, Insert(Refund(3, PaymentId(1)) with { DueAt = Start, Lease = lease }));
        await Require.Committed(store, Insert(Refund(4, PaymentId(1))));
        await ExpectRefunds(store, 19, "refund-2");
        await ExpectRefunds(store, 29, "refund-2, refund-1");
        await ExpectRefunds(store, 30, "refund-3, refund-2, refund-1");
    }

    private static async Task Expect(IOrderStore store, DateTimeOffset now, int limit, params int[] numbers) => Require.Sequence(
        numbers.Select(PaymentId), (await store.DuePaymentsAsync(now, limit)).Select(o => o.Id), $"Payments due at {now:O}, at most {limit}");

    private static async Task ExpectRefunds(IOrderStore store, int seconds, string expected) => Require.Sequence(
        [expected], (await store.DueRefundsAsync(Start.AddSeconds(seconds), 9)).Select(r => r.MerchantRefundNo), $"Refunds due after {seconds} s");
}
