using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Store;
using static Router.TestKit.Stores.OrderSamples;

namespace Router.TestKit.Stores;

internal static class PaymentCases
{
    public static IReadOnlyList<ComplianceCase> All { get; } =
    [
        new("a payment reads back as it was written, at version 1", ReadsBack),
        new("what was never written is not found", FindsNothing),
        new("every field of a payment survives", EveryFieldSurvives),
        new("a commit raises the version by one and a stale version conflicts", VersionIsCompared),
        new("a payment that is not there cannot be updated", UpdateNeedsARow),
        new("an id is inserted once", IdIsInsertedOnce),
        new("a commit under a lost fence conflicts", FenceIsCompared),
        new("an order number is taken while its payment blocks it", NumberBlocks),
        new("Failed and Closed free the order number, the other states do not", FinalsFreeTheNumber),
        new("order numbers of two merchants do not meet", NumbersArePerMerchant),
        new("by order number the blocking payment is found, else the newest", FindsByOrderNo),
        new("an attempt's number finds its payment and is taken for ever", AttemptNumbersAreUnique),
    ];

    private static async Task ReadsBack(IOrderStore store)
    {
        var order = Payment(1);
        await Require.Committed(store, Insert(order));
        Require.Same(order with { Version = 1 }, await store.FindPaymentAsync(order.Id), "The payment read back");
    }

    private static async Task FindsNothing(IOrderStore store)
    {
        Require.Same(null, await store.FindPaymentAsync("nobody"), "A payment by unknown id");
        Require.Same(null, await store.FindPaymentByOrderNoAsync("shop", "nobody"), "A payment by unknown order number");
        Require.Same(null, await store.FindPaymentByAttemptAsync("nobody"), "A payment by unknown attempt");
        Require.Same(null, await store.FindRefundAsync("nobody"), "A refund by unknown id");
        Require.Same(null, await store.FindRefundByNumberAsync("nobody"), "A refund by unknown number");
        Require.Same(null, await store.FindRefundByMerchantNoAsync("shop", "nobody"), "A refund by unknown merchant number");
        Require.Equal(null, await store.FindIdempotencyAsync("shop", "nobody"), "An unknown key");
        Require.Equal(null, await store.LoadDocumentAsync("nobody"), "An unknown document");
        Require.Equal(0, (await store.OutboxOfAsync("nobody")).Count, "Messages of nobody");
    }

    private static async Task EveryFieldSurvives(IOrderStore store)
    {
        var attempt = Attempt("A1", state: AttemptState.Pending) with
        {
            Fault = new ChannelFault(FaultStage.Answered, FaultBlame.Payer, "USERPAYING", "输入密码中", TimeSpan.FromSeconds(3)),
            Continuation = new Continuation("A1-c1", Start.AddSeconds(20), true, "123456"),
            Captured = new Money(long.MaxValue, Currency.JPY),
            PaidAt = Start.AddTicks(1),
            MustClose = true,
            QueryCount = 3,
        };
        var order = Payment(1) with
        {
            State = PaymentState.InDoubt,
            ReasonCode = "x.y",
            Attempts = [attempt],
            Cases = [new SuspenseCase("unresolved", "A1", "no answer", Start), new SuspenseCase("stranded", "A1", "", Start, Start, "query")],
            Lease = new OrderLease("node-1", 7, Start.AddSeconds(30)),
            Fence = 7,
            DueAt = Start.AddSeconds(31),
            End = EndIntent.Expired,
        };
        await Require.Committed(store, Insert(order));
        Require.Same(order with { Version = 1 }, await store.FindPaymentAsync(order.Id), "The full payment read back");
    }

    private static async Task VersionIsCompared(IOrderStore store)
    {
        var order = Payment(1);
        await Require.Committed(store, Insert(order));
        var first = (await store.FindPaymentAsync(order.Id))! with { State = PaymentState.Paying };
        await Require.Committed(store, Update(first));
        await Require.Result(CommitResult.Conflict, store, Update(first with { State = PaymentState.Closed }), "A commit on a stale version");
        Require.Same(first with { Version = 2 }, await store.FindPaymentAsync(order.Id), "The payment after a conflict");
    }

    private static Task UpdateNeedsARow(IOrderStore store) =>
        Require.Result(CommitResult.Conflict, store, Update(Payment(1) with { Version = 3 }), "An update of nothing");

