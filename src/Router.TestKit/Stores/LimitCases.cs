using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Store;
using static Router.TestKit.Stores.OrderSamples;

namespace Router.TestKit.Stores;

/// <summary>An account's day: held in the commit that stores an attempt, given back in the one that proves it unpaid, never in the way of another.</summary>
internal static class LimitCases
{
    private static readonly DateOnly s_day = new(2026, 1, 1);

    public static IReadOnlyList<ComplianceCase> All { get; } =
    [
        new("an attempt that does not fit into its account's day is not stored", FullIsRefused),
        new("a sum is bounded in its own currency, and the count in all together", CurrenciesAreApart),
        new("an attempt that is proved unpaid gives its place back in the same commit", UnpaidGivesBack),
        new("an attempt that is in doubt, captured or reversed keeps its place", DoubtKeeps),
        new("a late capture counts again and is stored although the day is full", LateCaptureCounts),
        new("a commit without a limit is never refused for one", SettlingIsNeverRefused),
        new("days and accounts are counted apart, and attempts without a day not at all", DaysAreApart),
        new("a refused attempt leaves nothing of its commit", NothingIsLeft),
        new("of 64 attempts at once as many are stored as fit", NoMoreThanFit),
    ];

    /// <summary>A payment whose new attempt must stay within a limit.</summary>
    public static OrderCommit Reserve(int number, AttemptLimit limit, Attempt attempt) =>
        Insert(Payment(number) with { State = PaymentState.Paying, Attempts = [attempt] }) with { Limit = limit };

    private static async Task FullIsRefused(IOrderStore store)
    {
        await Require.Committed(store, Counted(1, 2));
        await Require.Committed(store, Counted(2, 2));
        await Require.Result(CommitResult.LimitReached, store, Counted(3, 2), "A third attempt of a day of two");
        await Uses(store, new DayUse(Currency.CNY, 2, 2000));
        await Require.Result(CommitResult.LimitReached, store, Reserve(4, new("A4", null, 2999), On("A4")), "An amount that does not fit");
        await Require.Committed(store, Reserve(4, new("A4", null, 3000), On("A4")), "An amount that just fits");
    }

    private static async Task CurrenciesAreApart(IOrderStore store)
    {
        var dollars = On("A2") with { SentAmount = new Money(700, Currency.USD) };
        await Require.Committed(store, Reserve(1, new("A1", 2, 1000), On("A1")));
        await Require.Committed(store, Reserve(2, new("A2", 2, 700), dollars));
        await Require.Result(CommitResult.LimitReached, store, Reserve(3, new("A3", 2, null), On("A3")), "A third of two in another currency");
        await Uses(store, new DayUse(Currency.CNY, 1, 1000), new DayUse(Currency.USD, 1, 700));
    }

    private static async Task UnpaidGivesBack(IOrderStore store)
    {
        foreach (var (state, at) in new[] { AttemptState.Declined, AttemptState.NotSent, AttemptState.Closed }.Select((s, i) => (s, i + 1)))
        {
            await Require.Committed(store, Counted(at, 1), "An attempt in the place that was given back");
            await SettleAsync(store, at, state);
            await Uses(store);
        }
    }

    private static async Task DoubtKeeps(IOrderStore store)
    {
        await Require.Committed(store, Counted(1, 1));
        foreach (var state in new[] { AttemptState.Pending, AttemptState.Unknown, AttemptState.Captured, AttemptState.Reversed })
        {
            await SettleAsync(store, 1, state);
            await Require.Result(CommitResult.LimitReached, store, Counted(2, 1), $"An attempt beside one that is {state}");
        }
    }

    private static async Task LateCaptureCounts(IOrderStore store)
    {
        await Require.Committed(store, Counted(1, 1));
        await SettleAsync(store, 1, AttemptState.Closed);
        await Require.Committed(store, Counted(2, 1));
        await SettleAsync(store, 1, AttemptState.Captured);
        await Uses(store, new DayUse(Currency.CNY, 2, 2000));
        await SettleAsync(store, 2, AttemptState.Declined);
        await Require.Result(CommitResult.LimitReached, store, Counted(3, 1), "An attempt beside the late capture");
    }

