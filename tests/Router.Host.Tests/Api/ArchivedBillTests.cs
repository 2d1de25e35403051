using Router.Core.Store;

namespace Router.Host.Tests.Api;

/// <summary>Bills that name what has left the store.</summary>
public sealed class ArchivedBillTests : IAsyncLifetime
{
    private readonly NoonHost _host = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("router-archives-");

    public Task InitializeAsync() => _host.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_archived_payment_is_matched_and_what_differs_is_named_archived()
    {
        var paid = (await _host.PayAsync(ReconcileApiTests.Barcode("bill-2"), prefer: "wait=20")).ShouldBe(201);
        var refund = (await _host.PostAsync($"/v1/payments/{paid["paymentId"]}/refunds", """{"merchantRefundNo":"bill-2-r","amount":300}""", "bill-2-r")).Json;
        refund.GetProperty("state").GetString().Should().Be("succeeded");
        var whole = await KindsAsync();
        var file = Path.Combine(_folder.FullName, "old.jsonl");
        (await ((IStoreUpkeep)_host.Store).ArchiveAsync(new(file, DateTimeOffset.MaxValue, order => order.Id == paid["paymentId"]))).Archived.Should().Be(1);

        (await KindsAsync()).Should().BeEquivalentTo([.. whole, "unknownNumber", "refundedThere"]);
        (await KindsAsync(file)).Should().BeEquivalentTo(whole, "it stands in the archive as it stands on the bill");
        (await _host.SendAsync(HttpMethod.Put, "/ops/v1/accounts/fast/faults", """{"billAltered":true}""")).ShouldBe(200);
        var report = (await ReconcileAsync(file, apply: true)).ShouldBe(200);
        await _host.SendAsync(HttpMethod.Delete, "/ops/v1/accounts/fast/faults");
        var archived = report.Json.GetProperty("differences").EnumerateArray().Where(d => d.TryGetProperty("archived", out var flag) && flag.GetBoolean()).ToList();
        archived.Should().Contain(d => d.GetProperty("paymentId").GetString() == paid["paymentId"]);
        archived.Should().OnlyContain(d => d.GetProperty("advice").GetString()!.Contains("archived"));
        archived.Where(d => d.TryGetProperty("done", out var done)).Should().BeEmpty("nothing changes what is archived");
        (await ReconcileAsync(file + ".gone")).ShouldBeProblem(409, "280904")["detail"].Should().StartWith("RTR4025");
        (await ReconcileAsync("relative.jsonl")).ShouldBeProblem(409, "280904")["detail"].Should().StartWith("RTR4023");
        await File.WriteAllTextAsync(file + ".bad", "{ \"account\": \"fast\" }\n");
        (await ReconcileAsync(file + ".bad")).ShouldBeProblem(409, "280904")["detail"].Should().StartWith("RTR4025");
        (await _host.PostAsync(ReconcileApiTests.Path, $$"""{"account":"fast","date":"{{_host.Today}}","archives":[{{string.Join(",", Enumerable.Repeat("\"/x\"", 9))}}]}""")).ShouldBeProblem(400, "280001", "archives");
    }

    private Task<ApiReply> ReconcileAsync(string? archive = null, bool apply = false) => _host.PostAsync(
        ReconcileApiTests.Path, $$"""{"account":"fast","date":"{{_host.Today}}","apply":{{(apply ? "true" : "false")}},"archives":[{{(archive is null ? "" : $"\"{archive}\"")}}]}""");

    private async Task<List<string?>> KindsAsync(string? archive = null) =>
        [.. (await ReconcileAsync(archive)).ShouldBe(200).Json.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("kind").GetString())];
}
