using Router.Abstractions;
using Router.Core.Notifications;
using Router.Core.Orders;
using Router.Core.Recovery;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Recovery;

/// How much one pass in the background takes on, and that the next goes on with the rest.
public class PassTests
{
    [Fact]
    public void A_pass_takes_128_orders_128_refunds_and_64_messages_and_the_next_goes_on() => World.Run(async engine =>
    {
        const int More = 10;
        (RecoveryLoop.BatchSize, OutboxDispatcher.BatchSize).Should().Be((128, 64));
        engine.A.Refund.Always = (_, _) => Task.FromResult(RefundResult.Of(RefundOutcome.Processing));
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Of(RefundOutcome.Processing));
        for (var i = 0; i < RecoveryLoop.BatchSize + More; i++)
        {
            var paid = (await engine.PayAsync($"paid-{i}")).Payment!;
            await engine.RefundAsync(paid.Id, 1, $"r-{i}");
            await engine.PendingAsync($"open-{i}");
        }

        engine.Clock.Advance(TimeSpan.FromMinutes(5));
        (await engine.Recovery.RunOnceAsync()).Should().Be(2 * RecoveryLoop.BatchSize);
        (engine.A.Count("query"), engine.A.Count("refund-query")).Should().Be((RecoveryLoop.BatchSize, RecoveryLoop.BatchSize));
        (await engine.Recovery.RunOnceAsync()).Should().Be(2 * More);
        engine.A.Calls.Where(c => c.StartsWith("query ", StringComparison.Ordinal)).Should().OnlyHaveUniqueItems().And.HaveCount(RecoveryLoop.BatchSize + More);

        (await engine.Outbox.RunOnceAsync()).Should().Be(OutboxDispatcher.BatchSize);
        for (var left = RecoveryLoop.BatchSize + More - OutboxDispatcher.BatchSize; left > 0; left -= OutboxDispatcher.BatchSize)
            (await engine.Outbox.RunOnceAsync()).Should().Be(Math.Min(left, OutboxDispatcher.BatchSize));
        engine.Sent.Select(m => m.Id).Should().OnlyHaveUniqueItems().And.HaveCount(RecoveryLoop.BatchSize + More);
    });

    [Fact]
    public void A_question_is_two_commits_one_claims_the_order_and_one_stores_the_answer_and_lets_go_of_it() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.Clock.Advance(TimeSpan.FromMinutes(5));
        var commits = engine.Store.Commits;
        (await engine.Recovery.RunOnceAsync()).Should().Be(1);
        engine.A.Count("query").Should().Be(1);
        engine.Store.Commits.Should().Be(commits + 2);
        var after = await engine.OrderAsync(order.Id);
        (after.Lease, after.Fence).Should().Be((null, order.Fence + 1));
        after.Attempts[0].QueryCount.Should().Be(1);
    });

    [Fact]
    public void An_answer_that_came_after_another_had_claimed_the_order_is_stored_and_the_others_claim_stands() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Query.Always = async (request, _) =>
        {
            engine.Clock.Advance(TimeSpan.FromMinutes(5));
            (await engine.Writer.TryAcquireAsync(order.Id, TimeSpan.FromMinutes(1))).Should().NotBeNull("the lease of the one who asks has ended meanwhile");
            return new() { Status = AttemptStatus.Paid, Captured = new(order.Terms.Amount.Minor, order.Terms.Amount.Currency), ChannelTransactionId = "tx" };
        };
        engine.Clock.Advance(TimeSpan.FromMinutes(5));
        await engine.Recovery.RunOnceAsync();
        var after = await engine.OrderAsync(order.Id);
        (after.State, after.Fence).Should().Be((PaymentState.Succeeded, order.Fence + 2));
        after.Lease!.Fence.Should().Be(order.Fence + 2);
    });
}
