using Router.Core.Store;
using static Router.TestKit.Stores.OrderSamples;

namespace Router.TestKit.Stores;

internal static class AtomicityCases
{
    public static IReadOnlyList<ComplianceCase> All { get; } =
    [
        new("an idempotency key is taken once per merchant", KeyIsTakenOnce),
        new("a taken key leaves nothing of its commit behind", TakenKeyWritesNothing),
        new("a stale payment leaves nothing of its commit behind", StalePaymentWritesNothing),
        new("a stale refund leaves nothing of its commit behind", StaleRefundWritesNothing),
        new("payment, refund, key and messages are written together", AllIsWritten),
    ];

    private static async Task KeyIsTakenOnce(IOrderStore store)
    {
        var row = new IdempotencyRow("shop", "pay:k1", "f1", PaymentId(1), Start);
        await Require.Committed(store, Insert(Payment(1)) with { Idempotency = row });
        Require.Equal(row, await store.FindIdempotencyAsync("shop", "pay:k1"), "The key's row");
        await Require.Result(
            CommitResult.DuplicateKey, store, Insert(Payment(2)) with { Idempotency = row with { OrderId = PaymentId(2) } }, "A second commit under a key");
        await Require.Committed(store, Insert(Payment(3)) with { Idempotency = row with { Merchant = "kiosk" } }, "The key of another merchant");
    }

    private static async Task TakenKeyWritesNothing(IOrderStore store)
    {
        var row = new IdempotencyRow("shop", "pay:k1", "f1", PaymentId(1), Start);
        await Require.Committed(store, Insert(Payment(1)) with { Idempotency = row });

        // The number is taken too: the key is named first, because it leads the caller to his own order.
        var again = Payment(2) with { Terms = Payment(1).Terms };
        var commit = new OrderCommit
        {
            Payment = new PaymentWrite(again, 0),
            Refund = new RefundWrite(Refund(1, again.Id), 0),
            Idempotency = row,
            Outbox = [Message("m1", again.Id, Start)],
        };
        await Require.Result(CommitResult.DuplicateKey, store, commit, "A commit under a taken key");
        await NothingIsThere(store, again.Id);
    }

    private static async Task StalePaymentWritesNothing(IOrderStore store)
    {
        await Require.Committed(store, Insert(Payment(1)));
        var commit = new OrderCommit
        {
            Payment = new PaymentWrite(Payment(1), 9),
            Refund = new RefundWrite(Refund(1, PaymentId(1)), 0),
            Idempotency = new IdempotencyRow("shop", "refund:k1", "f1", "ref1", Start),
            Outbox = [Message("m1", PaymentId(1), Start)],
        };
        await Require.Result(CommitResult.Conflict, store, commit, "A commit with a stale payment");
        Require.Equal(null, await store.FindIdempotencyAsync("shop", "refund:k1"), "The refused commit's key");
        Require.Same(null, await store.FindRefundAsync(Refund(1, "").Id), "The refused commit's refund");
        Require.Equal(0, (await store.OutboxOfAsync(PaymentId(1))).Count, "The refused commit's messages");
    }

    private static async Task StaleRefundWritesNothing(IOrderStore store)
    {
        await Require.Committed(store, Insert(Payment(1)));
        await Require.Committed(store, Insert(Refund(1, PaymentId(1))));
        var commit = new OrderCommit
        {
            Payment = new PaymentWrite(Payment(1) with { RefundedMinor = 100 }, 1),
            Refund = new RefundWrite(Refund(1, PaymentId(1)), 5),
            Outbox = [Message("m1", PaymentId(1), Start)],
        };
        await Require.Result(CommitResult.Conflict, store, commit, "A commit with a stale refund");
        Require.Same(Payment(1) with { Version = 1 }, await store.FindPaymentAsync(PaymentId(1)), "The payment beside a stale refund");
        await Require.Result(
            CommitResult.DuplicateNumber, store, commit with { Refund = new RefundWrite(Refund(1, PaymentId(1)), 0) }, "A refund inserted twice");
        Require.Same(Payment(1) with { Version = 1 }, await store.FindPaymentAsync(PaymentId(1)), "The payment beside a duplicate refund");
        Require.Equal(0, (await store.OutboxOfAsync(PaymentId(1))).Count, "The refused commits' messages");
    }

    private static async Task AllIsWritten(IOrderStore store)
    {
        var message = Message("m1", PaymentId(1), Start);
        var row = new IdempotencyRow("shop", "pay:k1", "f1", PaymentId(1), Start);
        await Require.Committed(store, new OrderCommit
        {
            Payment = new PaymentWrite(Payment(1), 0),
            Refund = new RefundWrite(Refund(1, PaymentId(1)), 0),
            Idempotency = row,
            Outbox = [message],
        });
        Require.Same(Payment(1) with { Version = 1 }, await store.FindPaymentAsync(PaymentId(1)), "The commit's payment");
        Require.Same(Refund(1, PaymentId(1)) with { Version = 1 }, await store.FindRefundAsync(Refund(1, "").Id), "The commit's refund");
        Require.Equal(row, await store.FindIdempotencyAsync("shop", "pay:k1"), "The commit's key");
        Require.Same([message], await store.OutboxOfAsync(PaymentId(1)), "The commit's messages");
    }

    private static async Task NothingIsThere(IOrderStore store, string paymentId)
    {
        Require.Same(null, await store.FindPaymentAsync(paymentId), "The refused commit's payment");
        Require.Equal(0, (await store.RefundsOfAsync(paymentId)).Count, "The refused commit's refunds");
        Require.Equal(0, (await store.OutboxOfAsync(paymentId)).Count, "The refused commit's messages");
    }
}
