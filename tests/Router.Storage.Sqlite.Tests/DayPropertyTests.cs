using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Store;
using Router.Storage.Sqlite.Tests.Fixtures;
using Router.TestKit.Stores;

namespace Router.Storage.Sqlite.Tests;

/// <summary>Several callers reserve and settle at once, in any order: no day holds more than its limit, and what is counted is what is there.</summary>
public sealed class DayPropertyTests
{
    private const int Callers = 4;
    private static readonly DateOnly s_day = new(2026, 1, 1);

    /// <summary>Reserves by an amount, or settles one of the caller's own attempts; a capture after a refusal is late.</summary>
    private sealed record Step(int Amount, AttemptState? Settles, int Which);

    [Fact]
    public void No_interleaving_takes_more_of_a_day_than_its_limit_in_memory() => Hold(60, () => new InMemoryOrderStore());

    [Fact]
    public void No_interleaving_takes_more_of_a_day_than_its_limit_in_sqlite()
    {
        using var folder = new StoreFolder();
        var at = 0;
        Hold(20, () => SqliteOrderStore.Open(new SqliteOrderStoreOptions { Path = Path.Combine(folder.Folder, $"{++at}.db") }));
    }

    private static void Hold(int tests, Func<IOrderStore> open)
    {
        var states = new[] { AttemptState.Pending, AttemptState.Unknown, AttemptState.Captured, AttemptState.Declined, AttemptState.NotSent, AttemptState.Closed, AttemptState.Reversed };
        var step =
            from amount in Gen.Choose(1, 900)
            from settles in Gen.Frequency((3, Gen.Constant<AttemptState?>(null)), (4, Gen.Elements(states.Select(s => (AttemptState?)s).ToArray())))
            from which in Gen.Choose(0, 20)
            select new Step(amount, settles, which);
        var cases =
            from count in Gen.Choose(1, 6)
            from most in Gen.Choose(300, 3000)
            from late in Gen.Elements(true, false)
            from steps in Gen.ListOf(step, 40)
            select (count, most, late, steps);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(cases.ToArbitrary(), c => RunAsync(open(), c.count, c.most, c.late, [.. c.steps]).GetAwaiter().GetResult()));
    }

    private static async Task RunAsync(IOrderStore store, int count, int most, bool late, IReadOnlyList<Step> steps)
    {
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var own = new List<int>();
            for (var at = caller; at < steps.Count; at += Callers)
            {
                if (steps[at].Settles is { } state && own.Count > 0) await SettleAsync(store, own[steps[at].Which % own.Count], state, late);
                else if (await ReserveAsync(store, at, steps[at].Amount, count, most)) own.Add(at);
                if (late) continue;
                var uses = await store.UseOfDayAsync("acct-a", s_day);
                uses.Sum(u => u.Count).Should().BeLessThanOrEqualTo(count);
                uses.Sum(u => u.AmountMinor).Should().BeLessThanOrEqualTo(most);
            }
        })));
        await RecountAsync(store);
        if (store is SqliteOrderStore sqlite)
        {
            (await sqlite.VerifyAsync()).Should().BeEmpty();
            await sqlite.DisposeAsync();
        }
    }

    private static async Task<bool> ReserveAsync(IOrderStore store, int number, int amount, int count, int most)
    {
        var attempt = OrderSamples.Attempt($"A{number}") with { LimitDay = s_day, SentAmount = new Money(amount, Currency.CNY) };
        var order = OrderSamples.Payment(number) with { State = PaymentState.Paying, Attempts = [attempt] };
        var result = await store.CommitAsync(OrderSamples.Insert(order) with { Limit = new AttemptLimit(attempt.Number, count, most) });
        result.Should().BeOneOf(CommitResult.Committed, CommitResult.LimitReached);
        return result == CommitResult.Committed;
    }

    // Never refused, whatever the day holds.
    private static async Task SettleAsync(IOrderStore store, int number, AttemptState state, bool late)
    {
        var order = (await store.FindPaymentAsync(OrderSamples.PaymentId(number)))!;
        if (!late && !order.Attempts[0].HoldsLimit) return;
        (await store.CommitAsync(OrderSamples.Update(order with { Attempts = [order.Attempts[0] with { State = state }] }))).Should().Be(CommitResult.Committed);
    }

    private static async Task RecountAsync(IOrderStore store)
    {
        var holding = (await store.ListPaymentsAsync(new PaymentFilter(Limit: 500))).SelectMany(o => o.Attempts).Where(a => a.HoldsLimit).ToList();
        DayUse[] expected = holding.Count == 0 ? [] : [new DayUse(Currency.CNY, holding.Count, holding.Sum(a => a.SentAmount.Minor))];
        (await store.UseOfDayAsync("acct-a", s_day)).Should().Equal(expected);
    }
}
