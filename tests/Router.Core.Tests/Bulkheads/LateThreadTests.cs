using Router.Abstractions;
using Router.Core.Channels;
using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Bulkheads;

/// A thread that comes to its work late must not send what the engine has given up meanwhile: the channel may have said "not found" by then.
public class LateThreadTests
{
    [Fact]
    public void A_payment_whose_thread_begins_after_its_send_time_never_leaves_and_goes_to_the_next_account() => World.Run(
        async engine =>
        {
            var order = (await engine.PayAsync()).Payment!;
            order.State.Should().Be(PaymentState.Succeeded);
            order.Attempts[0].Fault.Should().BeEquivalentTo(new { RawCode = "send-by", Blame = FaultBlame.Us });
            engine.A.Count("pay").Should().Be(0);
            engine.B.Count("pay").Should().Be(1);
            engine.Gates.Taken("a", Core.Accounts.CallClass.Pay).Should().Be(0);
            engine.Health.Tick().Lines.Single(l => l.AccountId == "a" && l.Method == "sim.qr").Observations.Should().Be(engine.Health.Tick().Lines.Single(l => l.AccountId == "d" && l.Method == "sim.qr").Observations, "our slowness says nothing of the account");
        },
        options => options.Threads = clock => new LateThreads(clock, 0, 3));

    [Fact]
    public void A_payment_whose_thread_begins_after_its_deadline_never_leaves() => World.Run(
        async engine =>
        {
            var order = (await engine.PayAsync()).Payment!;
            order.State.Should().Be(PaymentState.InDoubt, "nobody knows yet");
            await engine.RecoverAsync(TimeSpan.FromHours(3));
            engine.A.Count("pay").Should().Be(0);
            (await engine.OrderAsync(order.Id)).State.Should().NotBe(PaymentState.Succeeded);
        },
        options => options.Threads = clock => new LateThreads(clock, 0, 20, 30));

    [Fact]
    public void A_refund_whose_thread_begins_after_its_deadline_never_leaves() => World.Run(
        async engine =>
        {
            var order = (await engine.PayAsync()).Payment!;
            await engine.RefundAsync(order.Id, 100);
            engine.Clock.AdvanceTo(engine.Now + TimeSpan.FromSeconds(40));
            await Task.Yield();
            engine.A.Count("refund").Should().Be(0);
        },
        options => options.Threads = clock => new LateThreads(clock, 0, 0, 0, 20, 30));

    // The first work waits for the first number of seconds, and so on; what comes behind the last one begins at once.
    private sealed class LateThreads(TimeProvider clock, params int[] seconds) : IPluginThreads
    {
        private int _begun;

        public async Task<T> RunAsync<T>(PluginCall call, Func<Task<T>> work)
        {
            var number = _begun++;
            if (number < seconds.Length && seconds[number] > 0) await Task.Delay(TimeSpan.FromSeconds(seconds[number]), clock);
            return await work();
        }
    }
}
