using Router.Core.Orders;
using Router.Core.Store;
using static Router.TestKit.Stores.OrderSamples;

namespace Router.TestKit.Stores;

internal static class OutboxCases
{
    public static IReadOnlyList<ComplianceCase> All { get; } =
    [
        new("a message reads back as it was written and can be replaced", ReadsBack),
        new("a payment's messages go out one at a time in the order of their commits", OneAtATime),
        new("a message that waits for its next try holds the later ones of its payment up", RetryHoldsUp),
        new("a dead message holds nobody up", DeadLetsPass),
        new("a message without a time is never due and holds nobody up", TimelessLetsPass),
        new("old messages of final payments that are done with can be deleted, and no others", OldDoneAreDeleted),
        new("due messages of all payments come oldest first, within the limit", OldestFirst),
    ];

    private static async Task ReadsBack(IOrderStore store)
    {
        var message = Message("m1", "p1", Start.AddTicks(3)) with { RefundId = "r1", Url = null, Body = "" };
        await Put(store, message);
        Require.Same([message], await store.OutboxOfAsync("p1"), "The message");
        var tried = message with { Tries = 2, LastError = "503", DueAt = Start.AddMinutes(1), State = OutboxState.Dead };
        await Put(store, tried);
        Require.Same([tried], await store.OutboxOfAsync("p1"), "The message after a try");
        var plain = Message("m0", "p2", null);
        await Put(store, plain);
        Require.Same([plain], await store.OutboxOfAsync("p2"), "A message without a time");
    }

    private static async Task OneAtATime(IOrderStore store)
    {
        // Ids of one millisecond do not sort by truth: the order of commits does.
        var (first, second, third) = (Message("m9", "p1", Start), Message("m1", "p1", Start), Message("m5", "p1", Start));
        await Put(store, first, second);
        await Put(store, third);
        await Expect(store, "m9");
        await Put(store, first with { State = OutboxState.Delivered });
        await Expect(store, "m1");
        await Put(store, second with { State = OutboxState.Delivered, DueAt = null });
        await Expect(store, "m5");
        await Put(store, third with { State = OutboxState.Delivered });
        await Expect(store);
        Require.Sequence(["m9", "m1", "m5"], (await store.OutboxOfAsync("p1")).Select(m => m.Id), "All messages of a payment");
    }

    private static async Task RetryHoldsUp(IOrderStore store)
    {
        await Put(store, Message("m1", "p1", Start.AddHours(1)), Message("m2", "p1", Start));
        await Expect(store);
        Require.Equal("m1", (await store.DueOutboxAsync(Start.AddHours(1), 9)).Single().Id, "The message after its wait");
    }

    private static async Task OldDoneAreDeleted(IOrderStore store)
    {
        await Require.Committed(store, Insert(Payment(1) with { State = PaymentState.Closed }));
        await Require.Committed(store, Insert(Payment(2)));
        var old = Message("m1", PaymentId(1), null) with { CreatedAt = Start, State = OutboxState.Delivered };
        await Put(store, old, old with { Id = "m2", State = OutboxState.Dead }, old with { Id = "m3", State = OutboxState.Waiting, DueAt = Start });
        await Put(store, old with { Id = "m4", State = OutboxState.Waiting }, old with { Id = "m5", PaymentId = PaymentId(2) });
        await Put(store, old with { Id = "m6", CreatedAt = Start.AddDays(1) });
        await store.DeleteMessagesBeforeAsync(Start.AddDays(1));
        Require.Sequence(["m2", "m3", "m6"], (await store.OutboxOfAsync(PaymentId(1))).Select(m => m.Id), "What is left of the final payment's");
        Require.Sequence(["m5"], (await store.OutboxOfAsync(PaymentId(2))).Select(m => m.Id), "What is left of the open payment's");
        Require.Equal("m3", (await store.DueOutboxAsync(Start, 9)).Single().Id, "What is due");
    }

    private static async Task DeadLetsPass(IOrderStore store)
    {
        await Put(store, Message("m1", "p1", Start) with { State = OutboxState.Dead }, Message("m2", "p1", Start));
        await Expect(store, "m2");
    }

    private static async Task TimelessLetsPass(IOrderStore store)
    {
        await Put(store, Message("m1", "p1", null) with { Url = null }, Message("m2", "p1", Start));
        await Expect(store, "m2");
    }

    private static async Task OldestFirst(IOrderStore store)
    {
        await Put(store, Message("m3", "p3", Start), Message("m1", "p1", Start.AddSeconds(-5)), Message("m2", "p2", Start.AddSeconds(1)));
        await Put(store, Message("m4", "p4", Start.AddSeconds(-9)));
        await Expect(store, "m3", "m1", "m4");
        Require.Sequence(["m3", "m1"], (await store.DueOutboxAsync(Start, 2)).Select(m => m.Id), "Due messages, at most two");
    }

    private static Task Put(IOrderStore store, params OutboxRecord[] messages) =>
        Require.Committed(store, new OrderCommit { Outbox = messages }, "A commit of messages alone");

    private static async Task Expect(IOrderStore store, params string[] ids) =>
        Require.Sequence(ids, (await store.DueOutboxAsync(Start, 9)).Select(m => m.Id), "Due messages");
}
