using Router.Core.Orders;
using Router.Core.Store;
using static Router.TestKit.Stores.OrderSamples;

namespace Router.TestKit.Stores;

/// <summary>Random commits, the same on the store and on <see cref="InMemoryOrderStore"/>: every answer and every list must agree.</summary>
internal static class ModelCases
{
    private const int Steps = 400;
    private static readonly DateOnly s_day = new(2026, 1, 1);

    public static IReadOnlyList<ComplianceCase> All { get; } =
        [.. Enumerable.Range(1, 3).Select(seed => new ComplianceCase($"random commits agree with the model, seed {seed}", s => Run(s, seed)))];

    private static async Task Run(IOrderStore store, int seed)
    {
        var model = new InMemoryOrderStore();
        var random = new Random(seed);
        for (var step = 1; step <= Steps; step++)
        {
            var commit = await NextAsync(model, random);
            var expected = await model.CommitAsync(commit);
            await Require.Result(expected, store, commit, $"Seed {seed}, step {step}: {commit}");
            if (step % 40 == 0) await CompareAsync(model, store, random, $"Seed {seed}, step {step}");
        }
    }

    private static async Task<OrderCommit> NextAsync(InMemoryOrderStore model, Random random)
    {
        var id = random.Next(20);
        var commit = new OrderCommit();
        if (random.Next(10) < 8) commit = commit with { Payment = await NextPaymentAsync(model, random, id) };
        if (commit.Payment is { Order.Attempts: { Count: > 0 } attempts } && random.Next(2) == 0)
            commit = commit with { Limit = new AttemptLimit(attempts[^1].Number, random.Next(2) == 0 ? null : random.Next(6), random.Next(2) == 0 ? null : random.Next(6000)) };
        if (random.Next(10) < 3) commit = commit with { Refund = await NextRefundAsync(model, random, id) };
        if (random.Next(10) < 2) commit = commit with { Idempotency = new IdempotencyRow("shop", $"pay:{random.Next(30)}", "f", PaymentId(id), Start) };
        if (random.Next(10) < 5) commit = commit with { Outbox = [.. Enumerable.Range(0, random.Next(3)).Select(_ => NextMessage(random))] };
        return commit;
    }

    private static async Task<PaymentWrite> NextPaymentAsync(InMemoryOrderStore model, Random random, int id)
    {
        var stored = await model.FindPaymentAsync(PaymentId(id));
        var order = stored ?? Payment(id) with { Terms = Payment(id % 7).Terms };
        var attempts = order.Attempts;
        if (random.Next(3) == 0 && attempts.Count < 3)
        {
            var attempt = Attempt($"A{random.Next(60)}", random.Next(2) == 0 ? "acct-a" : "acct-b");
            attempts = [.. attempts, attempt with { LimitDay = random.Next(3) == 0 ? null : s_day.AddDays(random.Next(2)) }];
        }

        var next = order with
        {
            State = Pick<PaymentState>(random),
            Attempts = [.. attempts.DistinctBy(a => a.Number).Select(a => a with { State = Pick<AttemptState>(random), PaidAt = Moment(random) })],
            Cases = random.Next(4) == 0 ? [new SuspenseCase("unresolved", "A", "", Start, random.Next(2) == 0 ? Start : null)] : [],
            DueAt = Moment(random),
            Lease = Moment(random) is { } until ? new OrderLease("n", 1, until) : null,
            Fence = random.Next(3),
        };
        var version = random.Next(8) == 0 ? random.Next(4) : stored?.Version ?? 0;
        return new PaymentWrite(next, version, random.Next(4) == 0 ? random.Next(3) : null);
    }

