using Router.Core.Notifications;
using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Notifications;

/// Outbound: in order, again after growing pauses, visibly dead at the end.
public class OutboxTests
{
    [Fact]
    public void Messages_go_out_in_the_order_in_which_they_became_true() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        await engine.RefundAsync(order.Id, 400);
        var refuses = true;
        engine.Receiver = _ => refuses ? "500" : null;
        (await engine.Outbox.RunOnceAsync()).Should().Be(1);
        (await engine.Outbox.RunOnceAsync()).Should().Be(0, "the later message waits for the earlier");
        refuses = false;
        engine.Clock.Advance(TimeSpan.FromSeconds(5));
        (await engine.Outbox.RunOnceAsync()).Should().Be(1);
        (await engine.Outbox.RunOnceAsync()).Should().Be(1);
        engine.Sent.Select(m => m.Type).Should().Equal("payment.succeeded", "payment.succeeded", "refund.succeeded");
        engine.Sent[0].Id.Should().Be(engine.Sent[1].Id);
    });

    [Fact]
    public void A_receiver_that_never_answers_leaves_a_dead_letter() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.Receiver = _ => "down";
        var waits = new List<TimeSpan>();
        while ((await engine.Store.OutboxOfAsync(order.Id))[0] is { State: OutboxState.Waiting } message)
        {
            waits.Add(message.DueAt!.Value - engine.Now);
            engine.Clock.AdvanceTo(message.DueAt.Value);
            await engine.Outbox.RunOnceAsync();
        }

        waits.Skip(1).Should().BeInAscendingOrder().And.HaveCount(OutboxDispatcher.Pauses.Count);
        var dead = (await engine.Store.OutboxOfAsync(order.Id))[0];
        dead.State.Should().Be(OutboxState.Dead);
        dead.LastError.Should().Be("down");
    });
}
