using Microsoft.Extensions.Hosting;

namespace Router.Host.Tests.Api;

/// <summary>Too much at once, and the end of the host, through HTTP.</summary>
public sealed class OverloadTests
{
    [Fact]
    public async Task Every_request_of_a_burst_is_answered_and_every_acknowledged_payment_is_there()
    {
        const int Requests = 2000;
        var host = new ApiHost { Engine = settings => settings with { MaxInFlight = 24 } };
        await host.InitializeAsync();
        try
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, Requests).Select(i => host.PayAsync(Order.Body(), key: $"burst-{i}")));
            var taken = replies.Where(r => (int)r.Status < 300).ToList();
            var refused = replies.Where(r => (int)r.Status >= 300).ToList();
            (taken.Count + refused.Count).Should().Be(Requests);
            refused.Should().OnlyContain(r => (int)r.Status == 503 && r["code"] == "280905" && r.Headers["Retry-After"] == "1");
            taken.Should().NotBeEmpty();
            foreach (var reply in taken)
                (await host.Store.FindPaymentAsync(reply.Json.GetProperty("paymentId").GetString()!))!.Attempts.Should().ContainSingle();
            for (var i = 0; i < Requests; i++)
                (await host.Store.FindIdempotencyAsync("shop", $"pay:burst-{i}") is null).Should().Be((int)replies[i].Status >= 300, "a refusal stores nothing");
            (await host.PayAsync(Order.Body())).ShouldBe(201);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_host_that_is_told_to_stop_answers_who_waits_and_refuses_who_comes()
    {
        var host = new ApiHost();
        await host.InitializeAsync();
        try
        {
            (await host.PostAsync("/ops/v1/accounts/fast/drain", """{ "reason": "test" }""")).ShouldBe(200);
            var waiting = host.PayAsync(Order.Body(), key: "waits", prefer: "wait=60");
            while ((await host.Store.FindIdempotencyAsync("shop", "pay:waits")) is null) await Task.Yield();
            host.Service<IHostApplicationLifetime>().StopApplication();
            (await waiting)["state"].Should().Be("paying");
            var late = await host.PayAsync(Order.Body(), key: "late");
            late.ShouldBeProblem(503, "280902");
            late.Headers["Retry-After"].Should().Be("1");
            (await host.Store.FindIdempotencyAsync("shop", "pay:late")).Should().BeNull();
        }
        finally
        {
            await host.DisposeAsync();
        }
    }
}
