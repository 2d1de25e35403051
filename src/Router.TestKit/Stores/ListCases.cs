using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Store;
using static Router.TestKit.Stores.OrderSamples;

namespace Router.TestKit.Stores;

internal static class ListCases
{
    public static IReadOnlyList<ComplianceCase> All { get; } =
    [
        new("payments are listed newest first, page by page", PagesNewestFirst),
        new("payments are listed oldest first, page by page", PagesOldestFirst),
        new("each filter filters, alone and together", FiltersFilter),
        new("an account's bookings are its captures and its refunds that succeeded, by time, page by page", BookingsAreListed),
        new("an account's use counts open payments, open refunds and young captures", AccountUseCounts),
    ];

    private static async Task PagesNewestFirst(IOrderStore store)
    {
        foreach (var number in new[] { 2, 5, 1, 4, 3 }) await Require.Committed(store, Insert(Payment(number)));
        await Expect(store, new PaymentFilter(Limit: 2), 5, 4);
        await Expect(store, new PaymentFilter(Before: PaymentId(4), Limit: 2), 3, 2);
        await Expect(store, new PaymentFilter(Before: PaymentId(2), Limit: 2), 1);
        await Expect(store, new PaymentFilter(Before: PaymentId(1), Limit: 2));
    }

    private static async Task PagesOldestFirst(IOrderStore store)
    {
        foreach (var number in new[] { 2, 5, 1, 4, 3 }) await Require.Committed(store, Insert(Payment(number, number == 3 ? "kiosk" : "shop")));
        await Expect(store, new PaymentFilter(After: "", Limit: 2), 1, 2);
        await Expect(store, new PaymentFilter(After: PaymentId(2), Limit: 2), 3, 4);
        await Expect(store, new PaymentFilter(After: PaymentId(1), Merchant: "shop"), 2, 4, 5);
        await Expect(store, new PaymentFilter(After: PaymentId(1), Before: PaymentId(4)), 2, 3);
        await Expect(store, new PaymentFilter(After: PaymentId(5)));
    }

    private static async Task FiltersFilter(IOrderStore store)
    {
        var open = new SuspenseCase("unresolved", "A1", "", Start);
        await Require.Committed(store, Insert(Payment(1)));
        await Require.Committed(store, Insert(Payment(2, "kiosk")));
        await Require.Committed(store, Insert(Payment(3) with { State = PaymentState.Suspense, Cases = [open] }));
        await Require.Committed(store, Insert(Payment(4, "kiosk") with { State = PaymentState.Succeeded, Cases = [open with { ResolvedAt = Start }] }));
        await Require.Committed(store, Insert(Payment(5, "kiosk") with { State = PaymentState.Suspense, Cases = [open] }));
        await Expect(store, new PaymentFilter(Merchant: "kiosk"), 5, 4, 2);
        await Expect(store, new PaymentFilter(State: PaymentState.Suspense), 5, 3);
        await Expect(store, new PaymentFilter(State: PaymentState.Succeeded), 4);
        await Expect(store, new PaymentFilter(WithOpenCase: true), 5, 3);
        await Expect(store, new PaymentFilter(Merchant: "kiosk", WithOpenCase: true), 5);
        await Expect(store, new PaymentFilter("shop", PaymentState.Suspense, true, PaymentId(5), 500), 3);

        var answered = Payment(5, "kiosk") with { Version = 1, State = PaymentState.Closed, Cases = [open with { ResolvedAt = Start }] };
        await Require.Committed(store, Update(answered));
        await Expect(store, new PaymentFilter(WithOpenCase: true), 3);
        await Expect(store, new PaymentFilter(State: PaymentState.Suspense), 3);
        await Expect(store, new PaymentFilter(State: PaymentState.Closed), 5);
    }