    private static async Task<RefundWrite> NextRefundAsync(InMemoryOrderStore model, Random random, int paymentId)
    {
        var number = random.Next(15);
        var stored = await model.FindRefundAsync(Refund(number, "").Id);
        var refund = stored ?? Refund(number, PaymentId(paymentId)) with { MerchantRefundNo = $"refund-{random.Next(12)}" };
        var next = refund with { State = Pick<RefundState>(random), DueAt = Moment(random), Fence = random.Next(2) };
        return new RefundWrite(next, random.Next(8) == 0 ? random.Next(3) : stored?.Version ?? 0, random.Next(4) == 0 ? random.Next(2) : null);
    }

    private static OutboxRecord NextMessage(Random random)
    {
        var number = random.Next(50);
        return Message($"m{number}", PaymentId(number % 10), Moment(random)) with { State = Pick<OutboxState>(random), Tries = random.Next(3) };
    }

    private static async Task CompareAsync(InMemoryOrderStore model, IOrderStore store, Random random, string when)
    {
        var now = Start.AddSeconds(random.Next(10));
        Same(await model.DuePaymentsAsync(now, 7), await store.DuePaymentsAsync(now, 7), $"{when}: due payments");
        SameRefunds(await model.DueRefundsAsync(now, 7), await store.DueRefundsAsync(now, 7), $"{when}: due refunds");
        Require.Same(await model.DueOutboxAsync(now, 7), await store.DueOutboxAsync(now, 7), $"{when}: due messages");
        foreach (var state in Enum.GetValues<PaymentState>())
        {
            var filter = new PaymentFilter(State: state, WithOpenCase: random.Next(3) == 0, Limit: 5);
            Same(await model.ListPaymentsAsync(filter), await store.ListPaymentsAsync(filter), $"{when}: {filter}");
        }

        for (var id = 0; id < 20; id++)
        {
            Require.Same(await model.FindPaymentAsync(PaymentId(id)), await store.FindPaymentAsync(PaymentId(id)), $"{when}: payment {id}");
            Require.Same(await model.OutboxOfAsync(PaymentId(id)), await store.OutboxOfAsync(PaymentId(id)), $"{when}: messages of {id}");
            SameRefunds(await model.RefundsOfAsync(PaymentId(id)), await store.RefundsOfAsync(PaymentId(id)), $"{when}: refunds of {id}");
            var (orderNo, attempt) = ($"order-{id}", $"A{random.Next(60)}");
            Require.Same(
                await model.FindPaymentByOrderNoAsync("shop", orderNo), await store.FindPaymentByOrderNoAsync("shop", orderNo), $"{when}: {orderNo}");
            Require.Same(await model.FindPaymentByAttemptAsync(attempt), await store.FindPaymentByAttemptAsync(attempt), $"{when}: {attempt}");
        }

        foreach (var (account, day) in new[] { ("acct-a", s_day), ("acct-a", s_day.AddDays(1)), ("acct-b", s_day), ("acct-b", s_day.AddDays(1)) })
            Require.Sequence(await model.UseOfDayAsync(account, day), await store.UseOfDayAsync(account, day), $"{when}: {account} on {day}");
        foreach (var account in new[] { "acct-a", "acct-b" })
            Require.Equal(await model.UseOfAccountAsync(account, now), await store.UseOfAccountAsync(account, now), $"{when}: use of {account}");
    }

    private static void Same(IReadOnlyList<PaymentOrder> expected, IReadOnlyList<PaymentOrder> actual, string what) =>
        Require.Equal(string.Join('\n', expected.Select(Require.Json)), string.Join('\n', actual.Select(Require.Json)), what);

    private static void SameRefunds(IReadOnlyList<RefundOrder> expected, IReadOnlyList<RefundOrder> actual, string what) =>
        Require.Equal(string.Join('\n', expected.Select(Require.Json)), string.Join('\n', actual.Select(Require.Json)), what);

    private static T Pick<T>(Random random)
        where T : struct, Enum => random.GetItems(Enum.GetValues<T>(), 1)[0];

    private static DateTimeOffset? Moment(Random random) => random.Next(3) == 0 ? null : Start.AddSeconds(random.Next(10));
}
