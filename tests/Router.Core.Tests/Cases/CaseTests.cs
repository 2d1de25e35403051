using Router.Abstractions;
using Router.Core.Cases;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;
using static Router.Core.Tests.Cases.Desk;

namespace Router.Core.Tests.Cases;

/// What the engine must not decide alone is decided by two, and by nobody else.
public class CaseTests
{
    [Fact]
    public void A_case_takes_twenty_proposals_and_the_last_of_them_can_be_approved() => World.Run(async engine =>
    {
        var order = await UnresolvedAsync(engine);
        for (var i = 0; i < 20; i++) (await ProposeAsync(engine, order, CaseDecision.NotPaid)).Error.Should().BeNull();
        (await ProposeAsync(engine, order, CaseDecision.NotPaid)).Error!.Message.Should().Contain("20 proposals");
        (await engine.OrderAsync(order.Id)).Cases[0].Proposals.Should().HaveCount(20);
        (await ApproveAsync(engine, order, proposal: 20)).Error.Should().BeNull();
    });

    [Fact]
    public void Two_operators_who_saw_the_money_make_the_payment_succeed() => World.Run(async engine =>
    {
        var order = await UnresolvedAsync(engine);
        var open = (await engine.Cases.ListAsync(new())).Cases.Should().ContainSingle().Subject;
        open.Decisions.Should().Equal(CaseDecision.Paid, CaseDecision.NotPaid);
        (open.Next, open.NextAt).Should().Be(("query", order.LiveAttempt!.NextQueryAt));

        (await ProposeAsync(engine, order, CaseDecision.Paid, transaction: "tx-9")).Error.Should().BeNull();
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense, "one operator alone changes nothing");
        (await ApproveAsync(engine, order)).Error.Should().BeNull();

        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Succeeded);
        order.FindAttempt(order.WinningAttempt!)!.ChannelTransactionId.Should().Be("tx-9");
        var told = order.Cases[0].Approved!;
        (told.By, told.ApprovedBy, told.Reason, told.Evidence).Should().Be(("alice", "bob", "seen", "console, 3 March"));
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.suspense", "payment.succeeded");
        (await engine.Cases.ListAsync(new())).Cases.Should().BeEmpty();
    });

    [Fact]
    public void Decided_not_paid_closes_for_good_and_tries_no_other_account() => World.Run(async engine =>
    {
        var order = await UnresolvedAsync(engine);
        await DecideAsync(engine, order, CaseDecision.NotPaid);
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        order = await engine.OrderAsync(order.Id);
        (order.State, order.ReasonCode).Should().Be((PaymentState.Closed, "decided"));
        order.Attempts.Should().ContainSingle().Which.State.Should().Be(AttemptState.Closed);
        engine.B.Calls.Should().BeEmpty();
        engine.A.Count("pay").Should().Be(1);
    });

    [Fact]
    public void A_capture_after_decided_not_paid_reopens_a_case_and_the_money_goes_back() => World.Run(async engine =>
    {
        var order = await UnresolvedAsync(engine);
        await DecideAsync(engine, order, CaseDecision.NotPaid);
        engine.A.Query.Always = null;
        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        await engine.NotifyPaidAsync(order.Attempts[0].Number);
        order = await engine.OrderAsync(order.Id);
        order.Cases.Should().ContainSingle(c => c.Kind == "decision-contradicted" && c.ResolvedAt == null);
        (await engine.Cases.OfAsync(order))[1].Decisions.Should().BeEmpty("the engine gives it back by itself");
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Ledger.NetMinor.Should().Be(0);
        (await engine.OrderAsync(order.Id)).Cases.Should().OnlyContain(c => c.ResolvedAt != null);
    });

    [Fact]
    public void A_refusal_after_decided_paid_reopens_a_case_and_stops_refunds() => World.Run(async engine =>
    {
        var order = await UnresolvedAsync(engine);
        await DecideAsync(engine, order, CaseDecision.Paid, "tx-9");
        await engine.NotifyAsync(new()
        {
            AttemptNumber = order.Attempts[0].Number,
            Attempt = new() { Status = AttemptStatus.Declined, Fault = new(FaultStage.Answered, FaultBlame.Channel, "no", "no") },
        });
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Succeeded, "a final state never changes");
        order.Cases.Should().ContainSingle(c => c.Kind == "decision-contradicted" && c.ResolvedAt == null);
        (await engine.RefundAsync(order.Id, 1000)).Error!.Code.Should().Be("280307");
    });

    [Fact]
    public void Nobody_approves_his_own_proposal_one_he_has_not_read_or_with_the_shared_key() => World.Run(async engine =>
    {
        var order = await UnresolvedAsync(engine);
        (await ApproveAsync(engine, order)).Error!.Code.Should().Be("280309", "nothing is proposed");
        await ProposeAsync(engine, order, CaseDecision.NotPaid);
        (await ApproveAsync(engine, order, by: Alice)).Error!.Code.Should().Be("280102");
        (await ApproveAsync(engine, order, by: Shared)).Error!.Message.Should().Contain("operators add");
        await ProposeAsync(engine, order, CaseDecision.Paid, transaction: "tx", by: Bob);
        (await ApproveAsync(engine, order, proposal: 1, by: Bob)).Error!.Code.Should().Be("280309", "a later proposal stands");
        (await ApproveAsync(engine, order, proposal: 2, by: Bob)).Error!.Code.Should().Be("280102");
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);
        (await ApproveAsync(engine, order, proposal: 2, by: Alice)).Error.Should().BeNull();
        (await engine.OrderAsync(order.Id)).Cases[0].Proposals.Should().HaveCount(2, "all are kept");
        (await ApproveAsync(engine, order, proposal: 2, by: Alice)).Error!.Code.Should().Be("280309", "it is answered");
        (await ApproveAsync(engine, order with { Id = "none" })).Error!.Code.Should().Be("280205");
    });

    [Fact]
    public void Not_paid_cannot_be_said_of_what_can_still_be_paid() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.NotifyPaidAsync(order.LiveAttempt!.Number, new Money(999, Currency.CNY));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);
        var refused = await ProposeAsync(engine, order, CaseDecision.NotPaid);
        refused.Error!.Message.Should().Contain("can still be paid until");
    });

    [Fact]
    public void Not_paid_of_what_never_expires_at_the_channel_is_said_knowingly_and_a_late_capture_goes_back() => World.Run(async engine =>
    {
        var order = await UnresolvedAsync(engine, "sim.forever");
        (await ProposeAsync(engine, order, CaseDecision.NotPaid)).Error!.Message.Should().Contain("can still pay");
        (await ProposeAsync(engine, order, CaseDecision.NotPaid, stillPayable: true)).Error.Should().BeNull();
        (await ApproveAsync(engine, order)).Error.Should().BeNull();
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);

        await engine.RecoverAsync(TimeSpan.FromDays(40));
        engine.A.Query.Always = null;
        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        (await engine.NotifyPaidAsync(order.Attempts[0].Number)).Error.Should().BeNull();
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "decision-contradicted" && c.ResolvedAt == null);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Ledger.NetMinor.Should().Be(0);
        (await engine.OrderAsync(order.Id)).HasOpenCase.Should().BeFalse();
    });

    [Fact]
    public void A_wrong_amount_is_never_accepted_it_goes_back() => World.Run(async engine =>
    {
        engine.A.Pay.Then((r, _) =>
        {
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount with { Minor = 999 });
            return Task.FromResult(ChannelResult.Succeeded("tx-" + r.AttemptNumber, r.Amount with { Minor = 999 }));
        });
        var order = (await engine.PayAsync()).Payment!;
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        (await ProposeAsync(engine, order, CaseDecision.NotPaid)).Error!.Message.Should().Contain("Paid, Refund");
        (await ProposeAsync(engine, order, CaseDecision.Paid, transaction: "other")).Error!.Message.Should().Contain("another payment");
        await DecideAsync(engine, order, CaseDecision.Refund);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Ledger.NetMinor.Should().Be(0);
        engine.A.Ledger.Refunds.Should().ContainSingle().Which.Value.Minor.Should().Be(999);
        order = await engine.OrderAsync(order.Id);
        (order.State, order.ReasonCode).Should().Be((PaymentState.Closed, "decided"));
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.suspense", "payment.closed", "payment.orphan_capture", "orphan_refund.succeeded");
    });

    [Fact]
    public void Two_transactions_are_settled_by_people_alone_and_then_refunds_go_on() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        await engine.NotifyPaidAsync(order.WinningAttempt!, transaction: "another");
        (await engine.RefundAsync(order.Id, 1000)).Error.Should().NotBeNull();
        await DecideAsync(engine, order, CaseDecision.SettledOutside);
        (await engine.RefundAsync(order.Id, 1000, "r2")).Refund!.State.Should().Be(RefundState.Succeeded);
        engine.A.Ledger.NetMinor.Should().Be(0);
    });

    [Fact]
    public void Two_who_approve_at_once_do_it_once() => World.Run(async engine =>
    {
        var order = await UnresolvedAsync(engine);
        await ProposeAsync(engine, order, CaseDecision.Paid, transaction: "tx-9");
        engine.Store.Before = _ => Task.Delay(TimeSpan.FromMilliseconds(5), engine.Clock);
        var both = await Task.WhenAll(ApproveAsync(engine, order, by: Bob), ApproveAsync(engine, order, by: new Operator("carol", true)));
        both.Count(b => b.Error is null).Should().Be(1);
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.suspense", "payment.succeeded");
    });

    [Fact]
    public void What_the_channel_answers_between_proposal_and_approval_stands() => World.Run(async engine =>
    {
        var order = await UnresolvedAsync(engine);
        await ProposeAsync(engine, order, CaseDecision.NotPaid);
        engine.A.Query.Always = null;
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        await engine.Router.QueryAsync(order.Id, askChannel: true);
        (await ApproveAsync(engine, order)).Error!.Code.Should().Be("280309");
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_decision_survives_a_restart() => World.Run(async engine =>
    {
        var order = await UnresolvedAsync(engine);
        await ProposeAsync(engine, order, CaseDecision.NotPaid);
        engine.Restart();
        (await ApproveAsync(engine, order)).Error.Should().BeNull();
        engine.Restart();
        (await engine.RecoverAsync(TimeSpan.FromDays(3))).Should().BeLessThan(10);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);
    });

    [Fact]
    public void A_proposal_made_before_the_channel_told_another_story_is_not_approved() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        await engine.NotifyPaidAsync(number, new Money(999, Currency.CNY));
        (await ProposeAsync(engine, order, CaseDecision.Paid, transaction: "tx-" + number)).Error.Should().BeNull();
        engine.A.Ledger.Capture(number, new Money(999, Currency.CNY));
        await engine.Router.QueryAsync(order.Id, askChannel: true);
        (await engine.OrderAsync(order.Id)).Attempts[0].State.Should().Be(AttemptState.Captured, "the channel says 999 by a query of ours");

        (await ApproveAsync(engine, order)).Error!.Code.Should().Be("280309", "nobody has seen that when it was proposed");
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);
        (await ProposeAsync(engine, order, CaseDecision.Refund)).Error.Should().BeNull();
        (await ApproveAsync(engine, order, proposal: 2)).Error.Should().BeNull();
    });

    [Fact]
    public void Who_holds_the_shared_key_beside_his_own_is_still_one_person() => World.Run(async engine =>
    {
        var order = await UnresolvedAsync(engine);
        (await ProposeAsync(engine, order, CaseDecision.NotPaid, by: Shared)).Error!.Code.Should().Be("280102");
        (await engine.OrderAsync(order.Id)).Cases[0].Proposals.Should().BeNull();
    });
}