    private static async Task IdIsInsertedOnce(IOrderStore store)
    {
        await Require.Committed(store, Insert(Payment(1)));
        var other = Payment(2) with { Id = PaymentId(1) };
        await Require.Result(CommitResult.DuplicateNumber, store, Insert(other), "A second insert under one id");
    }

    private static async Task FenceIsCompared(IOrderStore store)
    {
        var order = Payment(1) with { Fence = 1 };
        await Require.Committed(store, Insert(order));
        var leased = order with { Version = 1, Fence = 2 };
        await Require.Committed(store, new OrderCommit { Payment = new PaymentWrite(leased, 1, RequiredFence: 1) });
        var late = leased with { State = PaymentState.Paying };
        await Require.Result(
            CommitResult.Conflict, store, new OrderCommit { Payment = new PaymentWrite(late, 2, RequiredFence: 1) }, "A commit under fence 1 after 2");
        await Require.Committed(store, new OrderCommit { Payment = new PaymentWrite(late, 2, RequiredFence: 2) });
    }

    private static async Task NumberBlocks(IOrderStore store)
    {
        await Require.Committed(store, Insert(Payment(1)));
        var again = Payment(2) with { Terms = Payment(1).Terms };
        await Require.Result(CommitResult.DuplicateOrderNo, store, Insert(again), "A second payment under a blocked number");
        Require.Same(null, await store.FindPaymentAsync(again.Id), "The refused payment");
    }

    private static async Task FinalsFreeTheNumber(IOrderStore store)
    {
        var number = 0;
        foreach (var state in Enum.GetValues<PaymentState>())
        {
            var first = Payment(++number);
            await Require.Committed(store, Insert(first));
            await Require.Committed(store, Update(first with { Version = 1, State = state }));
            var second = Payment(++number) with { Terms = first.Terms };
            var expected = state is PaymentState.Failed or PaymentState.Closed ? CommitResult.Committed : CommitResult.DuplicateOrderNo;
            await Require.Result(expected, store, Insert(second), $"A second payment while the first is {state}");
        }
    }

    private static async Task NumbersArePerMerchant(IOrderStore store)
    {
        var other = Payment(2) with { Terms = Payment(1).Terms with { Merchant = "kiosk" } };
        await Require.Committed(store, Insert(Payment(1)));
        await Require.Committed(store, Insert(other));
        Require.Equal(other.Id, (await store.FindPaymentByOrderNoAsync("kiosk", "order-1"))?.Id, "The other merchant's payment");
    }

    private static async Task FindsByOrderNo(IOrderStore store)
    {
        var terms = Payment(1).Terms;
        await Require.Committed(store, Insert(Payment(1) with { State = PaymentState.Failed }));
        await Require.Committed(store, Insert(Payment(2) with { State = PaymentState.Closed, Terms = terms }));
        Require.Equal(PaymentId(2), (await store.FindPaymentByOrderNoAsync("shop", terms.MerchantOrderNo))?.Id, "The newest of two freed");
        await Require.Committed(store, Insert(Payment(3) with { Terms = terms }));
        await Require.Committed(store, Insert(Payment(4) with { Terms = terms, State = PaymentState.Failed }));
        Require.Equal(PaymentId(3), (await store.FindPaymentByOrderNoAsync("shop", terms.MerchantOrderNo))?.Id, "The blocking one");
    }

    private static async Task AttemptNumbersAreUnique(IOrderStore store)
    {
        var first = Payment(1) with { Attempts = [Attempt("A1", state: AttemptState.Declined), Attempt("A2")] };
        await Require.Committed(store, Insert(first));
        Require.Equal(first.Id, (await store.FindPaymentByAttemptAsync("A1"))?.Id, "The payment of the first attempt");
        Require.Equal(first.Id, (await store.FindPaymentByAttemptAsync("A2"))?.Id, "The payment of the second attempt");
        await Require.Committed(store, Update(first with { Version = 1, State = PaymentState.Closed }));
        var thief = Payment(2) with { Attempts = [Attempt("A2")] };
        await Require.Result(CommitResult.DuplicateNumber, store, Insert(thief), "An attempt number of another payment");
        Require.Equal(first.Id, (await store.FindPaymentByAttemptAsync("A2"))?.Id, "The payment of the second attempt after the refusal");
    }
}
