using System.Text;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Health;
using Router.Core.Notifications;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Refunds;
using Router.Hosting.Alarms;
using Router.Hosting.Channels;
using Router.Hosting.Operations;

namespace Router.Hosting.Tests.Plugins;

/// Repeated mistakes take a plugin version out of new payments; nothing it does takes anything from others.
public sealed class QuarantineTests
{
    [Fact]
    public async Task A_version_with_too_many_mistakes_gets_no_new_payments_and_goes_on_with_what_is_open()
    {
        await using var host = await RogueHost.StartAsync();
        var paid = await host.PayAsync();
        var doubtful = await host.PayAsync("pay=network");
        await MistakesAsync(host, 10);

        var health = host.Get<HealthModel>();
        health.Tick().FindAccount("r1")!.Quarantined.Should().Contain("10 mistakes");
        health.Tick().FindAccount("r2")!.Quarantined.Should().NotBeNull("it is the version that is meant, not an account");
        health.Tick().FindAccount("g1")!.Quarantined.Should().BeNull();
        health.Events.Should().Contain(e => e.Kind == HealthEventKind.Quarantined && e.AccountId == "r1");
        var refused = await host.PayAsync();
        (refused.State, refused.Attempts.Count).Should().Be((PaymentState.Failed, 0), "nothing was sent");

        (await host.Get<IPaymentRouter>().QueryAsync(doubtful.Id, askChannel: true)).Error.Should().BeNull();
        (await RefundAsync(host, paid)).Should().Be(RefundState.Succeeded);
        (await PostAsync(host, "rejected")).Error!.Status.Should().Be(400, "it was read");
        host.Get<AlarmConditions>().Look();
        host.Get<AlarmDesk>().List(ended: false).Should().Contain(a => a.Kind.Name == "plugin-faulted" && a.Subject == "rogue");

        host.Get<AccountOrders>().Trust("r1", "looked at", out var change).Should().BeNull();
        change.IsChange.Should().BeTrue();
        (await host.PayAsync()).State.Should().Be(PaymentState.Succeeded);
        health.Tick().FindAccount("r2")!.Quarantined.Should().NotBeNull("one account was trusted");
        await MistakesAsync(host, 10);
        health.Tick().FindAccount("r1")!.Quarantined.Should().NotBeNull("trust is no licence");
    }

    [Fact]
    public async Task What_a_channel_fails_is_no_mistake_of_its_plugin()
    {
        await using var host = await RogueHost.StartAsync();
        for (var i = 0; i < 12; i++)
        {
            await host.PayAsync("pay=network");
            await host.PayAsync();
        }

        host.Report.Mistakes.Should().Be(0);
        host.Get<HealthModel>().Tick().FindAccount("r1")!.Quarantined.Should().BeNull();
    }

    [Fact]
    public async Task What_anybody_can_post_puts_nobody_into_quarantine_and_hides_no_mistake()
    {
        await using var host = await RogueHost.StartAsync();
        for (var i = 0; i < 15; i++) await PostAsync(host, i % 2 == 0 ? "throw" : "null");
        host.Report.Mistakes.Should().Be(15, "they are counted and shown");
        host.Get<HealthModel>().Tick().FindAccount("r1")!.Quarantined.Should().BeNull();
        (await host.PayAsync()).State.Should().Be(PaymentState.Succeeded);
        for (var i = 0; i < 300; i++) await PostAsync(host, "rejected");
        await MistakesAsync(host, 10);
        host.Get<HealthModel>().Tick().FindAccount("r1")!.Quarantined.Should().NotBeNull("three hundred posts thin out nothing");
    }

    [Fact]
    public async Task An_exception_over_what_a_channel_answered_is_counted_and_is_no_reason_for_quarantine()
    {
        await using var host = await RogueHost.StartAsync();
        for (var i = 0; i < 12; i++)
        {
            await host.PayAsync();
            await host.PayAsync("pay=odd-answer");
        }

        host.Report.Mistakes.Should().BeGreaterThanOrEqualTo(10);
        host.Get<HealthModel>().Tick().FindAccount("r1")!.Quarantined.Should().BeNull("an outage's odd answers must not outlast the outage");
    }

    [Fact]
    public async Task Others_are_paid_while_every_place_of_an_account_blocks_a_thread_of_the_pool()
    {
        await using var host = await RogueHost.StartAsync(places: 64);
        var bad = Enumerable.Range(0, 70).Select(_ => Task.Run(() => host.PayAsync("pay=block-pool query=block-pool"))).ToList();
        await RogueHost.UntilAsync(() => host.Get<AccountGates>().Taken("r1", CallClass.Pay) == 64);
        var good = new List<PaymentOrder>();
        for (var round = 0; round < 30; round++)
            good.AddRange(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => host.PayAsync(method: RogueHost.Good)))));
        good.Should().OnlyContain(o => o.State == PaymentState.Succeeded);
        ThreadPool.GetMinThreads(out var workers, out _);
        workers.Should().BeGreaterThanOrEqualTo(2 * (64 + 64), "payments and queries of two such accounts may stand there before anybody waits for a thread");
        (await Task.WhenAll(bad)).Should().OnlyContain(o => o.State != PaymentState.Failed || o.Attempts.Count == 0);
    }

    [Theory]
    [InlineData("block")]
    [InlineData("hang")]
    [InlineData("block-later")]
    [InlineData("block-on-cancel")]
    [InlineData("throw")]
    [InlineData("allocate")]
    [InlineData("flood")]
    public async Task Others_are_paid_while_it_misbehaves(string how)
    {
        await using var host = await RogueHost.StartAsync();
        var bad = Enumerable.Range(0, 60).Select(_ => Task.Run(() => host.PayAsync("pay=" + how))).ToList();
        var good = new List<PaymentOrder>();
        for (var round = 0; round < 30; round++)
            good.AddRange(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => host.PayAsync(method: RogueHost.Good)))));
        good.Should().OnlyContain(o => o.State == PaymentState.Succeeded);
        (await Task.WhenAll(bad)).Should().OnlyContain(o => o.State != PaymentState.Failed || o.Attempts.Count == 0, "what was sent is never called failed");
        host.Get<AccountGates>().Taken("r1", CallClass.Pay).Should().BeLessThanOrEqualTo(8, "its bulkhead bounds what it holds");
        host.Get<AccountGates>().Taken("g1", CallClass.Pay).Should().Be(0);
        ((PluginThreads)host.Get<IPluginThreads>()).Busy.Should().BeLessThanOrEqualTo(8 + 8 + 8, "a payment's call, its query and its cancellation each");
        (await host.PayAsync(method: RogueHost.Good)).State.Should().Be(PaymentState.Succeeded);
    }

    private static async Task MistakesAsync(RogueHost host, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await host.PayAsync();
            await host.PayAsync("pay=undefined");
        }
    }

    private static Task<NotificationAnswer> PostAsync(RogueHost host, string body) => host.Get<NotificationIntake>()
        .ReceiveAsync("rogue", "r1", new(Encoding.UTF8.GetBytes(body), new Dictionary<string, string>(), ""));

    private static async Task<RefundState> RefundAsync(RogueHost host, PaymentOrder order)
    {
        var answer = await host.Get<IRefundRouter>().RefundAsync(new() { PaymentId = order.Id, MerchantRefundNo = "f1", AmountMinor = 400, IdempotencyKey = "f1" });
        return answer.Refund!.State;
    }
}
