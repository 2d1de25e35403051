using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Bulkheads;

/// One class of calls never takes the places of another, and one that is held back says nothing of any money.
public class BulkheadTests
{
    private static ChannelResult Lost => ChannelResult.Unknown(FaultStage.AfterSend, "reset", "reset");

    [Theory]
    [InlineData(CallClass.Pay)]
    [InlineData(CallClass.Query)]
    [InlineData(CallClass.Refund)]
    [InlineData(CallClass.Bill)]
    [InlineData(CallClass.Notify)]
    public void A_full_class_leaves_the_places_of_every_other(CallClass full)
    {
        var account = new MerchantAccount { Id = "a", ChannelId = "sim", MerchantId = "1", MaxConcurrency = 3, Concurrency = new(Pay: 2, Bill: 1) };
        var gates = new AccountGates(TimeProvider.System);
        while (gates.TryEnter(account, full) is not null)
        {
        }

        gates.Taken("a", full).Should().Be(full switch { CallClass.Pay => 2, CallClass.Bill => 1, _ => 3 });
        foreach (var other in Enum.GetValues<CallClass>().Where(c => c != full)) gates.TryEnter(account, other).Should().NotBeNull();
        gates.TryEnter(account with { Id = "b" }, full).Should().NotBeNull("another account");
    }

    [Fact]
    public void What_is_held_back_is_told_with_its_reason()
    {
        var told = new List<string>();
        var account = new MerchantAccount { Id = "a", ChannelId = "sim", MerchantId = "1", MaxConcurrency = 2, RatePerSecond = 1 };
        var gates = new AccountGates(new TestKit.ManualTimeProvider()) { OnRefused = (id, callClass, why) => told.Add($"{id} {callClass} {why}") };
        gates.TryEnter(account, CallClass.Pay).Should().NotBeNull();
        gates.TryEnter(account, CallClass.Pay).Should().BeNull("one a second");
        gates.TryEnter(account with { MaxConcurrency = 1 }, CallClass.Pay).Should().BeNull("one at once");
        told.Should().Equal("a Pay rate", "a Pay places");
    }

    [Fact]
    public void What_is_thrown_while_a_payment_begins_keeps_no_place() => World.Run(async engine =>
    {
        engine.Channels.Broken.Add("a");
        var caller = new ChannelCaller(engine.Channels, engine.Gates, engine.Clock);
        for (var i = 0; i < 3; i++)
        {
            (await ThrewAsync(engine.PayAsync($"o{i}"))).Should().BeTrue();
            (await ThrewAsync(caller.CallAsync(Routing.Fixture.Account("a"), CallClass.Query, null, (_, _) => Task.FromResult(1)))).Should().BeTrue();
        }

        engine.Gates.Taken("a", CallClass.Pay).Should().Be(0);
        engine.Gates.Taken("a", CallClass.Query).Should().Be(0);
        engine.Health.Tick().Lines.Should().OnlyContain(l => l.InFlight == 0);
        engine.Channels.Broken.Clear();
        (await engine.PayAsync("later")).Payment!.State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void Payments_go_on_while_every_place_for_queries_refunds_and_notifications_is_taken() => World.Run(async engine =>
    {
        Fill(engine, CallClass.Query, CallClass.Refund, CallClass.Bill, CallClass.Notify);
        (await engine.PayAsync()).Payment!.State.Should().Be(PaymentState.Succeeded);
        engine.A.Count("pay").Should().Be(1);
    });

    [Fact]
    public void Questions_refunds_and_notifications_go_on_while_every_place_for_payments_is_taken() => World.Run(async engine =>
    {
        var paid = (await engine.PayAsync("o1")).Payment!;
        var pending = await engine.PendingAsync("o2");
        Fill(engine, CallClass.Pay);
        (await engine.RefundAsync(paid.Id, 100)).Refund!.State.Should().Be(RefundState.Succeeded);
        engine.A.Ledger.Capture(pending.LiveAttempt!.Number, pending.Terms.Amount);
        (await engine.NotifyPaidAsync(pending.LiveAttempt.Number)).Error.Should().BeNull();
        (await engine.OrderAsync(pending.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_query_without_a_place_is_not_counted_as_asked_and_comes_again_soon() => World.Run(async engine =>
    {
        engine.A.Pay.Then(Lost);
        var places = Fill(engine, CallClass.Query);
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.InDoubt);
        engine.A.Count("query").Should().Be(0);
        var attempt = order.LiveAttempt!;
        attempt.QueryCount.Should().Be(0);
        (attempt.NextQueryAt - engine.Now).Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(10));
        places.ForEach(p => p.Dispose());
        engine.A.Ledger.Capture(attempt.Number, order.Terms.Amount);
        await engine.RecoverAsync(TimeSpan.FromSeconds(10));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_close_without_a_place_was_never_asked_for() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var places = Fill(engine, CallClass.Query);
        var answer = await engine.Router.CloseAsync(order.Id);
        var attempt = answer.Payment!.LiveAttempt!;
        attempt.Should().BeEquivalentTo(new { CloseAskedAt = (DateTimeOffset?)null, CloseUnanswered = false, CloseCount = 0 });
        (attempt.NextCloseAt - engine.Now).Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(10));
        engine.A.Count("close").Should().Be(0);
        places.ForEach(p => p.Dispose());
        await engine.RecoverAsync(TimeSpan.FromSeconds(20));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Closed);
        engine.A.Count("close").Should().Be(1);
    });

    private static List<IDisposable> Fill(TestEngine engine, params CallClass[] classes)
    {
        var account = engine.Current.Catalog.FindAccount("a")!;
        var places = new List<IDisposable>();
        foreach (var one in classes)
            while (engine.Gates.TryEnter(account, one) is { } place) places.Add(place);
        return places;
    }

    private static async Task<bool> ThrewAsync(Task task)
    {
        try
        {
            await task;
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
