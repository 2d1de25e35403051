using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;

namespace Router.Host.Tests.Cli;

/// <summary>kill -9 in mid-flight: what was acknowledged is there after the next start, and what was unknown is found out.</summary>
public sealed class KillTests : IDisposable
{
    private const int Payments = 60;
    private static readonly string[] s_final = ["succeeded", "failed", "closed"];
    private static readonly string[] s_short = ["--set", "Engine:Budget=00:00:02", "--set", "Engine:LeaseTime=00:00:05", "--set", "Engine:SendWithin=00:00:01"];
    private readonly RouterFolder _folder = new("""{ "timeoutAfter": { "share": 0.2, "operations": ["pay"] }, "slow": { "share": 0.5, "ms": 300, "operations": ["pay"] } }""");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_order_is_there_and_every_order_ends()
    {
        var acknowledged = new ConcurrentBag<string>();
        await using (var router = await RunningRouter.StartAsync(_folder, s_short))
        {
            using var http = new HttpClient { BaseAddress = new Uri(router.Url) };
            var all = Task.WhenAll(Enumerable.Range(0, Payments).Select(n => PayAsync(http, n, acknowledged)));
            while (acknowledged.Count < 15) await Task.Delay(5);
            await router.KillAsync();
            await all;
        }

        acknowledged.Count.Should().BeLessThan(Payments, "the kill has to come in mid-flight");
        await using var second = await RunningRouter.StartAsync(_folder, s_short);
        var orders = await EndedAsync(second);
        orders.Select(o => o["paymentId"]!.ToString()).Should().Contain(acknowledged);
        orders.Should().OnlyContain(o => s_final.Contains(o["state"]!.ToString()), second.Output);
        (await second.RunAsync("store", "verify")).ExitCode.Should().Be(0);
        var captures = File.ReadLines(_folder.At("ledgers/fast.ledger.jsonl")).Select(l => JsonNode.Parse(l)!)
            .Where(l => l["kind"]!.ToString() == "capture").Select(l => l["attempt"]!.ToString()).ToList();
        captures.Should().OnlyHaveUniqueItems();
        captures.Should().BeEquivalentTo(orders.Where(o => o["state"]!.ToString() == "succeeded").Select(o => o["attempt"]!.ToString()));
    }

    private static async Task PayAsync(HttpClient http, int number, ConcurrentBag<string> acknowledged)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/payments");
        request.Headers.Add("Idempotency-Key", $"kill-{number}");
        request.Content = new StringContent(
            $$"""{"merchant":"m","merchantOrderNo":"K{{number}}","amount":100,"currency":"CNY","description":"d","method":"sim.qr","allowedAccounts":["fast"]}""",
            Encoding.UTF8, "application/json");
        try
        {
            using var answer = await http.SendAsync(request);
            if (answer.IsSuccessStatusCode) acknowledged.Add(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["paymentId"]!.ToString());
        }
        catch (HttpRequestException)
        {
            // Killed before it answered: nothing was acknowledged.
        }
    }

    private static async Task<List<JsonNode>> EndedAsync(RunningRouter router)
    {
        var giveUp = DateTime.UtcNow.AddSeconds(40);
        while (true)
        {
            var orders = (await router.JsonAsync("orders", "list", "--limit", "500"))["orders"]!.AsArray().OfType<JsonNode>().ToList();
            if (DateTime.UtcNow > giveUp || orders.TrueForAll(o => s_final.Contains(o["state"]!.ToString()))) return orders;
            await Task.Delay(500);
        }
    }
}
