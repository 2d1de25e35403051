using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Recovery;

/// Recovery keeps to what each method's manifest says, and to leases.
public class ScheduleTests
{
    private static readonly TimeSpan[] s_fast = [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(20)];
    private static readonly TimeSpan[] s_slow = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(9)];

    private static ChannelResult Lost => ChannelResult.Unknown(FaultStage.AfterSend, "reset", "reset");

    [Fact]
    public void Each_method_is_queried_by_its_own_schedule_and_then_every_last_interval() => World.Run(async engine =>
    {
        await engine.PendingAsync("o1", "sim.qr");
        engine.A.Pay.Then((r, _) => Task.FromResult(engine.Pending(engine.A, r)));
        await engine.PayAsync("o2", method: "sim.forever");
        (await QueriedAsync(engine, "sim.qr", TimeSpan.FromSeconds(60))).Should().Equal(3, 7, 20, 33, 46, 59);
        (await QueriedAsync(engine, "sim.forever", TimeSpan.FromMinutes(19))).Should().Equal(120, 540, 960);
    }, With(m => m.Name == "sim.qr" ? m with { QuerySchedule = s_fast } : m.Name == "sim.forever" ? m with { QuerySchedule = s_slow } : m));

    [Fact]
    public void A_schedule_goes_on_over_a_restart_where_it_was() => World.Run(async engine =>
    {
        await engine.PendingAsync();
        await engine.RecoverAsync(TimeSpan.FromSeconds(8));
        engine.A.Count("query").Should().Be(2);
        engine.Restart();
        await engine.RecoverAsync(TimeSpan.FromSeconds(11));
        engine.A.Count("query").Should().Be(2, "the third is due after twenty seconds");
        await engine.RecoverAsync(TimeSpan.FromSeconds(2));
        engine.A.Count("query").Should().Be(3);
    }, With(m => m with { QuerySchedule = s_fast }));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 120)]
    [InlineData(3600, 7200)]
    public void Not_found_proves_nothing_before_the_last_payable_moment_and_the_methods_graces_are_over(int flight, int grace) => World.Run(async engine =>
    {
        engine.A.Pay.Then(Lost);
        var order = (await engine.PayAsync()).Payment!;
        var attempt = order.Attempts[0];
        var method = engine.Current.Catalog.FindMethod("a", "sim.qr")!;
        var ends = attempt.ExpiresAt > attempt.Deadline.AddSeconds(flight) ? attempt.ExpiresAt : attempt.Deadline.AddSeconds(flight);
        var counts = ends.AddSeconds(grace);
        ConfirmedClose.NotFoundCountsFrom(attempt, method).Should().Be(counts);
        await engine.RecoverAsync(counts - engine.Now - TimeSpan.FromSeconds(1), 2000);
        (await engine.OrderAsync(order.Id)).IsFinal.Should().BeFalse();
        await engine.RecoverAsync(TimeSpan.FromDays(1), 2000);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);
    }, With(m => m with { InFlightGrace = TimeSpan.FromSeconds(flight), NotFoundGrace = TimeSpan.FromSeconds(grace) }));

    [Fact]
    public void A_replayed_method_is_sent_again_only_within_its_window() => World.Run(async engine =>
    {
        engine.A.Pay.Always = (_, _) => Task.FromResult(Lost);
        await engine.PayAsync(method: "sim.replay");
        await engine.RecoverAsync(TimeSpan.FromMinutes(4), 2000);
        var sent = engine.A.Count("pay");
        sent.Should().BeGreaterThan(2);
        await engine.RecoverAsync(TimeSpan.FromMinutes(20), 2000);
        engine.A.Count("pay").Should().Be(sent + 1, "the last within five minutes");
        engine.A.PayRequests.Should().OnlyContain(r => r.AttemptNumber == engine.A.PayRequests[0].AttemptNumber);
    }, With(m => m with { ResolveWindow = TimeSpan.FromMinutes(5), QuerySchedule = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(290)] }));

    [Fact]
    public void A_replayed_method_is_not_sent_again_once_its_order_is_being_ended() => World.Run(async engine =>
    {
        engine.A.Pay.Always = (_, _) => Task.FromResult(Lost);
        engine.A.Close.Always = (_, _) => Task.FromResult(CloseResult.Unknown("5xx", "5xx"));
        var order = (await engine.PayAsync(method: "sim.replay")).Payment!;
        var sent = engine.A.Count("pay");
        await engine.Router.CloseAsync(order.Id);
        await engine.RecoverAsync(TimeSpan.FromHours(3), 2000);
        engine.A.Count("pay").Should().Be(sent);
    });

    [Fact]
    public void A_replayed_method_is_not_sent_again_by_who_holds_no_lease() => World.Run(async engine =>
    {
        engine.A.Pay.Always = (_, _) => Task.FromResult(Lost);
        var order = (await engine.PayAsync(method: "sim.replay")).Payment!;
        var sent = engine.A.Count("pay");
        await engine.Router.QueryAsync(order.Id, askChannel: true);
        await engine.NotifyAsync(new() { AttemptNumber = order.Attempts[0].Number, Attempt = new() { Status = AttemptStatus.Closed } });
        engine.A.Count("pay").Should().Be(sent);
    });

    [Fact]
    public void A_replayed_method_whose_send_was_answered_is_queried_like_any_other() => World.Run(async engine =>
    {
        engine.A.Pay.Always = (_, _) => Task.FromResult(ChannelResult.Pending(new PayAction(PayActionKind.Redirect, "https://pay.example", null, engine.Now + TimeSpan.FromMinutes(20))));
        engine.A.Query.Always = (q, _) => Task.FromResult(new QueryResult { Status = AttemptStatus.Paid, Captured = q.Amount, ChannelTransactionId = "tx-1" });
        var order = (await engine.PayAsync(method: "sim.replay")).Payment!;
        order.State.Should().Be(PaymentState.Paying);
        await engine.RecoverAsync(TimeSpan.FromMinutes(2), 2000);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded, "its notification was lost; the query finds it");
        engine.A.Count("pay").Should().Be(1);
    });

    [Fact]
    public void A_replayed_method_that_may_not_be_sent_again_is_queried_without_the_request() => World.Run(async engine =>
    {
        var asked = new List<QueryRequest>();
        engine.A.Pay.Always = (_, _) => Task.FromResult(Lost);
        engine.A.Close.Always = (_, _) => Task.FromResult(CloseResult.Unknown("5xx", "5xx"));
        engine.A.Query.Always = (q, _) =>
        {
            asked.Add(q);
            return Task.FromResult(new QueryResult { Status = AttemptStatus.Paid, Captured = q.Amount, ChannelTransactionId = "tx-1" });
        };
        var order = (await engine.PayAsync(method: "sim.replay")).Payment!;
        var sent = engine.A.Count("pay");
        await engine.Router.CloseAsync(order.Id);
        await engine.RecoverAsync(TimeSpan.FromMinutes(5), 2000);
        engine.A.Count("pay").Should().Be(sent);
        asked.Should().NotBeEmpty().And.OnlyContain(q => q.Original == null, "a plugin cannot send again what it is not given");
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void Many_recoveries_at_once_take_each_step_once() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.Clock.Advance(TimeSpan.FromSeconds(4));
        engine.Store.Before = _ => Task.Delay(TimeSpan.FromMilliseconds(3), engine.Clock);
        var due = await engine.OrderAsync(order.Id);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => engine.Recovery.AdvanceAsync(due)));
        engine.A.Count("query").Should().Be(1);
    }, With(m => m with { QuerySchedule = s_fast }));

    private static Action<EngineOptions> With(Func<MethodManifest, MethodManifest> change) =>
        o => o.Manifest = o.Manifest with { Methods = [.. o.Manifest.Methods.Select(change)] };

    // Seconds after noon at which this method's attempt was queried, while recovery ran on for the span.
    private static async Task<IReadOnlyList<int>> QueriedAsync(TestEngine engine, string method, TimeSpan span)
    {
        var noon = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var times = new List<int>();
        var number = (await engine.Store.ListPaymentsAsync(new())).Single(o => o.Attempts[0].Method == method).Attempts[0].Number;
        engine.A.Query.Always = (q, _) =>
        {
            if (q.AttemptNumber == number) times.Add((int)(engine.Now - noon).TotalSeconds);
            return Task.FromResult(engine.A.Status(q.AttemptNumber));
        };
        await engine.RecoverAsync(span, 2000);
        return times;
    }
}
