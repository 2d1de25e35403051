using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Bulkheads;

/// Too much is refused before anything is stored; what was acknowledged is there.
public class OverloadTests
{
    [Fact]
    public void Of_many_payments_at_once_each_is_answered_and_only_what_was_taken_is_stored_and_sent() => World.Run(async engine =>
    {
        engine.Store.Before = _ => Task.Delay(TimeSpan.FromMilliseconds(5), engine.Clock);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3000).Select(i => engine.PayAsync($"o{i}")));

        var refused = answers.Count(a => a.Error?.Code == "280905");
        var taken = answers.Where(a => a.Error is null).ToList();
        (refused + taken.Count).Should().Be(3000, "nothing else was answered");
        taken.Should().HaveCount(150);
        (await StoredAsync(engine)).Should().BeEquivalentTo(taken.Select(a => a.Payment!.Id));
        var calls = engine.A.Count("pay") + engine.B.Count("pay") + engine.C.Count("pay") + engine.Channels["d"].Count("pay");
        calls.Should().Be(taken.Count(a => a.Payment!.Attempts.Count > 0));
        (await engine.PayAsync("after")).Payment!.State.Should().Be(PaymentState.Succeeded, "places come back");
    }, o => o.Settings = o.Settings with { MaxInFlight = 150 });

    [Theory]
    [InlineData(CallKind.Payment)]
    [InlineData(CallKind.LookUp)]
    [InlineData(CallKind.Refund)]
    [InlineData(CallKind.Notification)]
    public void One_kind_of_calls_never_keeps_out_another(CallKind full)
    {
        var inFlight = new InFlight(new EngineSettings { MaxInFlight = 3 });
        var places = Enumerable.Range(0, 3).Select(_ => inFlight.TryEnter(full, out var _)!).ToList();
        inFlight.TryEnter(full, out var refused).Should().BeNull();
        refused!.Should().BeEquivalentTo(new { Code = "280905", Status = 503 });
        foreach (var other in Enum.GetValues<CallKind>().Where(k => k != full)) inFlight.TryEnter(other, out var _).Should().NotBeNull();
        places[0].Dispose();
        places[0].Dispose();
        inFlight.TryEnter(full, out var _).Should().NotBeNull();
        inFlight.TryEnter(full, out var _).Should().BeNull("a place that was given back twice is one place");
    }

    [Fact]
    public void Only_so_many_wait_for_an_end_and_the_rest_are_told_how_it_stands() => World.Run(async engine =>
    {
        engine.A.Pay.Always = (request, _) => Task.FromResult(engine.Pending(engine.A, request));
        var began = engine.Now;
        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            var answer = await engine.Router.PayAsync(TestEngine.Command($"o{i}") with { Wait = TimeSpan.FromSeconds(20) });
            return (answer.Payment!.State, Waited: engine.Now - began > TimeSpan.FromSeconds(10));
        }));
        ends.Should().OnlyContain(e => e.State == PaymentState.Paying);
        ends.Count(e => e.Waited).Should().Be(5);
    }, o => o.Settings = o.Settings with { MaxInFlight = 10 });

    [Fact]
    public void A_payment_whose_buyer_changes_the_method_for_ever_ends_its_changes() => World.Run(async engine =>
    {
        engine.A.Pay.Always = (request, _) => Task.FromResult(engine.Pending(engine.A, request));
        var order = (await engine.PayAsync()).Payment!;
        for (var i = 1; i < PaymentSwitch.MaxAttempts; i++)
            (await engine.Router.SwitchAsync(new(order.Id, ["sim.qr"]))).Error.Should().BeNull();
        var last = await engine.Router.SwitchAsync(new(order.Id, ["sim.qr"]));
        last.Error!.Code.Should().Be("280304");
        last.Payment!.Attempts.Should().HaveCount(PaymentSwitch.MaxAttempts);
        last.Payment.LiveAttempt.Should().NotBeNull("the open attempt stays payable");
    });

    private static async Task<IReadOnlyList<string>> StoredAsync(TestEngine engine) =>
        [.. (await engine.Store.ListPaymentsAsync(new PaymentFilter(Limit: 500))).Select(o => o.Id)];
}
