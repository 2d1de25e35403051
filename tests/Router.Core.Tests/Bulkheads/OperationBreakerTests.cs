using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Bulkheads;

/// A dead operation is left alone for a while; nothing is concluded from that, and no weight moves.
public class OperationBreakerTests
{
    private static ChannelResult Lost => ChannelResult.Unknown(FaultStage.AfterSend, "reset", "reset");

    [Fact]
    public void A_dead_query_is_asked_less_moves_no_weight_and_loses_no_payment() => World.Run(async engine =>
    {
        var dead = true;
        engine.A.Query.Always = (q, _) => Task.FromResult(dead ? QueryResult.Unknown("5xx", "5xx") : engine.A.Status(q.AttemptNumber));
        engine.A.Pay.Always = (_, _) => Task.FromResult(Lost);
        var orders = new List<PaymentOrder>();
        for (var i = 0; i < 4; i++) orders.Add((await engine.PayAsync($"o{i}")).Payment!);
        var before = engine.Current.Health.Lines.Single(l => l.AccountId == "a" && l.Method == "sim.qr");
        await engine.RecoverAsync(TimeSpan.FromMinutes(5), 2000);
        engine.Operations.Counters.Single(c => c.Operation == "query").IsOpen.Should().BeTrue();
        engine.A.Count("query").Should().BeLessThan(4 * 8);
        var after = engine.Current.Health.Lines.Single(l => l.AccountId == "a" && l.Method == "sim.qr");
        (after.IsOpen, after.Observations > before.Observations).Should().Be((before.IsOpen, false));

        dead = false;
        foreach (var order in orders) engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        await engine.RecoverAsync(TimeSpan.FromMinutes(6), 2000);
        foreach (var order in orders) (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void The_first_question_about_money_in_doubt_passes_an_open_breaker() => World.Run(async engine =>
    {
        Open(engine, "query");
        engine.A.Pay.Then((r, _) =>
        {
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
            return Task.FromResult(Lost);
        });
        (await engine.PayAsync()).Payment!.State.Should().Be(PaymentState.Succeeded);
        engine.A.Count("query").Should().Be(1);
    });

    [Fact]
    public void A_second_question_waits_for_the_break_and_no_longer() => World.Run(async engine =>
    {
        engine.A.Pay.Then(Lost);
        engine.A.Query.Then(QueryResult.Unknown("5xx", "5xx"));
        var order = (await engine.PayAsync()).Payment!;
        Open(engine, "query");
        for (var failed = 0; failed < 6; failed++)
        {
            engine.Clock.AdvanceTo(engine.Operations.Counters.Single(c => c.Operation == "query").BreakUntil!.Value);
            engine.Operations.TryBegin("a", "query")!.Complete(answered: false);
        }

        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        await engine.RecoverAsync(TimeSpan.FromSeconds(75));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_refund_behind_an_open_breaker_is_not_sent_and_goes_by_schedule() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        Open(engine, "refund");
        var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
        refund.State.Should().Be(RefundState.Processing);
        engine.A.Count("refund").Should().Be(0);
        await engine.RecoverAsync(TimeSpan.FromMinutes(2));
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Succeeded);
        engine.A.Count("refund").Should().Be(1);
        engine.A.Ledger.NetMinor.Should().Be(600);
    });

    [Fact]
    public void A_refund_in_doubt_stays_in_doubt_while_its_query_is_held_back() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Unknown("reset", "reset"));
        var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
        Open(engine, "refund-query");
        await engine.RecoverAsync(TimeSpan.FromSeconds(4));
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.InDoubt);
        engine.A.Count("refund").Should().Be(1);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Succeeded);
        engine.A.Ledger.NetMinor.Should().Be(600);
    });

    private static void Open(TestEngine engine, string operation)
    {
        while (!IsOpen(engine, operation)) engine.Operations.TryBegin("a", operation)!.Complete(answered: false);
    }

    private static bool IsOpen(TestEngine engine, string operation) => engine.Operations.Counters.Any(c => c.Operation == operation && c.IsOpen);
}
