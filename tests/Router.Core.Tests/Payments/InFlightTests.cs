using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

public class InFlightTests
{
    [Fact]
    public void Each_kind_of_call_has_as_many_places_and_a_place_is_left_once()
    {
        var inFlight = new InFlight(new() { MaxInFlight = 2 });
        var kinds = Enum.GetValues<CallKind>();
        kinds.Should().HaveCount(4);
        var places = kinds.SelectMany(kind => new[] { Enter(kind), Enter(kind) }).ToList();
        places.Should().NotContainNulls();
        inFlight.Count.Should().Be(8);
        foreach (var kind in kinds)
        {
            inFlight.TryEnter(kind, out var refused).Should().BeNull();
            refused.Should().Be(RouterError.Overloaded());
        }

        places[0]!.Dispose();
        places[0]!.Dispose();
        inFlight.Count.Should().Be(7);
        Enter(CallKind.Payment).Should().NotBeNull();
        Enter(CallKind.Payment).Should().BeNull();
        new InFlight().TryEnter(CallKind.Refund, out var none).Should().NotBeNull();
        none.Should().BeNull();

        IDisposable? Enter(CallKind kind) => inFlight.TryEnter(kind, out _);
    }

    [Fact]
    public void Stopping_refuses_new_calls_and_waits_for_those_under_way()
    {
        var inFlight = new InFlight();
        var (one, two) = (inFlight.TryEnter(CallKind.Payment, out _)!, inFlight.TryEnter(CallKind.LookUp, out _)!);
        inFlight.IsStopping.Should().BeFalse();
        var stopped = inFlight.StopAsync();
        inFlight.StopAsync().Should().BeSameAs(stopped);
        inFlight.IsStopping.Should().BeTrue();
        inFlight.TryEnter(CallKind.Refund, out var refused).Should().BeNull();
        refused.Should().Be(RouterError.Stopping());
        one.Dispose();
        stopped.IsCompleted.Should().BeFalse();
        two.Dispose();
        stopped.IsCompleted.Should().BeTrue();
        inFlight.StopAsync().IsCompleted.Should().BeTrue();
        new InFlight().StopAsync().IsCompleted.Should().BeTrue("nothing is under way");
    }

    [Theory]
    [InlineData(5, 20)]
    [InlineData(21, 60)]
    [InlineData(61, 140)]
    [InlineData(141, 300)]
    [InlineData(301, 620)]
    [InlineData(621, 1120)]
    [InlineData(1121, 1620)]
    public void An_orders_end_is_looked_for_ever_more_rarely(int endsAfter, int seenAfter) => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Pending());
        var answer = await engine.PayAsync();
        answer.Payment!.IsFinal.Should().BeFalse();
        var began = engine.Now;
        var waiting = new OrderWaiter(engine.Store, engine.Clock, engine.Settings, new InFlight()).FinalAsync(answer, TimeSpan.FromSeconds(10), default);
        await Task.Delay(TimeSpan.FromMilliseconds(endsAfter), engine.Clock);
        (await engine.Writer.UpdateAsync(answer.Payment.Id, o => Settlement.Finish(o, PaymentState.Closed, "test", "test", engine.Now)))!.IsFinal.Should().BeTrue();
        (await waiting).Payment!.IsFinal.Should().BeTrue();
        (engine.Now - began).Should().Be(TimeSpan.FromMilliseconds(seenAfter));
    });

    [Fact]
    public void Nobody_waits_longer_than_he_wants_or_where_the_engine_stops_or_too_many_wait() => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Pending());
        var answer = await engine.PayAsync();
        (await ElapsedAsync(new(), TimeSpan.Zero)).Should().Be(TimeSpan.Zero);
        (await ElapsedAsync(new(), TimeSpan.FromMilliseconds(20))).Should().Be(TimeSpan.FromMilliseconds(20));
        (await ElapsedAsync(new(), TimeSpan.FromMilliseconds(21))).Should().Be(TimeSpan.FromMilliseconds(60), "a look that has begun to wait is made");
        var stopping = new InFlight();
        _ = stopping.StopAsync();
        (await ElapsedAsync(stopping, TimeSpan.FromSeconds(1))).Should().Be(TimeSpan.Zero);

        var few = new OrderWaiter(engine.Store, engine.Clock, engine.Settings with { MaxInFlight = 2 }, new InFlight());
        var first = few.FinalAsync(answer, TimeSpan.FromSeconds(1), default);
        var began = engine.Now;
        await few.FinalAsync(answer, TimeSpan.FromSeconds(1), default);
        engine.Now.Should().Be(began, "half as many callers as calls may wait");
        first.IsCompleted.Should().BeFalse();
        await first;
        await few.FinalAsync(answer, TimeSpan.FromMilliseconds(20), default);
        engine.Now.Should().BeAfter(began.AddSeconds(1), "its place is free again");

        async Task<TimeSpan> ElapsedAsync(InFlight inFlight, TimeSpan wait)
        {
            var at = engine.Now;
            await new OrderWaiter(engine.Store, engine.Clock, engine.Settings, inFlight).FinalAsync(answer, wait, default);
            return engine.Now - at;
        }
    });
}
