using Router.Core.Orders;
using Router.Core.Store;
using static Router.TestKit.Stores.OrderSamples;

namespace Router.TestKit.Stores;

/// <summary>One transaction of a channel pays one payment.</summary>
internal static class TransactionCases
{
    public static IReadOnlyList<ComplianceCase> All { get; } =
    [
        new("a transaction that has paid another payment is refused, and nothing of its commit is left", TakenIsRefused),
        new("a transaction may be named again by its own payment, at another account and without a claim", OwnIsNot),
        new("of 16 payments at once one gets a transaction", OnePaysOne),
    ];

    private static async Task TakenIsRefused(IOrderStore store)
    {
        await Require.Committed(store, Paid(1, "tx"));
        await Require.Result(CommitResult.TransactionTaken, store, Paid(2, "tx") with { Outbox = [Message("m", PaymentId(2), Start)] }, "A second payment");
        Require.Equal<PaymentOrder?>(null, await store.FindPaymentAsync(PaymentId(2)), "The second payment");
        Require.Sequence([], await store.OutboxOfAsync(PaymentId(2)), "Its messages");
        await Require.Committed(store, Paid(2, "other"));
    }

    private static async Task OwnIsNot(IOrderStore store)
    {
        await Require.Committed(store, Paid(1, "tx"));
        var again = Paid(1, "tx").Payment!;
        await Require.Committed(store, Paid(1, "tx") with { Payment = again with { ExpectedVersion = 1 } }, "The same payment");
        await Require.Committed(store, Paid(2, "tx", "acct-b"), "Another account");
        await Require.Committed(store, Paid(3, "tx") with { Claims = [] }, "A capture that was there before claims were");
        await Require.Committed(store, Paid(4, "tx", state: AttemptState.Declined) with { Claims = [] }, "What was not captured");
        await Require.Result(CommitResult.TransactionTaken, store, Paid(5, "tx", "acct-b"), "The other account's");
    }

    private static async Task OnePaysOne(IOrderStore store)
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 16).Select(n => Task.Run(async () => await store.CommitAsync(Paid(n, "tx")))));
        Require.Equal(1, results.Count(r => r == CommitResult.Committed), "Payments that were stored");
        Require.Equal(15, results.Count(r => r == CommitResult.TransactionTaken), "Payments that were refused");
    }

    private static OrderCommit Paid(int number, string transaction, string account = "acct-a", AttemptState state = AttemptState.Captured)
    {
        var attempt = Attempt($"A{number}", account, state) with { ChannelTransactionId = transaction };
        return Insert(Payment(number) with { State = PaymentState.Paying, Attempts = [attempt] }) with { Claims = [new(account, transaction)] };
    }
}
