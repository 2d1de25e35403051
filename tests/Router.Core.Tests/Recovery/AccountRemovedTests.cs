using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Orders;
using Router.Core.Tests.Cases;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Recovery;

/// An account that was taken away by force leaves its open money as cases, and loses none of it.
public class AccountRemovedTests
{
    [Fact]
    public void A_live_attempt_becomes_a_case_at_once_and_two_people_end_it() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        Remove(engine);
        await engine.Recovery.AdvanceAsync(order);
        order = await engine.OrderAsync(order.Id);
        (order.State, order.ReasonCode).Should().Be((PaymentState.Suspense, SuspenseCases.AccountRemoved));
        (await engine.Cases.OfAsync(order)).Should().ContainSingle().Which.Next.Should().Be("people");
        (await engine.RecoverAsync(TimeSpan.FromDays(3))).Should().BeLessThan(30, "nobody can be asked");
        await Desk.DecideAsync(engine, order, CaseDecision.Paid, "tx-1");
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Succeeded);
        (await engine.RefundAsync(order.Id, 1000)).Error!.Message.Should().Contain("was removed");
    });

    [Fact]
    public void A_late_notification_of_a_removed_account_is_not_acknowledged() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        Remove(engine);
        var answer = await engine.NotifyPaidAsync(order.LiveAttempt!.Number);
        (answer.Reply, answer.Error!.Status).Should().Be((null, 404));
    });

    [Fact]
    public void An_attempt_on_its_way_is_taken_up_after_its_deadline_and_its_late_answer_still_counts() => World.Run(async engine =>
    {
        engine.A.Pay.Then(async (r, token) =>
        {
            Remove(engine);
            await Task.Delay(TimeSpan.FromSeconds(2), engine.Clock, token);
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
            return ChannelResult.Succeeded("tx-" + r.AttemptNumber, r.Amount);
        });
        (await engine.PayAsync()).Payment!.State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void An_account_that_goes_just_before_its_attempt_is_stored_gets_none_and_the_next_one_pays() => World.Run(async engine =>
    {
        engine.Store.Before = async commit =>
        {
            if (commit.Payment is not { Order: { Attempts.Count: 1 } order }) return;
            engine.Store.Before = null;
            Remove(engine);
            await engine.Writer.UpdateAsync(order.Id, o => o with { DueAt = engine.Now });
        };
        var paid = (await engine.PayAsync()).Payment!;
        paid.State.Should().Be(PaymentState.Succeeded);
        paid.Attempts.Should().ContainSingle().Which.AccountId.Should().Be("b");
        engine.Gates.Taken("a", CallClass.Pay).Should().Be(0);
    });

    [Fact]
    public void An_open_refund_becomes_a_case_and_two_people_end_it() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Processing));
        var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
        Remove(engine);
        await engine.RecoverAsync(TimeSpan.FromHours(10));
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Suspense);
        order = await engine.OrderAsync(order.Id);
        order.Cases.Should().ContainSingle(c => c.Kind == SuspenseCases.AccountRemoved && c.ResolvedAt == null);
        order.RefundHeldMinor.Should().Be(400, "its amount stays held");
        await Desk.DecideAsync(engine, order, CaseDecision.Refunded, "rf-1");
        order = await engine.OrderAsync(order.Id);
        (order.RefundedMinor, order.HasOpenCase).Should().Be((400, false));
    });

    [Fact]
    public void An_orphan_capture_that_was_to_go_back_becomes_a_case() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.Router.CloseAsync(order.Id);
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        await engine.NotifyPaidAsync(order.LiveAttempt.Number);
        Remove(engine);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        order = await engine.OrderAsync(order.Id);
        order.Cases.Should().ContainSingle(c => c.Kind == SuspenseCases.AccountRemoved && c.ResolvedAt == null);
        await Desk.DecideAsync(engine, order, CaseDecision.SettledOutside);
        (await engine.RecoverAsync(TimeSpan.FromDays(3))).Should().BeLessThan(5);
    });

    [Fact]
    public void A_secret_or_plugin_that_vanished_takes_no_money_out_of_sight() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        engine.Channels.Unavailable.Add("a");
        (await engine.NotifyPaidAsync(order.LiveAttempt.Number)).Error!.Status.Should().Be(503, "not acknowledged: the channel repeats it");
        await engine.RecoverAsync(TimeSpan.FromDays(3), 2000);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);
        engine.Channels.Unavailable.Remove("a");
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    private static void Remove(TestEngine engine) => engine.Configure(a => a.Id == "a" ? null : a);
}
