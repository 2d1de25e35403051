using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;
using static Router.Core.Tests.Cases.Desk;

namespace Router.Core.Tests.Cases;

/// Cases about money that is to go back: never twice, never forgotten.
public class RefundCaseTests
{
    [Theory]
    [InlineData(CaseDecision.Refunded, RefundState.Succeeded, 1000, 0)]
    [InlineData(CaseDecision.NotRefunded, RefundState.Failed, 0, 1)]
    public void A_refund_of_which_nothing_is_known_is_decided_by_two(CaseDecision decision, RefundState state, long refunded, int more) => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Always = (_, _) => Task.FromResult(RefundResult.Unknown("reset", "reset"));
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Unknown("5xx", "5xx"));
        await engine.RefundAsync(order.Id, 1000);
        await engine.RecoverAsync(TimeSpan.FromDays(2), 2000);
        var open = (await engine.Cases.ListAsync(new())).Cases.Should().ContainSingle().Subject;
        open.Case.Kind.Should().Be("refund-unresolved");
        open.Next.Should().Be("query");
        (await engine.RefundAsync(order.Id, 1, "r2")).Error.Should().NotBeNull("the amount is held");

        await DecideAsync(engine, order, decision);
        var refund = (await engine.Store.RefundsOfAsync(order.Id))[0];
        refund.State.Should().Be(state);
        order = await engine.OrderAsync(order.Id);
        order.RefundedMinor.Should().Be(refunded);
        order.RefundHeldMinor.Should().Be(refunded);
        order.Cases[0].Approved!.ApprovedBy.Should().Be("bob");
        engine.A.Refund.Always = null;
        ((await engine.RefundAsync(order.Id, 1000, "r3")).Error is null ? 1 : 0).Should().Be(more);
    });

    [Fact]
    public void A_refund_decided_not_made_that_the_channel_made_is_a_case_again() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Unknown("reset", "reset"));
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Unknown("5xx", "5xx"));
        var refund = (await engine.RefundAsync(order.Id, 1000)).Refund!;
        await engine.RecoverAsync(TimeSpan.FromDays(2), 2000);
        await DecideAsync(engine, order, CaseDecision.NotRefunded);
        await engine.NotifyAsync(new()
        {
            AttemptNumber = order.WinningAttempt!,
            RefundNumber = refund.RefundNumber,
            Refund = RefundResult.Succeeded("rf", refund.SentAmount),
        });
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "refund-contradiction" && c.ResolvedAt == null);
        (await engine.RefundAsync(order.Id, 1000, "r2")).Error!.Code.Should().Be("280307", "until people have looked at it");
    });

    [Fact]
    public void A_refund_that_a_notification_ended_during_its_call_can_be_decided_after_a_contradiction() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(async (request, _) =>
        {
            await engine.NotifyAsync(new()
            {
                AttemptNumber = order.WinningAttempt!,
                RefundNumber = request.RefundNumber,
                Refund = RefundResult.Succeeded("rf", request.Amount),
            });
            return RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Channel, "no", "no"));
        });
        var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
        (refund.State, refund.IsSending).Should().Be((RefundState.Succeeded, false));
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "refund-contradiction" && c.ResolvedAt == null);
        await DecideAsync(engine, order, CaseDecision.SettledOutside);
        (await engine.RefundAsync(order.Id, 600, "r2")).Refund!.State.Should().Be(RefundState.Succeeded);
    });

    [Theory]
    [InlineData(CaseDecision.Refunded)]
    [InlineData(CaseDecision.SettledOutside)]
    public void A_refund_that_the_channel_made_in_another_amount_is_ended_by_two_and_its_amount_stays_held(CaseDecision decision) => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        var other = RefundResult.Succeeded("rf", new Money(999, Currency.CNY));
        engine.A.Refund.Then(other);
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(other);
        var refund = (await engine.RefundAsync(order.Id, 1000)).Refund!;
        refund.State.Should().Be(RefundState.Suspense);
        (await ProposeAsync(engine, order, CaseDecision.NotRefunded)).Error!.Message.Should().Contain("Refunded, SettledOutside", "999 have gone back already");
        (await ProposeAsync(engine, order, decision)).Error.Should().BeNull();
        (await ApproveAsync(engine, order, by: Alice)).Error!.Code.Should().Be("280102");
        (await OpenRefundsAsync(engine)).Should().Be(1);

        (await ApproveAsync(engine, order)).Error.Should().BeNull();
        refund = (await engine.Store.FindRefundAsync(refund.Id))!;
        (refund.State, refund.ReasonCode).Should().Be((RefundState.Succeeded, "decided"));
        refund.ReasonText.Should().Contain("9.99", "what the channel said stays to be read");
        (await OpenRefundsAsync(engine)).Should().Be(0, "the account is free to go");
        order = await engine.OrderAsync(order.Id);
        (order.RefundedMinor, order.RefundHeldMinor).Should().Be((1000, 1000));
        (await engine.RefundAsync(order.Id, 1, "r2")).Error!.Code.Should().Be("280307");
        await engine.NotifyAsync(new() { AttemptNumber = order.WinningAttempt!, RefundNumber = refund.RefundNumber, Refund = other });
        (await engine.OrderAsync(order.Id)).HasOpenCase.Should().BeFalse("that is what they decided about");
        (await engine.RecoverAsync(TimeSpan.FromDays(30))).Should().BeLessThan(3);
    });

    [Fact]
    public void Another_amount_that_becomes_known_after_the_proposal_is_read_before_it_is_approved() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Succeeded("rf", new Money(999, Currency.CNY)));
        var refund = (await engine.RefundAsync(order.Id, 1000)).Refund!;
        await ProposeAsync(engine, order, CaseDecision.SettledOutside);
        engine.A.QueryRefund.Then(RefundResult.Succeeded("rf", new Money(100, Currency.CNY)));
        await engine.Refunds.QueryAsync(refund.Id, askChannel: true);
        (await ApproveAsync(engine, order)).Error!.Message.Should().Contain("become known");
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Suspense);
    });

    [Fact]
    public void An_orphan_refund_of_another_amount_is_settled_outside_whole() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.Router.CloseAsync(order.Id);
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        var other = RefundResult.Succeeded("rf", new Money(999, Currency.CNY));
        engine.A.Refund.Always = (_, _) => Task.FromResult(other);
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(other);
        await engine.NotifyPaidAsync(order.LiveAttempt.Number);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "orphan-not-refunded" && c.ResolvedAt == null);
        await DecideAsync(engine, order, CaseDecision.SettledOutside);
        (await engine.Store.RefundsOfAsync(order.Id))[0].State.Should().Be(RefundState.Succeeded);
        (await engine.Cases.ListAsync(new())).Cases.Should().BeEmpty();
        (await OpenRefundsAsync(engine)).Should().Be(0);
        (await engine.RecoverAsync(TimeSpan.FromDays(30))).Should().BeLessThan(3);
        engine.A.RefundRequests.Should().ContainSingle("it is never given back twice");
    });

    [Fact]
    public void An_orphan_that_a_query_does_not_confirm_goes_back_when_two_have_seen_it() => World.Run(async engine =>
    {
        var order = await UnconfirmedOrphanAsync(engine);
        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        engine.A.Query.Always = (_, _) => Task.FromResult(QueryResult.Unknown("5xx", "5xx"));
        await DecideAsync(engine, order, CaseDecision.Paid);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Ledger.NetMinor.Should().Be(0);
        engine.A.Ledger.Refunds.Should().ContainSingle();
    });

    [Fact]
    public void An_orphan_decided_not_paid_stays_quiet_until_the_channel_says_otherwise() => World.Run(async engine =>
    {
        var order = await UnconfirmedOrphanAsync(engine);
        await DecideAsync(engine, order, CaseDecision.NotPaid);
        (await engine.RecoverAsync(TimeSpan.FromDays(30))).Should().BeLessThan(3);
        (await engine.Store.RefundsOfAsync(order.Id)).Should().BeEmpty();

        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        await engine.NotifyPaidAsync(order.Attempts[0].Number);
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "decision-contradicted" && c.ResolvedAt == null);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Ledger.NetMinor.Should().Be(0);
    });

    [Fact]
    public void An_orphan_at_a_channel_without_refunds_is_settled_outside_once_and_asked_for_no_more() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.Router.CloseAsync(order.Id);
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        await engine.NotifyPaidAsync(order.LiveAttempt.Number);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "orphan-not-refunded");
        await DecideAsync(engine, order, CaseDecision.SettledOutside);
        (await engine.RecoverAsync(TimeSpan.FromDays(30))).Should().BeLessThan(3);
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle().Which.ResolvedAt.Should().NotBeNull();
        engine.A.RefundRequests.Should().BeEmpty();
    }, o => o.Manifest = o.Manifest with { Refunds = null });

    [Fact]
    public void An_orphan_refund_in_doubt_is_not_settled_outside_while_it_may_still_be_made() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.Router.CloseAsync(order.Id);
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        engine.A.Refund.Always = (_, _) => Task.FromResult(RefundResult.Unknown("reset", "reset"));
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Unknown("5xx", "5xx"));
        await engine.NotifyPaidAsync(order.LiveAttempt.Number);
        await engine.RecoverAsync(TimeSpan.FromDays(2), 2000);
        (await ProposeAsync(engine, order, CaseDecision.SettledOutside)).Error!.Message.Should().Contain("Refunded, NotRefunded");
        await DecideAsync(engine, order, CaseDecision.NotRefunded);
        order = await engine.OrderAsync(order.Id);
        order.Cases.Should().ContainSingle(c => c.Kind == "orphan-not-refunded" && c.ResolvedAt == null);
        await DecideAsync(engine, order, CaseDecision.SettledOutside, number: 2);
        (await engine.Cases.ListAsync(new())).Cases.Should().BeEmpty();
        (await engine.RecoverAsync(TimeSpan.FromDays(30))).Should().BeLessThan(3);
    });

    private static async Task<long> OpenRefundsAsync(TestEngine engine) => (await engine.Store.UseOfAccountAsync("a", engine.Now)).OpenRefunds;

    private static async Task<PaymentOrder> UnconfirmedOrphanAsync(TestEngine engine)
    {
        var order = await engine.PendingAsync();
        await engine.Router.CloseAsync(order.Id);
        await engine.NotifyPaidAsync(order.LiveAttempt!.Number, order.Terms.Amount);
        await engine.RecoverAsync(TimeSpan.FromDays(3));
        order = await engine.OrderAsync(order.Id);
        order.Cases.Should().ContainSingle().Which.Kind.Should().Be("orphan-not-confirmed");
        return order;
    }
}
