using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Refunds;

/// What a refund does to its payment's books and to the merchant's view.
public class RefundBooksTests
{
    private static readonly ChannelFault s_fault = new(FaultStage.Answered, FaultBlame.Request, "no", "no");

    [Fact]
    public void What_the_channel_reversed_stays_given_back_when_a_refund_beside_it_fails() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Processing));
        await engine.RefundAsync(order.Id, 400);
        await engine.NotifyAsync(new()
        {
            AttemptNumber = order.WinningAttempt!,
            Attempt = new() { Status = AttemptStatus.Reversed, Captured = order.Terms.Amount, ChannelTransactionId = "tx" },
        });
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Of(RefundOutcome.Failed, s_fault));
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        order = await engine.OrderAsync(order.Id);
        (order.RefundedMinor, order.RefundHeldMinor, order.RefundCount).Should().Be((1000, 1000, 0), "nothing is left to give back");
    });

    [Fact]
    public void A_refund_is_answered_as_it_is_stored_and_touches_its_payment_only_where_that_changes() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Processing));
        var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
        refund.Version.Should().Be((await engine.Store.FindRefundAsync(refund.Id))!.Version);
        var version = (await engine.OrderAsync(order.Id)).Version;
        engine.A.QueryRefund.Then(RefundResult.Of(RefundOutcome.Processing));
        engine.Clock.AdvanceTo(refund.DueAt!.Value);
        await engine.Recovery.RunOnceAsync();
        engine.A.Count("refund-query").Should().Be(1);
        (await engine.OrderAsync(order.Id)).Version.Should().Be(version);
        (await engine.Store.FindRefundAsync(refund.Id))!.Version.Should().BeGreaterThan(refund.Version);
    });

    [Fact]
    public void A_contradiction_of_a_final_refund_tells_the_merchant_nothing_twice() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Failed, s_fault));
        var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
        for (var i = 0; i < 2; i++)
            await engine.NotifyAsync(new() { AttemptNumber = order.WinningAttempt!, RefundNumber = refund.RefundNumber, Refund = RefundResult.Succeeded("rf", refund.Amount) });
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.succeeded", "refund.failed");
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle();
    });
}
