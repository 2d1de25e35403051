using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

/// Writers that meet on one order.
public class RaceTests
{
    [Fact]
    public void A_holder_that_lost_its_lease_starts_no_other_attempt_and_still_tells_what_it_learned() => World.Run(async engine =>
    {
        engine.A.Pay.Then(async (r, _) =>
        {
            var order = (await engine.Store.FindPaymentByAttemptAsync(r.AttemptNumber))!;
            await engine.Store.CommitAsync(new() { Payment = new(order with { Lease = null, Fence = order.Fence + 1 }, order.Version) });
            return ChannelResult.Declined(FaultBlame.Channel, "busy", "busy");
        });
        var after = (await engine.PayAsync()).Payment!;
        engine.B.Calls.Should().BeEmpty();
        after.Attempts[0].State.Should().Be(AttemptState.Declined);
        after.State.Should().Be(PaymentState.Failed);
    });

    [Fact]
    public void A_commit_that_happened_although_the_store_said_otherwise_charges_once() => World.Run(async engine =>
    {
        var torn = false;
        engine.Store.After = commit =>
        {
            if (torn || commit.Payment?.Order.LiveAttempt is not { State: AttemptState.Sending }) return Task.CompletedTask;
            torn = true;
            throw new StoreUnavailableException("The answer of the disk was lost.");
        };
        (await engine.PayAsync()).Error!.Status.Should().Be(503);
        engine.A.Calls.Should().BeEmpty("a call is made only after its commit is known");
        var again = await engine.PayAsync();
        again.IsReplay.Should().BeTrue();
        await engine.RecoverAsync(TimeSpan.FromHours(2));
        (await engine.OrderAsync(again.Payment!.Id)).State.Should().Be(PaymentState.Closed);
        engine.A.Ledger.NetMinor.Should().Be(0);
    });

    [Fact]
    public void A_store_that_fails_after_the_call_loses_nothing() => World.Run(async engine =>
    {
        engine.A.Pay.Then((r, _) =>
        {
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
            engine.Store.Fails = _ => true;
            return Task.FromResult(ChannelResult.Succeeded("tx-" + r.AttemptNumber, r.Amount));
        });
        (await engine.PayAsync()).Error!.Status.Should().Be(503);
        engine.Channels.LeasesOut.Should().Be(0);
        engine.Store.Fails = null;
        await engine.RecoverAsync(TimeSpan.FromMinutes(5));
        var order = (await engine.Store.ListPaymentsAsync(new()))[0];
        order.State.Should().Be(PaymentState.Succeeded);
        engine.A.Ledger.NetMinor.Should().Be(1000);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public void Everybody_at_once_on_one_payment_charges_at_most_once(int milliseconds) => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        engine.Store.Before = _ => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), engine.Clock);
        engine.A.Close.Always = async (r, token) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), engine.Clock, token);
            return CloseResult.Of(CloseOutcome.AlreadyPaid);
        };
        await Task.WhenAll(
            engine.Router.SwitchAsync(new(order.Id, ["sim.eager"])), engine.Router.CloseAsync(order.Id), engine.NotifyPaidAsync(number),
            engine.Recovery.AdvanceAsync(order), engine.Router.ContinueAsync(new(order.Id, "1")));
        engine.Store.Before = null;
        await engine.RecoverAsync(TimeSpan.FromHours(3));
        var after = await engine.OrderAsync(order.Id);
        after.State.Should().Be(PaymentState.Succeeded);
        after.Attempts.Count(a => a.State == AttemptState.Captured && !a.IsOrphan).Should().Be(1);
        engine.A.Ledger.NetMinor.Should().Be(1000);
    });
}
