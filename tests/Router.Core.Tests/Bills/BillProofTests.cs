using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Cases;
using Router.Core.Orders;
using Router.Core.Tests.Cases;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Bills;

/// What bills prove reaches the engine by the same tables as everything else, and only when somebody says so.
public class BillProofTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_line_of_an_unresolved_attempt_makes_the_payment_succeed_when_applied() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = await Desk.UnresolvedAsync(engine);
        bill.Add(Bill.Of(order.Attempts[0]));
        (await bill.ReconcileAsync()).Differences.Should().ContainSingle().Which.Done.Should().BeNull();
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense, "it was only looked");

        (await bill.ReconcileAsync(by: "anna")).Differences.Should().ContainSingle().Which.Done.Should().Contain("Succeeded");
        order = await engine.OrderAsync(order.Id);
        (order.State, order.HasOpenCase).Should().Be((PaymentState.Succeeded, false));
        order.Cases[0].Resolution.Should().Contain("anna");
        (await engine.Store.ExchangesOfAsync(order.Attempts[0].Number))[^1].Answer.Should().Contain("applied by anna");
        var version = order.Version;
        (await bill.ReconcileAsync(by: "anna")).IsClean.Should().BeTrue();
        (await engine.OrderAsync(order.Id)).Version.Should().Be(version, "applying twice changes nothing");
    });

    [Fact]
    public void A_line_of_another_amount_is_a_case_and_no_success() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = await Desk.UnresolvedAsync(engine);
        bill.Add(Bill.Of(order.Attempts[0]) with { Amount = new Money(999, Currency.CNY) });
        await bill.ReconcileAsync(by: "anna");
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Suspense);
        order.Cases.Should().Contain(c => c.Kind == "amount-mismatch" && c.ResolvedAt == null);
    });

    [Fact]
    public void A_capture_that_its_order_cannot_use_is_confirmed_by_a_query_before_it_goes_back() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = await engine.PendingAsync();
        await engine.Router.CloseAsync(order.Id);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);
        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        bill.Add(Bill.Of(order.Attempts[0]));
        engine.Clock.AdvanceTo(s_noon.AddDays(2));
        await bill.ReconcileAsync(by: "anna");
        var orphan = (await engine.OrderAsync(order.Id)).Attempts[0];
        (orphan.IsOrphan, orphan.OrphanConfirmed, engine.A.Ledger.NetMinor).Should().Be((true, false, 1000));
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Ledger.NetMinor.Should().Be(0);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);
    });

    [Fact]
    public void A_payment_that_went_back_again_is_no_success() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = await Desk.UnresolvedAsync(engine);
        var line = Bill.Of(order.Attempts[0]);
        bill.Add(line);
        bill.Add(line with { Kind = BillLineKind.Refund }, 1);
        await bill.ReconcileAsync(by: "anna");
        order = await engine.OrderAsync(order.Id);
        (order.State, order.Attempts[0].State).Should().Be((PaymentState.Closed, AttemptState.Reversed));
    });

    [Fact]
    public void Two_transaction_ids_under_one_number_are_a_case_and_no_refund() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = (await engine.PayAsync()).Payment!;
        var line = Bill.Of(order.Attempts[0]);
        bill.Add(line);
        bill.Add(line with { ChannelTransactionId = "tx-2" });
        engine.Clock.AdvanceTo(s_noon.AddDays(2));
        await bill.ReconcileAsync(by: "anna");
        await bill.ReconcileAsync(by: "anna");
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        order = await engine.OrderAsync(order.Id);
        order.Cases.Should().ContainSingle().Which.Kind.Should().Be("two-transactions");
        engine.A.Count("refund").Should().Be(0);
    });

    [Fact]
    public void A_line_ends_a_refund_of_which_nobody_told() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Unknown("reset", "reset"));
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Unknown("5xx", "5xx"));
        var refund = (await engine.RefundAsync(order.Id, 300)).Refund!;
        await engine.RecoverAsync(TimeSpan.FromDays(2), 2000);
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Suspense);
        bill.Add(Bill.Of(order.Attempts[0]));
        (await bill.ReconcileAsync(by: "anna")).IsClean.Should().BeTrue();
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Suspense, "that no bill has it does not fail a refund");

        bill.Add(Bill.Of(order.Attempts[0], refund));
        await bill.ReconcileAsync(by: "anna");
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Succeeded);
        order = await engine.OrderAsync(order.Id);
        (order.RefundedMinor, order.HasOpenCase).Should().Be((300, false));
    });

    [Fact]
    public void A_line_of_a_refund_that_the_channel_has_not_made_yet_ends_nothing() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Processing));
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Of(RefundOutcome.Processing));
        var refund = (await engine.RefundAsync(order.Id, 300)).Refund!;
        bill.Add(Bill.Of(order.Attempts[0]));
        bill.Add(Bill.Of(order.Attempts[0], refund));
        engine.Clock.AdvanceTo(s_noon.AddDays(2));
        (await bill.ReconcileAsync(by: "anna")).Differences.Should().ContainSingle().Which.Done.Should().BeNull();
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Processing, "it may still come back");

        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Request, "closed", "closed")));
        (await bill.ReconcileAsync(by: "anna")).Differences.Should().ContainSingle().Which.Done.Should().Be("asked: the refund is Failed");
        (await engine.OrderAsync(order.Id)).HasOpenCase.Should().BeFalse("line and answer may be of different times");
        await bill.ReconcileAsync(by: "anna");
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle().Which.Kind.Should().Be("refund-contradiction", "line and answer still contradict each other");
    });

    [Fact]
    public void A_capture_on_no_bill_is_a_case_once_and_answered_by_a_later_bill() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = (await engine.PayAsync()).Payment!;
        engine.Clock.AdvanceTo(s_noon.AddDays(3));
        (await bill.ReconcileAsync()).DifferenceCount.Should().Be(1);
        (await engine.OrderAsync(order.Id)).Cases.Should().BeEmpty();
        await bill.ReconcileAsync(by: "anna");
        await bill.ReconcileAsync(by: "anna");
        var open = (await engine.Cases.ListAsync(new())).Cases.Should().ContainSingle().Subject;
        open.Case.Kind.Should().Be("not-on-the-bill");
        open.Decisions.Should().Equal(CaseDecision.SettledOutside);
        bill.Add(Bill.Of(order.Attempts[0]));
        await bill.ReconcileAsync(by: "anna");
        order = await engine.OrderAsync(order.Id);
        (order.State, order.HasOpenCase).Should().Be((PaymentState.Succeeded, false));
    });

    [Fact]
    public void Complete_bills_of_all_its_days_end_an_unresolved_attempt_as_not_paid() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await bill.KnownAsync();
        var order = await Desk.UnresolvedAsync(engine);
        var absence = (await bill.ReconcileAsync()).Absences.Should().ContainSingle().Subject;
        (absence.First, absence.Last, absence.IsProved).Should().Be((Bill.Today.AddDays(-1), Bill.Today.AddDays(1), true));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense, "it was only looked");

        foreach (var day in new[] { -1, 0, 1 })
        {
            bill.NotReady.Add(Bill.Today.AddDays(day));
            (await bill.ReconcileAsync(-1, by: "anna")).Absences.Should().ContainSingle().Which.IsProved.Should().BeFalse();
            bill.NotReady.Clear();
            bill.Broken.Add(Bill.Today.AddDays(day));
            (await bill.ReconcileAsync(-1, by: "anna")).Absences.Should().ContainSingle().Which.IsProved.Should().BeFalse();
            bill.Broken.Clear();
        }

        bill.Add(Bill.Of(order.Attempts[0]) with { AttemptNumber = "" }, 1);
        (await bill.ReconcileAsync(by: "anna")).Absences.Should().ContainSingle().Which.Why.Should().Contain("anybody's");
        bill.Lines.RemoveAt(1);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);

        await bill.ReconcileAsync(by: "anna");
        order = await engine.OrderAsync(order.Id);
        (order.State, order.Attempts[0].State, order.HasOpenCase).Should().Be((PaymentState.Closed, AttemptState.Closed, false));
        order.Cases[0].Resolution.Should().Contain("2026-03-01").And.Contain("anna");
        engine.B.Calls.Should().BeEmpty("nothing is sent because of a bill");
        var version = order.Version;
        (await bill.ReconcileAsync(by: "anna")).Absences.Should().BeEmpty();
        (await engine.OrderAsync(order.Id)).Version.Should().Be(version);
    });

    [Fact]
    public void An_attempt_that_may_still_be_paid_or_never_expires_is_not_ended_by_absence() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        engine.A.Pay.Always = (_, _) => Task.FromResult(ChannelResult.Unknown(FaultStage.AfterSend, "reset", "reset"));
        engine.A.Query.Always = (_, _) => Task.FromResult(QueryResult.Unknown("5xx", "5xx"));
        engine.A.Close.Always = (_, _) => Task.FromResult(CloseResult.Unknown("5xx", "5xx"));
        var forever = (await engine.PayAsync("o1", method: "sim.forever")).Payment!;
        await engine.RecoverAsync(TimeSpan.FromDays(4), 4000);
        (await engine.OrderAsync(forever.Id)).State.Should().Be(PaymentState.Suspense);
        (await bill.ReconcileAsync(by: "anna")).Absences.Should().ContainSingle().Which.Why.Should().Contain("never expires");
        (await engine.OrderAsync(forever.Id)).State.Should().Be(PaymentState.Suspense);

        var young = (await engine.PayAsync("o2")).Payment!;
        young.State.Should().Be(PaymentState.InDoubt);
        (await bill.ReconcileAsync(4, 4, "anna")).Absences.Should().Contain(a => a.PaymentId == young.Id && !a.IsProved && a.Why.Contains("still be paid"));
    });

    [Fact]
    public void A_capture_after_absence_was_believed_goes_back() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await bill.KnownAsync();
        var order = await Desk.UnresolvedAsync(engine);
        await bill.ReconcileAsync(by: "anna");
        engine.A.Query.Always = null;
        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        await engine.NotifyPaidAsync(order.Attempts[0].Number);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Ledger.NetMinor.Should().Be(1000, "the other payment's");
    });
}
