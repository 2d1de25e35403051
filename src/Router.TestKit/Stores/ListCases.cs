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

    private static async Task Expect(IOrderStore store, PaymentFilter filter, params int[] numbers) =>
        Require.Sequence(numbers.Select(PaymentId), (await store.ListPaymentsAsync(filter)).Select(o => o.Id), $"Payments by {filter}");
}
