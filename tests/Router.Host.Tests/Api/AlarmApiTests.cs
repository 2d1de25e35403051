using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Router.Core.Alarms;
using Router.Core.Store;

namespace Router.Host.Tests.Api;

public sealed class AlarmApiTests
{
    [Fact]
    public async Task An_alarm_is_listed_with_its_runbook_until_it_is_over_and_remembers_who_has_seen_it()
    {
        await using var running = await StartAsync();
        var host = running.Host;
        (await host.GetAsync("/ops/v1/alarms")).ShouldBe(200).Json.GetProperty("alarms").GetArrayLength().Should().Be(0);
        host.Services.GetRequiredService<IAlarms>().Raise(AlarmKinds.MessageDead, "shop", "given up");
        host.Services.GetRequiredService<IAlarms>().Raise(AlarmKinds.OrphanCapture, "pay_1/t1", "captured");

        var alarms = (await host.GetAsync("/ops/v1/alarms")).ShouldBe(200).Json.GetProperty("alarms").EnumerateArray().ToList();
        alarms.Select(a => a.GetProperty("kind").GetString()).Should().Equal("orphan-capture", "message-dead");
        alarms[0].GetProperty("alarmCode").GetString().Should().Be("RTR5010");
        alarms[0].GetProperty("severity").GetString().Should().Be("critical");
        alarms[0].GetProperty("runbook").GetString().Should().Be("docs/runbooks/orphan-capture.md");
        var id = alarms[0].GetProperty("id").GetString();
        (await host.PostAsync($"/ops/v1/alarms/{id}/ack")).ShouldBe(200).Json.GetProperty("alarms")[0].GetProperty("acknowledgedBy").GetString().Should().Be("ops");
        (await host.PostAsync("/ops/v1/alarms/alm_none/ack")).ShouldBeProblem(404, "280206");
        (await host.GetAsync("/ops/v1/alarms?all=perhaps")).ShouldBeProblem(400, "280001", "all");
    }

    [Fact]
    public async Task A_dead_channel_is_degraded_and_an_alarm_and_payments_go_on()
    {
        await using var running = await StartAsync();
        var host = running.Host;
        (await host.GetAsync("/healthz/ready")).ShouldBe(200)["status"].Should().Be("ready");
        (await host.SendAsync(HttpMethod.Put, "/ops/v1/accounts/fast/faults", """{ "declineChannel": 1 }""")).ShouldBe(200);
        for (var i = 0; i < 5; i++) await host.PayAsync(Order.Body(("allowedAccounts", new JsonArray("fast"))));

        var ready = (await host.GetAsync("/healthz/ready")).ShouldBe(200);
        ready["status"].Should().Be("degraded");
        ready["degraded"].Should().Contain("fast/sim.qr");
        var alarm = (await host.GetAsync("/ops/v1/alarms")).Json.GetProperty("alarms").EnumerateArray().Single();
        alarm.GetProperty("kind").GetString().Should().Be("breaker-open");
        alarm.GetProperty("subject").GetString().Should().Be("fast/sim.qr");
        alarm.GetProperty("count").GetInt64().Should().Be(1);
        (await host.PayAsync(Order.Body())).ShouldBe(201);
    }

    [Fact]
    public async Task A_store_that_takes_nothing_is_not_ready_and_an_alarm_until_it_does_again()
    {
        var disk = (FullDisk)(object)DispatchProxy.Create<IOrderStore, FullDisk>();
        await using var running = await StartAsync(services =>
        {
            var make = services.Last(d => d.ServiceType == typeof(IOrderStore)).ImplementationFactory!;
            services.Replace(ServiceDescriptor.Singleton(provider =>
            {
                disk.Store = (IOrderStore)make(provider);
                return (IOrderStore)(object)disk;
            }));
        });
        disk.IsFull = true;
        await UntilAsync(running.Host, "/healthz/ready", reply => (int)reply.Status == 503 && reply["code"] == "280901");
        await UntilAsync(running.Host, "/ops/v1/alarms", reply => reply.Text.Contains("store-unavailable", StringComparison.Ordinal));

        disk.IsFull = false;
        await UntilAsync(running.Host, "/healthz/ready", reply => (int)reply.Status == 200);
        await UntilAsync(running.Host, "/ops/v1/alarms", reply => reply.Text.Contains("resolvedAt", StringComparison.Ordinal));
    }

    private static async Task UntilAsync(ApiHost host, string path, Func<ApiReply, bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo(await host.GetAsync(path))) limit.Token.ThrowIfCancellationRequested();
    }

    private static async Task<Running> StartAsync(Action<IServiceCollection>? change = null)
    {
        var host = new ApiHost { Change = change };
        await host.InitializeAsync();
        return new(host);
    }

    private sealed record Running(ApiHost Host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Host.DisposeAsync();
    }

    /// <summary>A store whose disk is full when it is told so: what writes fails, what reads goes on.</summary>
    public class FullDisk : DispatchProxy
    {
        internal IOrderStore? Store { get; set; }

        internal bool IsFull { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            IsFull && targetMethod!.Name == nameof(IOrderStore.SaveDocumentAsync)
                ? new ValueTask(Task.FromException(new StoreUnavailableException("RTR4010 The disk is full.")))
                : targetMethod!.Invoke(Store, args);
    }
}
