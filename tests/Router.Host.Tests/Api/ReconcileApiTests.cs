using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Router.Core.Bills;
using Router.Core.Payments;

namespace Router.Host.Tests.Api;

public sealed class ReconcileApiTests(NoonHost host) : IClassFixture<NoonHost>
{
    internal const string Path = "/ops/v1/bills/reconcile";

    [Fact]
    public async Task A_bill_is_compared_and_a_spoiled_one_differs()
    {
        var paid = await host.PayAsync(Barcode("bill-1"), prefer: "wait=20");
        paid.ShouldBe(201)["state"].Should().Be("succeeded");
        var day = host.Today;

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

    [Fact]
    public async Task Looking_leaves_no_entry_in_the_audit_and_applying_leaves_one()
    {
        var before = (await AuditAsync(host)).Count;
        (await ReconcileAsync()).ShouldBe(200);
        (await AuditAsync(host)).Should().HaveCount(before);
        (await ReconcileAsync(apply: true)).ShouldBe(200);
        var entries = await AuditAsync(host);
        entries.Should().HaveCount(before + 1);
        entries[0].GetProperty("act").GetString().Should().Be("reconcile");
        entries[0].GetProperty("after").GetString().Should().Be($"fast {host.Today} to {host.Today}: 0 applied");
    }

    [Fact]
    public async Task An_apply_that_breaks_off_half_way_stands_in_the_audit_as_such_and_a_look_does_not()
    {
        var broken = new ApiHost { Change = services => services.AddSingleton<IReconciliation>(new HalfWay()) };
        await broken.InitializeAsync();
        try
        {
            (await broken.PostAsync(Path, """{"account":"fast","date":"2026-03-10"}""")).ShouldBe(503);
            (await AuditAsync(broken)).Should().BeEmpty();
            (await broken.PostAsync(Path, """{"account":"fast","date":"2026-03-10","apply":true}""")).ShouldBe(503)["code"].Should().Be("280901");
            (await AuditAsync(broken)).Should().ContainSingle().Which.GetProperty("after").GetString().Should().Be("fast 2026-03-10 to 2026-03-10: 1 applied, then it broke off");
        }
        finally
        {
            await broken.DisposeAsync();
        }
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

    internal static string Barcode(string number) =>
        $$"""{"merchant":"shop","merchantOrderNo":"{{number}}","amount":1000,"currency":"CNY","description":"Tea","method":"sim.barcode","authCode":"134567890123456789"}""";

    private Task<ApiReply> ReconcileAsync(bool apply = false) =>
        host.PostAsync(Path, $$"""{"account":"fast","date":"{{host.Today}}","apply":{{(apply ? "true" : "false")}}}""");

    private static async Task<List<JsonElement>> AuditAsync(ApiHost of) =>
        [.. (await of.GetAsync("/ops/v1/audit?limit=500")).ShouldBe(200).Json.GetProperty("entries").EnumerateArray()];

    /// The store fails after one change was made.
    private sealed class HalfWay : IReconciliation
    {
        public Task<ReconcileAnswer> RunAsync(ReconcileCommand command)
        {
            var done = new BillDifference(DifferenceKind.CapturedThere, command.From, "t1", null, null, "", Done: command.AppliedBy is null ? null : "the order is Succeeded");
            return Task.FromResult(new ReconcileAnswer(
                new()
                {
                    AccountId = command.AccountId,
                    ChannelId = "simulator",
                    From = command.From,
                    To = command.To,
                    Days = [],
                    Totals = [],
                    Matched = 0,
                    DifferenceCount = 1,
                    Differences = [done],
                    Waiting = 0,
                    OtherFeeCount = 0,
                    OtherFees = [],
                    Absences = [],
                },
                RouterError.StoreUnavailable("the disk is full")));
        }
    }
}
