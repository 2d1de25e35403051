using Router.Core.Orders;
using Router.Core.Store;
using static Router.TestKit.Stores.OrderSamples;

namespace Router.TestKit.Stores;

internal static class RefundCases
{
    public static IReadOnlyList<ComplianceCase> All { get; } =
    [
        new("a refund reads back by id, number and merchant number", ReadsBack),
        new("a refund's version and fence are compared", VersionAndFenceAreCompared),
        new("a refund number stays taken for ever", NumbersStayTaken),
        new("a payment's refunds come oldest first", OldestFirst),
    ];

    private static async Task ReadsBack(IOrderStore store)
    {
        var refund = Refund(1, PaymentId(1)) with { DueAt = Start, Lease = new OrderLease("n", 1, Start), Fence = 1, Reason = "too \"late\" 晚" };
        await Require.Committed(store, Insert(refund));
        var expected = refund with { Version = 1 };
        Require.Same(expected, await store.FindRefundAsync(refund.Id), "The refund by id");
        Require.Same(expected, await store.FindRefundByNumberAsync(refund.RefundNumber), "The refund by number");
        Require.Same(expected, await store.FindRefundByMerchantNoAsync("shop", refund.MerchantRefundNo), "The refund by merchant number");
        Require.Same(null, await store.FindRefundByMerchantNoAsync("kiosk", refund.MerchantRefundNo), "The refund at another merchant");
    }

    private static async Task VersionAndFenceAreCompared(IOrderStore store)
    {
        var refund = Refund(1, PaymentId(1)) with { Fence = 4 };
        await Require.Committed(store, Insert(refund));
        var next = refund with { State = RefundState.Processing };
        await Require.Result(CommitResult.Conflict, store, Write(next, 2, 4), "A refund at a version that it does not have");
        await Require.Result(CommitResult.Conflict, store, Write(next, 1, 3), "A refund under a lost fence");
        await Require.Committed(store, Write(next, 1, 4));
        Require.Same(next with { Version = 2 }, await store.FindRefundAsync(refund.Id), "The refund after its update");
        await Require.Result(CommitResult.Conflict, store, Write(Refund(9, PaymentId(1)), 1, null), "An update of no refund");
    }

    private static async Task NumbersStayTaken(IOrderStore store)
    {
        var first = Refund(1, PaymentId(1));
        await Require.Committed(store, Insert(first));
        await Require.Committed(store, Write(first with { State = RefundState.Failed }, 1, null));
        var sameMerchantNo = Refund(2, PaymentId(1)) with { MerchantRefundNo = first.MerchantRefundNo };
        await Require.Result(CommitResult.DuplicateNumber, store, Insert(sameMerchantNo), "The merchant's number of a failed refund");
        var sameNumber = Refund(3, PaymentId(1)) with { RefundNumber = first.RefundNumber };
        await Require.Result(CommitResult.DuplicateNumber, store, Insert(sameNumber), "The channel's number of a failed refund");
        await Require.Committed(store, Insert(sameMerchantNo with { Merchant = "kiosk" }), "The number at another merchant");
    }

    private static async Task OldestFirst(IOrderStore store)
    {
        foreach (var number in new[] { 3, 1, 2 }) await Require.Committed(store, Insert(Refund(number, PaymentId(1))));
        await Require.Committed(store, Insert(Refund(4, PaymentId(2))));
        Require.Sequence(
            ["refund-3", "refund-1", "refund-2"], (await store.RefundsOfAsync(PaymentId(1))).Select(r => r.MerchantRefundNo), "Refunds by commit");
    }

    private static OrderCommit Write(RefundOrder refund, long version, long? fence) => new() { Refund = new RefundWrite(refund, version, fence) };
}
