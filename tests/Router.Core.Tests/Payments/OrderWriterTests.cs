using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

/// Every change is made on the freshest order, under the lease where one is needed, or not at all.
public class OrderWriterTests
{
    [Fact]
    public void A_change_under_a_fence_that_is_not_the_orders_any_more_is_not_made() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        (await engine.Writer.UpdateAsync(order.Id, o => o with { NextCandidate = 9 }, order.Fence + 1)).Should().BeNull();
        (await engine.Writer.UpdateAsync(order.Id, o => o with { NextCandidate = 9 }, order.Fence - 1)).Should().BeNull();
        (await engine.OrderAsync(order.Id)).NextCandidate.Should().NotBe(9);
        (await engine.Writer.UpdateAsync(order.Id, o => o with { NextCandidate = 9 }, order.Fence))!.NextCandidate.Should().Be(9);
        (await engine.Writer.UpdateAsync("nobody", o => o)).Should().BeNull();
    });

    [Fact]
    public void The_same_order_back_is_no_commit_and_a_change_is_one_version_more() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var commits = engine.Store.Commits;
        (await engine.Writer.UpdateAsync(order.Id, o => o))!.Version.Should().Be(order.Version);
        engine.Store.Commits.Should().Be(commits);
        var changed = await engine.Writer.UpdateAsync(order.Id, o => o with { NextCandidate = 9 });
        changed!.Version.Should().Be((await engine.OrderAsync(order.Id)).Version).And.Be(order.Version + 1);
    });

    [Fact]
    public void After_a_conflict_the_change_is_made_on_the_newer_order() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var stale = await engine.OrderAsync(order.Id);
        await engine.Writer.UpdateAsync(order.Id, o => o with { NextCandidate = 7 });
        var seen = new List<int>();
        await engine.Writer.UpdateAsync(order.Id, o =>
        {
            seen.Add(o.NextCandidate);
            return o with { NextCandidate = 9 };
        }, known: stale);
        seen.Should().Equal(stale.NextCandidate, 7);
    });

    [Fact]
    public void A_lease_is_had_by_one_until_its_last_moment() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var held = await engine.Writer.TryAcquireAsync(order.Id, TimeSpan.FromSeconds(30));
        (held!.Lease!.Until, held.Lease.Fence, held.Fence).Should().Be((engine.Now.AddSeconds(30), order.Fence + 1, order.Fence + 1));
        engine.Clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        (await engine.Writer.TryAcquireAsync(order.Id, TimeSpan.FromSeconds(30))).Should().BeNull();
        engine.Clock.Advance(TimeSpan.FromTicks(1));
        var next = await engine.Writer.TryAcquireAsync(order.Id, TimeSpan.FromSeconds(30));
        next!.Fence.Should().Be(order.Fence + 2);
        (await engine.Writer.ReleaseAsync(held, held.Fence)).Should().BeNull("it is another's now");
        (await engine.Writer.ReleaseAsync(next, next.Fence))!.Lease.Should().BeNull();
    });

    [Fact]
    public void An_order_as_it_was_known_is_believed_only_where_a_commit_proves_it() => World.Run(async engine =>
    {
        var known = await engine.PendingAsync();
        await engine.Writer.UpdateAsync(known.Id, o => o with { NextCandidate = 7 });
        (await engine.Writer.UpdateAsync(known.Id, o => o, known: known))!.NextCandidate.Should().Be(7);
        var seen = new List<int>();
        var changed = await engine.Writer.UpdateAsync(known.Id, o =>
        {
            seen.Add(o.NextCandidate);
            return o with { NextCandidate = o.NextCandidate + 1 };
        }, known: known);
        changed!.NextCandidate.Should().Be(8);
        seen.Should().Equal(known.NextCandidate, 7);
    });

    [Fact]
    public void A_change_that_comes_with_a_claim_is_made_even_where_another_holds_the_order() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        await engine.Writer.TryAcquireAsync(order.Id, TimeSpan.FromSeconds(30));
        (await engine.Writer.TryAcquireAsync(order.Id, TimeSpan.FromSeconds(30), o => o with { End = EndIntent.ClosedByCaller })).Should().BeNull();
        (await engine.OrderAsync(order.Id)).End.Should().Be(EndIntent.ClosedByCaller);
    });

    [Fact]
    public void An_order_given_back_without_a_live_attempt_is_ended_unless_it_never_had_one() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var closed = order with { Attempts = [order.Attempts[0] with { State = AttemptState.Closed }], Lease = new("n", 1, engine.Now) };
        OrderWriter.Released(closed, engine.Now).State.Should().Be(PaymentState.Closed);
        var none = order with { Attempts = [], State = PaymentState.Created, Lease = new("n", 1, engine.Now) };
        OrderWriter.Released(none, engine.Now).Should().Match<PaymentOrder>(o => o.State == PaymentState.Created && o.Lease == null);
        OrderWriter.Released(none with { End = EndIntent.Expired }, engine.Now).State.Should().Be(PaymentState.Closed);
    });

    [Fact]
    public void A_store_in_which_every_commit_conflicts_is_given_up_at_last() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var tries = 0;
        var nested = false;
        engine.Store.Before = async _ =>
        {
            if (nested) return;
            nested = true;
            await engine.Writer.UpdateAsync(order.Id, o => o with { NextCandidate = o.NextCandidate + 1 });
            nested = false;
        };
        var busy = async () => await engine.Writer.UpdateAsync(order.Id, o =>
        {
            tries++;
            return o with { End = EndIntent.ClosedByCaller };
        });
        await busy.Should().ThrowAsync<StoreUnavailableException>().WithMessage("*64 times*");
        tries.Should().Be(64);
    });
}