    private static async Task SettlingIsNeverRefused(IOrderStore store)
    {
        await Require.Committed(store, Counted(1, 1));
        var more = Insert(Payment(2) with { State = PaymentState.Paying, Attempts = [On("A2")] });
        await Require.Committed(store, more, "An attempt without a limit");
        await Uses(store, new DayUse(Currency.CNY, 2, 2000));
        foreach (var state in new[] { AttemptState.Unknown, AttemptState.Closed, AttemptState.Captured }) await SettleAsync(store, 1, state);
        var again = (await store.FindPaymentAsync(PaymentId(1)))!;
        await Require.Committed(store, Update(again) with { Limit = new AttemptLimit("A1", 1, 1) }, "A commit whose attempt holds its place already");
    }

    private static async Task DaysAreApart(IOrderStore store)
    {
        await Require.Committed(store, Counted(1, 1));
        await Require.Committed(store, Reserve(2, new("A2", 1, null), On("A2") with { LimitDay = s_day.AddDays(1) }));
        await Require.Committed(store, Reserve(3, new("A3", 1, null), On("A3") with { AccountId = "acct-b" }));
        await Require.Committed(store, Reserve(4, new("A4", 1, null), On("A4") with { LimitDay = null }));
        await Uses(store, new DayUse(Currency.CNY, 1, 1000));
        Require.Sequence([new DayUse(Currency.CNY, 1, 1000)], await store.UseOfDayAsync("acct-b", s_day), "The other account's day");
        Require.Sequence([new DayUse(Currency.CNY, 1, 1000)], await store.UseOfDayAsync("acct-a", s_day.AddDays(1)), "The next day");
    }

    private static async Task NothingIsLeft(IOrderStore store)
    {
        await Require.Committed(store, Counted(1, 1));
        var row = new IdempotencyRow("shop", "pay:k", "f", PaymentId(2), Start);
        var refused = Counted(2, 1) with { Idempotency = row, Outbox = [Message("m1", PaymentId(2), Start)] };
        await Require.Result(CommitResult.LimitReached, store, refused, "An attempt of a full day");
        Require.Equal(null, await store.FindPaymentAsync(PaymentId(2)), "The payment that was refused");
        Require.Equal(null, await store.FindPaymentByAttemptAsync("A2"), "Its attempt");
        Require.Equal(null, await store.FindIdempotencyAsync("shop", "pay:k"), "Its key");
        Require.Equal(0, (await store.OutboxOfAsync(PaymentId(2))).Count, "Its messages");
    }

    private static async Task NoMoreThanFit(IOrderStore store)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(n => Task.Run(() => store.CommitAsync(Counted(n, 10)).AsTask())));
        Require.Equal(10, results.Count(r => r == CommitResult.Committed), "Attempts that were stored");
        Require.Equal(54, results.Count(r => r == CommitResult.LimitReached), "Attempts that were refused");
        await Uses(store, new DayUse(Currency.CNY, 10, 10_000));
    }

    private static OrderCommit Counted(int number, long count) => Reserve(number, new($"A{number}", count, null), On($"A{number}"));

    private static Attempt On(string number) => Attempt(number) with { LimitDay = s_day };

    private static async Task SettleAsync(IOrderStore store, int number, AttemptState state)
    {
        var order = (await store.FindPaymentAsync(PaymentId(number)))!;
        await Require.Committed(store, Update(order with { Attempts = [order.Attempts[0] with { State = state }] }), $"An attempt that became {state}");
    }

    private static async Task Uses(IOrderStore store, params DayUse[] expected) =>
        Require.Sequence(expected, await store.UseOfDayAsync("acct-a", s_day), "What is taken of the day");
}
