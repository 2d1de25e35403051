using System.Text.Json.Nodes;
using Router.Core.Store;

namespace Router.Host.Tests.Api;

/// <summary>Backup, check and archive of a store that payments are being written to.</summary>
public sealed class StoreApiTests(ApiHost host) : IClassFixture<ApiHost>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("router-upkeep-");

    private static string Now => DateTimeOffset.UtcNow.ToString("O");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_store_with_payments_and_refunds_is_sound_and_so_is_its_copy()
    {
        for (var i = 0; i < 5; i++)
        {
            var paid = (await host.PayAsync(Order.Body(), prefer: "wait=10")).ShouldBe(201);
            paid["state"].Should().Be("succeeded");
            (await host.PostAsync($"/v1/payments/{paid["paymentId"]}/refunds", $$"""{ "merchantRefundNo": "{{paid["paymentId"]}}-r", "amount": {{100 * (i + 1)}} }""", $"r-{paid["paymentId"]}"))
                .Status.Should().BeOneOf(System.Net.HttpStatusCode.Created, System.Net.HttpStatusCode.Accepted);
        }

        await host.PayAsync(Order.Body(("allowedAccounts", new JsonArray("never"))));
        await host.PayAsync(Order.Body(("facts", new JsonObject { ["region"] = "KP" })));
        (await host.PostAsync("/ops/v1/store/verify")).ShouldBe(200).Json.GetProperty("findings").GetArrayLength().Should().Be(0);
        var copy = (await BackupAsync("copy.db")).ShouldBe(200);
        copy.Json.GetProperty("bytes").GetInt64().Should().Be(new FileInfo(At("copy.db")).Length);
        Storage.Sqlite.SqliteStoreFile.Verify(At("copy.db")).Should().BeEmpty();
        (await BackupAsync("copy.db")).ShouldBeProblem(409, "280904")["detail"].Should().StartWith("RTR4020");
        (await host.PostAsync("/ops/v1/store/backup", "{}")).ShouldBeProblem(400, "280001", "file");
    }

    [Fact]
    public async Task What_can_be_refunded_stays_and_a_repeat_of_what_was_archived_makes_no_payment()
    {
        var paid = (await host.PayAsync(Order.Body(), prefer: "wait=10")).ShouldBe(201);
        var refused = Order.Body(("facts", new JsonObject { ["region"] = "KP" }));
        var failed = (await host.PayAsync(refused, "archived-key")).ShouldBe(201);
        failed["state"].Should().Be("failed");

        var report = (await ArchiveAsync("old.jsonl", Now)).ShouldBe(200);
        report.Json.GetProperty("archived").GetInt64().Should().BeGreaterThanOrEqualTo(1);
        (await File.ReadAllTextAsync(At("old.jsonl"))).Should().Contain(failed["paymentId"]).And.NotContain(paid["paymentId"]);
        (await host.GetAsync($"/v1/payments/{paid["paymentId"]}")).ShouldBe(200)["state"].Should().Be("succeeded");
        (await host.GetAsync($"/v1/payments/{failed["paymentId"]}")).ShouldBeProblem(404, "280201");

        var orders = await host.CountOrdersAsync();
        (await host.PayAsync(refused, "archived-key")).ShouldBeProblem(410, "280204")["detail"].Should().Contain(failed["paymentId"]);
        (await host.CountOrdersAsync()).Should().Be(orders);
        (await host.PostAsync("/ops/v1/store/verify")).ShouldBe(200).Json.GetProperty("findings").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task The_number_of_an_archived_paid_order_is_refused()
    {
        var number = "n-" + Guid.NewGuid().ToString("N");
        var paid = (await host.PayAsync(Order.Body(("merchantOrderNo", number)), prefer: "wait=10")).ShouldBe(201);
        paid["state"].Should().Be("succeeded");

        // As if its refund window were over.
        await ((IStoreUpkeep)host.Store).ArchiveAsync(new(At("paid.jsonl"), DateTimeOffset.UtcNow, order => order.Id == paid["paymentId"]));
        (await host.GetAsync($"/v1/payments/{paid["paymentId"]}")).ShouldBeProblem(404, "280201");
        (await host.PayAsync(Order.Body(("merchantOrderNo", number)))).ShouldBeProblem(409, "280302", "merchantOrderNo")["detail"].Should().Contain("archived");
        (await host.PayAsync(Order.Body(("merchantOrderNo", number), ("facts", new JsonObject { ["region"] = "KP" })))).ShouldBeProblem(409, "280302", "merchantOrderNo");
    }

    [Fact]
    public async Task A_time_that_is_not_past_is_refused()
    {
        (await ArchiveAsync("never.jsonl", "2999-01-01T00:00:00Z")).ShouldBeProblem(400, "280001", "before");
        (await host.PostAsync("/ops/v1/store/archive", $$"""{ "file": "{{At("never.jsonl")}}" }""")).ShouldBeProblem(400, "280001", "before");
        (await host.PostAsync("/ops/v1/store/archive", $$"""{ "file": "{{At("never.jsonl")}}", "before": "2020-01-01T00:00:00Z", "forgetKeysBefore": "2021-01-01T00:00:00Z" }"""))
            .ShouldBeProblem(400, "280001", "forgetKeysBefore");
        File.Exists(At("never.jsonl")).Should().BeFalse();
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private Task<ApiReply> BackupAsync(string name) => host.PostAsync("/ops/v1/store/backup", $$"""{ "file": "{{At(name)}}" }""");

    private Task<ApiReply> ArchiveAsync(string name, string before) =>
        host.PostAsync("/ops/v1/store/archive", $$"""{ "file": "{{At(name)}}", "before": "{{before}}" }""");
}
