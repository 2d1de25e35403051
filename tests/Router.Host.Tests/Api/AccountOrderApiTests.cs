using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Hosting.Operations;

namespace Router.Host.Tests.Api;

/// <summary>Orders of operators by HTTP, and what the audit says of them.</summary>
public sealed class AccountOrderApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Soon = "2999-01-01T00:00:00Z";

    [Fact]
    public async Task Two_orders_at_once_are_told_in_their_precedence()
    {
        (await host.PostAsync("/ops/v1/accounts/never/override", """{ "health": 0.5, "seconds": 600, "reason": "slow" }""")).ShouldBe(200)["after"].Should().StartWith("override 0.5 until ");
        var disabled = (await host.PostAsync("/ops/v1/accounts/never/disable", """{ "seconds": 600, "reason": "fraud" }""")).ShouldBe(200);
        disabled["before"].Should().StartWith("override 0.5 until ");
        disabled["after"].Should().StartWith("disabled until ").And.Contain(": fraud; beneath it override 0.5 until ");
        var account = await AccountAsync("never");
        account.GetProperty("inForce").GetArrayLength().Should().Be(2);
        account.GetProperty("blocked").GetString().Should().StartWith("disabled until ");
        account.GetProperty("state").GetString().Should().Be("active");

        (await host.PostAsync("/ops/v1/accounts/never/enable")).ShouldBe(200)["after"].Should().StartWith("override 0.5");
        (await host.PostAsync("/ops/v1/accounts/never/enable")).ShouldBe(200).Json.GetProperty("changed").GetBoolean().Should().BeFalse();
        (await host.SendAsync(HttpMethod.Delete, "/ops/v1/accounts/never/override?reason=fast%20again")).ShouldBe(200)["after"].Should().Be("in use");

        var entries = await AuditAsync("never");
        entries.Select(e => e.GetProperty("act").GetString()).Take(4).Should().Equal(["clearOverride", "enable", "disable", "override"], "the second enable changed nothing");
        entries[0].GetProperty("reason").GetString().Should().Be("fast again");
        entries[0].GetProperty("by").GetString().Should().Be("shared");
        entries[2].GetProperty("before").GetString().Should().StartWith("override 0.5");
        entries[2].GetProperty("after").GetString().Should().StartWith("disabled until ");
    }

    [Fact]
    public async Task Maintenance_is_planned_listed_and_cancelled()
    {
        var from = DateTimeOffset.UtcNow.AddHours(1);
        string Body(DateTimeOffset begin) => $$"""{ "from": "{{begin:O}}", "to": "{{begin.AddHours(2):O}}", "reason": "upgrade" }""";
        (await host.PostAsync("/ops/v1/accounts/fast/maintenance", Body(from))).ShouldBe(200)["after"].Should().Contain("maintenance planned from ");
        (await host.PostAsync("/ops/v1/accounts/fast/maintenance", Body(from))).ShouldBe(200).Json.GetProperty("changed").GetBoolean().Should().BeFalse();
        (await host.PostAsync("/ops/v1/accounts/fast/maintenance", Body(from.AddDays(1)))).ShouldBe(200);
        (await AccountAsync("fast")).GetProperty("maintenance").GetArrayLength().Should().Be(2);
        (await host.SendAsync(HttpMethod.Delete, "/ops/v1/accounts/fast/maintenance?from=" + Uri.EscapeDataString($"{from:O}"))).ShouldBe(200);
        (await AccountAsync("fast")).GetProperty("maintenance").GetArrayLength().Should().Be(1);

        for (var i = 2; i <= AccountOrders.MaxWindows; i++) (await host.PostAsync("/ops/v1/accounts/fast/maintenance", Body(from.AddDays(i)))).ShouldBe(200);
        (await host.PostAsync("/ops/v1/accounts/fast/maintenance", Body(from.AddDays(99)))).ShouldBeProblem(400, "280001", "from");
        (await host.SendAsync(HttpMethod.Delete, "/ops/v1/accounts/fast/maintenance")).ShouldBe(200)["after"].Should().Be("in use");
    }

    [Theory]
    [InlineData("override", """{ "health": 0.5, "seconds": 60 }""", "reason")]
    [InlineData("override", """{ "health": 0.5, "seconds": 60, "reason": " " }""", "reason")]
    [InlineData("override", """{ "health": 0.5, "reason": "x" }""", "seconds")]
    [InlineData("override", """{ "health": 0.5, "seconds": 604801, "reason": "x" }""", "seconds")]
    [InlineData("override", $$"""{ "health": 0.5, "until": "{{Soon}}", "reason": "x" }""", "until")]
    [InlineData("override", """{ "health": 0.001, "seconds": 60, "reason": "x" }""", "health")]
    [InlineData("disable", """{ "until": "2020-01-01T00:00:00Z" }""", "until")]
    [InlineData("disable", $$"""{ "until": "{{Soon}}" }""", "until")]
    [InlineData("disable", """{ "until": "tomorrow" }""", "until")]
    [InlineData("disable", $$"""{ "until": "{{Soon}}", "seconds": 5 }""", "until")]
    [InlineData("disable", """{ "seconds": 0 }""", "seconds")]
    [InlineData("maintenance", """{ "to": "2020-01-01T00:00:00Z", "reason": "x" }""", "from")]
    [InlineData("maintenance", """{ "from": "2020-01-01T00:00:00Z", "to": "2020-01-02T00:00:00Z", "reason": "x" }""", "to")]
    [InlineData("maintenance", """{ "from": "2020-01-02T00:00:00Z", "to": "2020-01-01T00:00:00Z", "reason": "x" }""", "to")]
    public async Task What_is_wrong_with_an_order_is_named(string order, string body, string field)
    {
        var reply = await host.PostAsync($"/ops/v1/accounts/fast/{order}", body);
        reply.ShouldBeProblem(400, "280001", field);
        reply["message"].Should().NotContain("must be an object");
    }

    [Theory]
    [InlineData("POST", "/ops/v1/accounts/nobody/disable")]
    [InlineData("DELETE", "/ops/v1/accounts/nobody/maintenance")]
    public async Task An_order_to_nobody_is_refused_and_not_written_down(string method, string path)
    {
        (await host.SendAsync(new(method), path)).ShouldBeProblem(404, "280203");
        (await AuditAsync("nobody")).Should().BeEmpty();
    }

    [Fact]
    public async Task Other_changes_stand_in_the_audit_too_and_looking_does_not()
    {
        var before = (await AuditAsync(null)).Select(e => e.GetProperty("number").GetInt64()).FirstOrDefault();
        (await host.SendAsync(HttpMethod.Put, "/ops/v1/accounts/never/faults", """{ "refuseConnection": true }""")).ShouldBe(200);
        (await host.SendAsync(HttpMethod.Delete, "/ops/v1/accounts/never/faults")).ShouldBe(200);
        (await host.PostAsync("/ops/v1/reload")).ShouldBe(200);
        (await host.PostAsync("/ops/v1/store/verify")).ShouldBe(200);
        (await host.PostAsync("/ops/v1/accounts/fast/drain", """{ "reason": 7 }""")).ShouldBe(400);
        await host.GetAsync("/ops/v1/health");
        var entries = await AuditAsync(null);
        entries.Take(3).Select(e => e.GetProperty("act").GetString()).Should().Equal("reload", "clearFaults", "setFaults");
        entries[2].GetProperty("after").GetString().Should().Contain("refuseConnection");
        entries[0].GetProperty("number").GetInt64().Should().Be(before + 3, "looking and refused requests leave no entry");
    }

    [Fact]
    public async Task The_audit_is_bounded_and_paged_and_read_back()
    {
        var store = host.Store;
        var log = host.Service<AuditLog>();
        for (var i = 0; i < AuditLog.MinKept + 150; i++) log.Add(new AuditEntry { By = "test", Act = $"act {i}", Account = "paged" });
        await log.WriteAsync(new AuditEntry { By = "test", Act = "last", Account = "paged" });
        var kept = log.List(null, int.MaxValue, null);
        kept.Count.Should().BeInRange(AuditLog.MinKept, AuditLog.MinKept + AuditLog.PageSize);
        kept[0].Act.Should().Be("last");
        kept.Select(e => e.Number).Should().BeInDescendingOrder();

        var first = (await host.GetAsync("/ops/v1/audit?limit=2&account=paged")).ShouldBe(200);
        var second = (await host.GetAsync($"/ops/v1/audit?limit=2&account=paged&before={first.Json.GetProperty("before").GetInt64()}")).ShouldBe(200);
        second.Json.GetProperty("entries")[0].GetProperty("number").GetInt64().Should().Be(first.Json.GetProperty("entries")[1].GetProperty("number").GetInt64() - 1);
        (await host.GetAsync("/ops/v1/audit?limit=501")).ShouldBeProblem(400, "280001", "limit");
        (await host.GetAsync("/ops/v1/audit?before=x")).ShouldBeProblem(400, "280001", "before");

        using var again = new AuditLog(store, TimeProvider.System, NullLogger<AuditLog>.Instance);
        await again.LoadAsync();
        again.List(null, int.MaxValue, null).Should().Equal(kept);
        await again.WriteAsync(new AuditEntry { By = "test", Act = "next" });
        again.List(null, 1, null)[0].Number.Should().Be(kept[0].Number + 1);
    }

    private async Task<JsonElement> AccountAsync(string id) => (await host.GetAsync("/ops/v1/health")).Json.GetProperty("accounts").EnumerateArray()
        .Single(a => a.GetProperty("account").GetString() == id);

    private async Task<List<JsonElement>> AuditAsync(string? account) =>
        [.. (await host.GetAsync("/ops/v1/audit?limit=500" + (account is null ? "" : "&account=" + account))).ShouldBe(200).Json.GetProperty("entries").EnumerateArray()];
}
