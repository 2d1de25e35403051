using Router.Core.Orders;
using Router.Core.Store;
using static Router.TestKit.Stores.OrderSamples;

namespace Router.TestKit.Stores;

internal static class ConcurrencyCases
{
    public static IReadOnlyList<ComplianceCase> All { get; } =
    [
        new("of 16 inserts at once under one order number one wins", OneInsertWins),
        new("of 16 inserts at once under one key one wins", OneKeyWins),
        new("of 256 commits at once on one payment one wins", OneUpdateWins),
        new("256 commits at once on 256 payments all succeed and are all there", AllSucceed),
        new("a hundred increments by compare-and-set lose none", IncrementsAreNotLost),
    ];

    private static async Task OneInsertWins(IOrderStore store)
    {
        var results = await AtOnce(16, n => store.CommitAsync(Insert(Payment(n) with { Terms = Payment(0).Terms })));
        Counts(results, 16, CommitResult.DuplicateOrderNo);
        Require.Equal(1, (await store.ListPaymentsAsync(new PaymentFilter())).Count, "Payments under the number");
    }

    private static async Task OneKeyWins(IOrderStore store)
    {
        var results = await AtOnce(16, n => store.CommitAsync(
            Insert(Payment(n)) with { Idempotency = new IdempotencyRow("shop", "pay:k", "f", PaymentId(n), Start) }));
        Counts(results, 16, CommitResult.DuplicateKey);
        var winner = (await store.ListPaymentsAsync(new PaymentFilter())).Single();
        Require.Equal(winner.Id, (await store.FindIdempotencyAsync("shop", "pay:k"))?.OrderId, "The payment that the key names");
    }

    private static async Task OneUpdateWins(IOrderStore store)
    {
        await Require.Committed(store, Insert(Payment(1)));
        var results = await AtOnce(256, n => store.CommitAsync(Update(Payment(1) with { Version = 1, NextCandidate = n })));
        Counts(results, 256, CommitResult.Conflict);
        var stored = await store.FindPaymentAsync(PaymentId(1));
        Require.Equal(2L, stored!.Version, "The version after one winner");
        Require.Equal(CommitResult.Committed, results[stored.NextCandidate], "The result of the commit that is stored");
    }

    private static async Task AllSucceed(IOrderStore store)
    {
        var results = await AtOnce(256, async n =>
        {
            var inserted = await store.CommitAsync(Insert(Payment(n)));
            var stored = await store.FindPaymentAsync(PaymentId(n));
            return inserted != CommitResult.Committed ? inserted : await store.CommitAsync(Update(stored! with { State = PaymentState.Paying }));
        });
        Require.That(results.All(r => r == CommitResult.Committed), "Commits on payments of their own do not touch each other.");
        var listed = await store.ListPaymentsAsync(new PaymentFilter(State: PaymentState.Paying, Limit: 500));
        Require.Sequence(Enumerable.Range(0, 256).Reverse().Select(PaymentId), listed.Select(o => o.Id), "Payments that were committed");
    }

    private static async Task IncrementsAreNotLost(IOrderStore store)
    {
        await Require.Committed(store, Insert(Payment(1)));
        await AtOnce(10, async _ =>
        {
            for (var done = 0; done < 10;)
            {
                var stored = (await store.FindPaymentAsync(PaymentId(1)))!;
                var result = await store.CommitAsync(Update(stored with { RefundedMinor = stored.RefundedMinor + 1 }));
                if (result == CommitResult.Committed) done++;
            }

            return CommitResult.Committed;
        });
        Require.Equal(100L, (await store.FindPaymentAsync(PaymentId(1)))!.RefundedMinor, "The sum of a hundred increments");
    }

    private static Task<CommitResult[]> AtOnce(int callers, Func<int, ValueTask<CommitResult>> call) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(n => Task.Run(() => call(n).AsTask())));

    private static void Counts(CommitResult[] results, int callers, CommitResult losers)
    {
        Require.Equal(1, results.Count(r => r == CommitResult.Committed), "Winners");
        Require.Equal(callers - 1, results.Count(r => r == losers), $"Losers with {losers}");
    }
}
