using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Orders;
using Router.Core.Tests.Cases;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Bills;

/// What bills that may be cut off, mangled or somebody else's do not end: a payment called unpaid frees its number, and is paid twice.
public class BillDoubtTests
{
    [Fact]
    public void Bills_that_lack_a_capture_we_know_of_end_nothing() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await bill.KnownAsync();
        await engine.PayAsync("lacking");
        await StaysAsync(engine, bill, await Desk.UnresolvedAsync(engine), "CapturedHere");
    });

    [Fact]
    public void Bills_that_lack_a_refund_we_know_of_end_nothing() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await engine.RefundAsync((await bill.KnownAsync()).Id, 300);
        await StaysAsync(engine, bill, await Desk.UnresolvedAsync(engine), "RefundedHere");
    });

    [Fact]
    public void Bills_without_a_line_of_ours_end_nothing() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await StaysAsync(engine, bill, await Desk.UnresolvedAsync(engine), "ours");
    });

    [Fact]
    public void Bills_with_lines_of_another_account_end_nothing_and_neither_does_a_line_on_another_accounts_bill() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await bill.KnownAsync();
        var order = await Desk.UnresolvedAsync(engine);
        engine.A.Pay.Then(ChannelResult.NotSent(FaultBlame.Channel, "down", "down"));
        var elsewhere = (await engine.PayAsync("at-b")).Payment!.Attempts[^1];
        elsewhere.AccountId.Should().Be("b");
        bill.Add(Bill.Of(elsewhere));
        await StaysAsync(engine, bill, order, "WrongAccount");

        bill.Lines.RemoveAt(1);
        bill.Elsewhere.Add(("b", Bill.Today, Bill.Of(order.Attempts[0])));
        await StaysAsync(engine, bill, order, "account b has a line");
        bill.Elsewhere.Clear();
        bill.NotReadyElsewhere.Add(Bill.Today);
        await StaysAsync(engine, bill, order, "not complete");
    });

    [Fact]
    public void A_line_of_nobody_in_the_same_amount_ends_nothing() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await bill.KnownAsync();
        var order = await Desk.UnresolvedAsync(engine);
        bill.Add(Bill.Of(order.Attempts[0]) with { AttemptNumber = "`" + order.Attempts[0].Number }, 1);
        await StaysAsync(engine, bill, order, "same amount");
        bill.Lines[1] = (Bill.Today, bill.Lines[1].Line with { Amount = new Money(77, Currency.CNY) });
        await bill.ReconcileAsync(by: "anna");
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);
    });

    [Fact]
    public void What_the_channel_calls_live_is_not_ended() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await bill.KnownAsync();
        var order = await engine.PendingAsync();
        engine.A.Query.Always = (_, _) => Task.FromResult(new QueryResult { Status = AttemptStatus.Pending });
        engine.A.Close.Always = (_, _) => Task.FromResult(CloseResult.Unknown("5xx", "5xx"));
        await engine.RecoverAsync(TimeSpan.FromDays(3), 4000);
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Suspense);
        await StaysAsync(engine, bill, order, "live");
    });

    [Fact]
    public void What_a_close_called_paid_already_is_ended_neither_by_bills_nor_by_people() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await bill.KnownAsync();
        engine.A.Pay.Then(ChannelResult.Unknown(FaultStage.AfterSend, "reset", "reset"));
        engine.A.Query.Always = (_, _) => Task.FromResult(QueryResult.Unknown("5xx", "5xx"));
        engine.A.Close.Always = (_, _) => Task.FromResult(CloseResult.Of(CloseOutcome.AlreadyPaid));
        var order = (await engine.PayAsync()).Payment!;
        await engine.RecoverAsync(TimeSpan.FromDays(3), 4000);
        order = await engine.OrderAsync(order.Id);
        await StaysAsync(engine, bill, order, "already paid");
        (await Desk.ProposeAsync(engine, order, CaseDecision.NotPaid)).Error!.Message.Should().Contain("already paid");
        (await Desk.ProposeAsync(engine, order, CaseDecision.Paid, transaction: "tx")).Error.Should().BeNull();
    });

    [Fact]
    public void The_channel_is_asked_before_absence_is_believed() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await bill.KnownAsync();
        var order = await Desk.UnresolvedAsync(engine);
        engine.A.Query.Always = (_, _) => Task.FromResult(new QueryResult { Status = AttemptStatus.Pending });
        (await bill.ReconcileAsync(by: "anna")).Absences.Should().ContainSingle().Which.Done.Should().BeNull();
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);
    });

    [Fact]
    public void A_capture_that_the_channel_tells_when_it_is_asked_makes_the_payment_succeed() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await bill.KnownAsync();
        var order = await Desk.UnresolvedAsync(engine);
        engine.A.Query.Always = null;
        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        (await bill.ReconcileAsync(by: "anna")).Absences.Should().ContainSingle().Which.Done.Should().Contain("Succeeded");
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void What_absence_ended_is_asked_about_again_days_later_and_given_back() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await bill.KnownAsync();
        var order = await Desk.UnresolvedAsync(engine);
        await bill.ReconcileAsync(by: "anna");
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);
        engine.A.Query.Always = null;
        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        await engine.RecoverAsync(TimeSpan.FromDays(4));
        engine.A.Ledger.NetMinor.Should().Be(1000, "the other payment's");
        order = await engine.OrderAsync(order.Id);
        (order.State, order.DueAt).Should().Be((PaymentState.Closed, null));
    });

    [Fact]
    public void An_unknown_time_zone_is_an_error_and_not_another_zone() => World.Run(
        async engine => (await engine.Reconciliation.RunAsync(new("a", Bill.Today, Bill.Today))).Error!.Message.Should().Contain("Nowhere"),
        options => options.Manifest = options.Manifest with { TimeZone = "Nowhere/Land" });

    private static async Task StaysAsync(TestEngine engine, Bill bill, PaymentOrder order, string why)
    {
        var absence = (await bill.ReconcileAsync(by: "anna")).Absences.Should().ContainSingle().Subject;
        (absence.IsProved, absence.Done).Should().Be((false, null));
        absence.Why.Should().Contain(why);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);
        (await engine.PayAsync(order.Terms.MerchantOrderNo, "again")).Error.Should().NotBeNull("its number is not free");
    }
}
