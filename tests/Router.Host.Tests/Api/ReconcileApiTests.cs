using System.Globalization;
using System.Net;

namespace Router.Host.Tests.Api;

public sealed class ReconcileApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Path = "/ops/v1/bills/reconcile";

    [Fact]
    public async Task A_bill_is_compared_and_a_spoiled_one_differs()
    {
        var paid = await host.PayAsync("""{"merchant":"shop","merchantOrderNo":"bill-1","amount":1000,"currency":"CNY","description":"Tea","method":"sim.barcode","authCode":"134567890123456789"}""", prefer: "wait=20");
        paid.ShouldBe(201)["state"].Should().Be("succeeded");
        var day = DateTime.UtcNow.AddSeconds(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var report = (await host.PostAsync(Path, $$"""{"account":"fast","date":"{{day}}"}""")).ShouldBe(200);
        report["differenceCount"].Should().Be("0");
        report["matched"].Should().Be("1");
        report.Json.GetProperty("days")[0].GetProperty("state").GetString().Should().Be("unfinished");
        report.Json.GetProperty("clean").GetBoolean().Should().BeFalse("the day is not over");

        (await host.SendAsync(HttpMethod.Put, "/ops/v1/accounts/fast/faults", """{"billAltered":true,"billExtra":true}""")).ShouldBe(200);
        report = (await host.PostAsync(Path, $$"""{"account":"fast","date":"{{day}}","to":"{{day}}","apply":true}""")).ShouldBe(200);
        await host.SendAsync(HttpMethod.Delete, "/ops/v1/accounts/fast/faults");
        report.Json.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("kind").GetString()).Should().BeEquivalentTo("amount", "unknownNumber");
        (await host.GetAsync("/v1/payments/" + paid["paymentId"])).ShouldBe(200)["state"].Should().Be("succeeded");
    }

    [Theory]
    [InlineData("""{"date":"2026-03-10"}""", 400, "account")]
    [InlineData("""{"account":"fast"}""", 400, "date")]
    [InlineData("""{"account":"fast","date":"10.3.2026"}""", 400, "date")]
    [InlineData("""{"account":"fast","date":"2026-03-10","to":"2026-03-09"}""", 400, "to")]
    [InlineData("""{"account":"fast","date":"2026-03-10","apply":"yes"}""", 400, "apply")]
    [InlineData("""{"account":"nobody","date":"2026-03-10"}""", 404, null)]
    public async Task What_cannot_be_compared_names_what_is_wrong(string body, int status, string? field)
    {
        var reply = (await host.PostAsync(Path, body)).ShouldBe(status);
        if (field is not null) reply["field"].Should().Be(field);
    }

    [Fact]
    public async Task Without_an_operators_key_nothing_is_compared()
    {
        using var content = new StringContent("""{"account":"fast","date":"2026-03-10"}""", System.Text.Encoding.UTF8, "application/json");
        (await host.Client.PostAsync(Path, content)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }
}
