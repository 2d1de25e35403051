using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Bills;

/// What differs is found, and nothing else.
public class ReconcilerTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_true_bill_matches_to_the_last_line() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var attempt = (await engine.PayAsync()).Payment!.Attempts[0];
        var refund = (await engine.RefundAsync((await engine.Store.FindPaymentByAttemptAsync(attempt.Number))!.Id, 300)).Refund!;
        bill.Add(Bill.Of(attempt));
        bill.Add(Bill.Of(attempt, refund), 1);
        bill.Add(Bill.Of(attempt) with { Kind = BillLineKind.Other, AttemptNumber = "", Amount = new Money(7, Currency.CNY), Fee = null });
        engine.Clock.AdvanceTo(s_noon.AddDays(3));

        var report = await bill.ReconcileAsync(0, 1);
        report.Differences.Should().BeEmpty();
        report.IsClean.Should().BeTrue();
        (report.Matched, report.Waiting, report.OtherFeeCount).Should().Be((2, 0, 0));
        report.Totals.Should().Equal(new BillTotal(Currency.CNY, 3, 1000, 300, attempt.FeeMinor, 7));
    });

    [Fact]
    public void Each_difference_of_a_line_is_named() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = (await engine.PayAsync()).Payment!;
        var (attempt, refund) = (order.Attempts[0], (await engine.RefundAsync(order.Id, 300)).Refund!);
        engine.Clock.AdvanceTo(s_noon.AddDays(3));
        var (paid, back) = (Bill.Of(attempt), Bill.Of(attempt, refund));
        async Task Expect(DifferenceKind[] kinds, params BillLine[] lines)
        {
            bill.Lines.Clear();
            foreach (var line in lines) bill.Add(line);
            (await bill.KindsAsync()).Should().BeEquivalentTo(kinds);
        }

        await Expect([], paid, back);
        await Expect([DifferenceKind.CapturedHere], back);
        await Expect([DifferenceKind.RefundedHere], paid);
        await Expect([DifferenceKind.Amount], paid with { Amount = new Money(999, Currency.CNY) }, back);
        await Expect([DifferenceKind.Currency], paid with { Amount = new Money(1000, Currency.USD) }, back);
        await Expect([DifferenceKind.TransactionId], paid with { ChannelTransactionId = "other" }, back);
        await Expect([DifferenceKind.PaidTwice], paid, paid, back);
        await Expect([DifferenceKind.UnknownNumber], paid, back, paid with { AttemptNumber = "foreign" });
        await Expect([DifferenceKind.UnknownNumber], paid, back, paid with { AttemptNumber = "" });
        await Expect([DifferenceKind.RefundAmount], paid, back with { Amount = new Money(301, Currency.CNY) });
        await Expect([DifferenceKind.RefundedTwice], paid, back, back);
        await Expect([DifferenceKind.RefundedThere], paid, back, back with { RefundNumber = "foreign" });
        await Expect([DifferenceKind.RefundedThere], paid, back, back with { RefundNumber = null });
        await Expect([DifferenceKind.WrongAccount], paid, back with { AttemptNumber = "another" });
    });

    [Fact]
    public void What_another_account_of_ours_did_is_a_difference_and_no_proof() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        engine.A.Pay.Then(ChannelResult.NotSent(FaultBlame.Channel, "down", "down"));
        var order = (await engine.PayAsync()).Payment!;
        order.Attempts[1].AccountId.Should().Be("b");
        bill.Add(Bill.Of(order.Attempts[1]));
        engine.Clock.AdvanceTo(s_noon.AddDays(3));
        var found = (await bill.ReconcileAsync(by: "anna")).Differences.Should().ContainSingle().Subject;
        (found.Kind, found.PaymentId, found.Ours!.Account, found.Theirs!.Account, found.Done).Should().Be((DifferenceKind.WrongAccount, order.Id, "b", "a", null));
    });

    [Fact]
    public void What_stands_on_the_next_days_bill_is_not_missing_and_what_may_still_come_is_waited_for() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var attempt = (await engine.PayAsync()).Payment!.Attempts[0];
        bill.Add(Bill.Of(attempt), 1);
        engine.Clock.AdvanceTo(s_noon.AddDays(3));
        (await bill.ReconcileAsync()).Differences.Should().BeEmpty();

        bill.Lines.Clear();
        bill.NotReady.Add(Bill.Today.AddDays(1));
        var report = await bill.ReconcileAsync();
        (report.DifferenceCount, report.Waiting).Should().Be((0, 1));
        bill.NotReady.Clear();
        bill.Broken.Add(Bill.Today.AddDays(1));
        report = await bill.ReconcileAsync();
        (report.DifferenceCount, report.Waiting).Should().Be((0, 1), "a bill that breaks off says nothing");
        bill.Broken.Clear();
        (await bill.KindsAsync()).Should().Equal(DifferenceKind.CapturedHere);
    });

    [Fact]
    public void A_bill_of_a_day_that_is_not_over_concludes_nothing_missing() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await engine.PayAsync();
        var report = await bill.ReconcileAsync();
        (report.Days[0].State, report.Waiting, report.DifferenceCount, report.IsClean).Should().Be((BillDayState.Unfinished, 1, 0, false));
    });

    [Fact]
    public void A_bill_that_breaks_off_is_not_compared() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var attempt = (await engine.PayAsync()).Payment!.Attempts[0];
        bill.Add(Bill.Of(attempt) with { Amount = new Money(1, Currency.CNY) });
        bill.Broken.Add(Bill.Today);
        engine.Clock.AdvanceTo(s_noon.AddDays(3));
        var report = await bill.ReconcileAsync();
        (report.Days[0].State, report.DifferenceCount, report.IsClean).Should().Be((BillDayState.Failed, 0, false));
    });

    [Fact]
    public void A_wrong_amount_that_we_recorded_is_no_difference_of_the_bill() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        engine.A.Pay.Then((r, _) => Task.FromResult(ChannelResult.Succeeded("tx", new Money(999, Currency.CNY))));
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Suspense);
        bill.Add(Bill.Of(order.Attempts[0]));
        engine.Clock.AdvanceTo(s_noon.AddDays(3));
        (await bill.ReconcileAsync()).IsClean.Should().BeTrue();
    });

    [Fact]
    public void A_reverse_books_a_payment_and_its_way_back() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = await engine.PendingAsync();
        engine.A.Close.Then(new CloseResult { Outcome = CloseOutcome.Reversed, Reversed = order.Terms.Amount, ChannelTransactionId = "tx-r" });
        await engine.Router.CloseAsync(order.Id);
        var attempt = (await engine.OrderAsync(order.Id)).Attempts[0];
        attempt.State.Should().Be(AttemptState.Reversed);
        var paid = Bill.Of(attempt);
        bill.Add(paid);
        bill.Add(paid with { Kind = BillLineKind.Refund });
        engine.Clock.AdvanceTo(s_noon.AddDays(3));
        (await bill.ReconcileAsync()).IsClean.Should().BeTrue();
        bill.Lines.RemoveAt(1);
        (await bill.KindsAsync()).Should().Equal(DifferenceKind.RefundedHere);
        bill.Lines[0] = (Bill.Today, paid with { Kind = BillLineKind.Refund });
        (await bill.KindsAsync()).Should().Equal(DifferenceKind.CapturedHere);
    });

    [Fact]
    public void Nonsense_is_unreadable_and_moves_nothing() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = await engine.PendingAsync();
        var good = Bill.Of(order.Attempts[0]);
        BillLine[] nonsense =
        [
            good with { Amount = default }, good with { Amount = new Money(-1000, Currency.CNY) }, good with { Amount = new Money(0, Currency.CNY) },
            good with { ChannelTransactionId = "" }, good with { ChannelTransactionId = null! }, good with { AttemptNumber = null! },
            good with { Kind = (BillLineKind)9 }, good with { BookedAt = default }, good with { BookedAt = DateTimeOffset.MaxValue },
            good with { AttemptNumber = new string('x', 5000) },
        ];
        foreach (var line in nonsense) bill.Add(line);
        engine.Clock.AdvanceTo(s_noon.AddDays(3));
        var report = await bill.ReconcileAsync(by: "anna");
        report.Differences.Select(d => d.Kind).Should().Equal(Enumerable.Repeat(DifferenceKind.Unreadable, nonsense.Length));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Paying);

        bill.Add(null!);
        (await bill.ReconcileAsync(by: "anna")).Days[0].State.Should().Be(BillDayState.Failed);
    });

    [Theory]
    [InlineData("nobody", 0, 0, "280203")]
    [InlineData("a", 1, 0, "280001")]
    [InlineData("a", 0, 40, "280001")]
    [InlineData("a", 5, 5, "280001")]
    public void What_cannot_be_compared_is_refused(string account, int from, int to, string code) => World.Run(async engine =>
    {
        var answer = await engine.Reconciliation.RunAsync(new(account, Bill.Today.AddDays(from), Bill.Today.AddDays(to)));
        answer.Error!.Code.Should().Be(code);
    });
}