    private static async Task AccountUseCounts(IOrderStore store)
    {
        var captured = Attempt("A3", state: AttemptState.Captured) with { PaidAt = Start.AddDays(3), Captured = new Money(1, Currency.CNY) };
        var first = Payment(1) with { State = PaymentState.Paying, Attempts = [Attempt("A1", state: AttemptState.Declined), Attempt("A2")] };
        await Require.Committed(store, Insert(first));
        await Require.Committed(store, Insert(Payment(2) with { State = PaymentState.Succeeded, Attempts = [captured] }));
        await Require.Committed(store, Insert(Payment(3) with { State = PaymentState.Paying, Attempts = [Attempt("A4", "acct-b")] }));
        await Require.Committed(store, Insert(Refund(1, PaymentId(2))));
        await Require.Committed(store, Insert(Refund(2, PaymentId(2)) with { State = RefundState.Succeeded }));
        Require.Equal(new AccountUse(1, 1, 1), await store.UseOfAccountAsync("acct-a", Start.AddDays(3)), "Use of an account");
        Require.Equal(new AccountUse(1, 1, 0), await store.UseOfAccountAsync("acct-a", Start.AddDays(4)), "Use without old captures");
        Require.Equal(new AccountUse(0, 0, 0), await store.UseOfAccountAsync("nobody", Start), "Use of an unknown account");
        Require.Sequence([PaymentId(1), PaymentId(2)], await store.PaymentsNeedingAsync("acct-a", "", 9), "Payments that need an account");
        Require.Sequence([PaymentId(2)], await store.PaymentsNeedingAsync("acct-a", PaymentId(1), 9), "Payments that need an account, the next page");
        Require.Sequence([PaymentId(1)], await store.PaymentsNeedingAsync("acct-a", "", 1), "Payments that need an account, within the limit");

        await Require.Committed(store, Update(first with { Version = 1, State = PaymentState.Closed }));
        Require.Equal(new AccountUse(1, 1, 1), await store.UseOfAccountAsync("acct-a", Start), "Use while a closed payment has a live attempt");
        var settled = first with { Version = 2, State = PaymentState.Closed, Attempts = [.. first.Attempts.Select(a => a with { State = AttemptState.Declined })] };
        await Require.Committed(store, Update(settled));
        Require.Equal(new AccountUse(0, 1, 1), await store.UseOfAccountAsync("acct-a", Start), "Use after the payment has closed");
    }

    private static async Task BookingsAreListed(IOrderStore store)
    {
        Attempt Captured(string number, double second, string account = "acct-a") =>
            Attempt(number, account, AttemptState.Captured) with { PaidAt = Start.AddSeconds(second).ToOffset(TimeSpan.FromHours(8)), Captured = new Money(1, Currency.CNY) };
        Attempt[] attempts = [Captured("B2", 2), Captured("B1", 2), Captured("B3", 0.5), Captured("B4", 9), Captured("B5", 3, "acct-b"), Attempt("B6", state: AttemptState.Declined), Captured("B7", 10)];
        for (var at = 0; at < attempts.Length; at++) await Require.Committed(store, Insert(Payment(at + 1) with { State = PaymentState.Succeeded, Attempts = [attempts[at]] }));
        await Require.Committed(store, Insert(Refund(1, PaymentId(1)) with { State = RefundState.Succeeded, RefundedAt = Start.AddSeconds(4.7) }));
        await Require.Committed(store, Insert(Refund(2, PaymentId(2)) with { State = RefundState.Processing }));
        await Require.Committed(store, Update(Refund(2, PaymentId(2)) with { Version = 1, State = RefundState.Succeeded, RefundedAt = Start.AddSeconds(1) }));
        await Require.Committed(store, Insert(Refund(3, PaymentId(3)) with { State = RefundState.Failed, RefundedAt = Start.AddSeconds(1) }));

        var captures = new BookingFilter("acct-a", false, Start, Start.AddSeconds(10), Limit: 2);
        var first = await store.BookingsAsync(captures);
        Require.Sequence([new Booking("B3", PaymentId(3), Start.AddSeconds(0.5)), new Booking("B1", PaymentId(2), Start.AddSeconds(2))], first, "Bookings, first page");
        Require.Sequence(["B2", "B4"], (await store.BookingsAsync(captures with { After = first[^1] })).Select(b => b.Number), "Bookings, second page");
        Require.Sequence([], (await store.BookingsAsync(captures with { From = Start.AddSeconds(9.1) })).Select(b => b.Number), "Bookings of an empty span");
        var refunds = await store.BookingsAsync(captures with { Refunds = true });
        Require.Sequence([Start.AddSeconds(1), Start.AddSeconds(4)], refunds.Select(b => b.At), "Refunds in whole seconds");
        Require.Sequence([Refund(2, "").Id, Refund(1, "").Id], refunds.Select(b => b.OrderId), "Refunds by time");
    }

    private static async Task Expect(IOrderStore store, PaymentFilter filter, params int[] numbers) =>
        Require.Sequence(numbers.Select(PaymentId), (await store.ListPaymentsAsync(filter)).Select(o => o.Id), $"Payments by {filter}");
}
