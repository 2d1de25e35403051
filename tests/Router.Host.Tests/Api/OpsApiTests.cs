using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Core.Health;
using Router.Host.Tests.Cli;

namespace Router.Host.Tests.Api;

public sealed class OpsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic b3BzOm9wcw==")]
    public async Task Without_the_key_nothing_is_shown(string? authorization)
    {
        foreach (var (method, path) in new[]
        {
            ("GET", "/ops/v1/channels"), ("GET", "/ops/v1/health"), ("GET", "/ops/v1/events"), ("GET", "/ops/v1/orders"), ("GET", "/ops/v1/orders/x"), ("GET", "/ops/v1/orders/x/replay"),
            ("POST", "/ops/v1/reload"), ("GET", "/ops/v1/alarms"), ("POST", "/ops/v1/alarms/x/ack"), ("POST", "/ops/v1/accounts/fast/drain"), ("PUT", "/ops/v1/accounts/fast/faults"),
            ("POST", "/ops/v1/store/backup"), ("POST", "/ops/v1/store/verify"), ("POST", "/ops/v1/store/archive"),
        })
        {
            using var request = new HttpRequestMessage(new(method), path);
            if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var response = await host.Client.SendAsync(request);
            (await ApiReply.ReadAsync(response)).ShouldBeProblem(401, "280101", "Authorization");
        }
    }

    [Fact]
    public async Task Channels_are_listed_with_their_accounts()
    {
        var channels = (await host.GetAsync("/ops/v1/channels")).ShouldBe(200).Json.GetProperty("channels");

        var simulator = channels.EnumerateArray().Should().ContainSingle().Subject;
        simulator.GetProperty("id").GetString().Should().Be("simulator");
        simulator.GetProperty("version").GetString().Should().NotBeNullOrEmpty();
        simulator.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("id").GetString()).Should().Equal("fast", "never");
        simulator.ToString().Should().NotContain("ledgerFolder");
    }

    [Fact]
    public async Task A_drained_account_gets_no_payment_until_it_is_undrained()
    {
        (await host.PostAsync("/ops/v1/accounts/fast/drain", """{ "reason": "test" }""")).ShouldBe(200);
        var drained = (await host.PostAsync("/v1/routes/preview", Order.Body())).Json;
        var health = (await host.GetAsync("/ops/v1/health")).Json;
        (await host.PostAsync("/ops/v1/accounts/fast/undrain")).ShouldBe(200);

        drained.GetProperty("candidates").EnumerateArray().Select(c => c.GetProperty("account").GetString()).Should().Equal("never");
        health.GetProperty("accounts").EnumerateArray().Single(a => a.GetProperty("account").GetString() == "fast")
            .GetProperty("blocked").GetString().Should().Be("drained: test");
        (await host.PostAsync("/v1/routes/preview", Order.Body())).Json.GetProperty("candidates").GetArrayLength().Should().Be(2);
        (await host.GetAsync("/ops/v1/events")).Json.GetProperty("events").EnumerateArray()
            .Should().Contain(e => e.GetProperty("kind").GetString() == "ordered" && e.GetProperty("reason").GetString() == "test");
    }

    [Fact]
    public async Task The_breakers_of_other_operations_are_shown_and_outlive_a_restart()
    {
        var health = host.Service<OperationHealth>();
        health.TryBegin("never", "bill")!.Complete(answered: true);
        for (var i = 0; i < 5; i++) health.TryBegin("never", "refund")!.Complete(answered: false);
        (await OperationAsync("bill")).GetProperty("breaker").GetString().Should().Be("closed");
        var refund = await OperationAsync("refund");
        (refund.GetProperty("breaker").GetString(), refund.GetProperty("failed").GetInt64(), refund.TryGetProperty("breakUntil", out var until)).Should().Be(("open", 5, true));

        await host.RestartAsync();
        refund = await OperationAsync("refund");
        (refund.GetProperty("breaker").GetString(), refund.GetProperty("breakUntil").GetDateTimeOffset()).Should().Be(("open", until.GetDateTimeOffset()));
    }

    [Fact]
    public async Task Trust_by_command_ends_a_quarantine()
    {
        var health = host.Service<HealthModel>();
        var version = (await host.GetAsync("/ops/v1/channels")).Json.GetProperty("channels")[0].GetProperty("version").GetString()!;
        health.Quarantine("simulator", version, "5 mistakes");
        health.Tick().FindAccount("never")!.Quarantined.Should().NotBeNull();
        var folder = Directory.CreateTempSubdirectory("router-trust-");
        try
        {
            string[] where = ["--url", host.Url, "--key", host.OpsKey];
            (await RouterRun.InAsync(folder.FullName, ["channels", "trust", "nobody", .. where])).Error.Should().Contain("280203");
            var trusted = await RouterRun.InAsync(folder.FullName, ["channels", "trust", "never", "--reason", "looked at it", .. where]);
            trusted.ExitCode.Should().Be(0, trusted.Error);
            health.Tick().FindAccount("never")!.Quarantined.Should().BeNull();
            health.Tick().FindAccount("fast")!.Quarantined.Should().NotBeNull("one account was trusted");
            (await host.GetAsync("/ops/v1/audit?account=never")).Json.GetProperty("entries")[0].GetProperty("reason").GetString().Should().Be("looked at it");
        }
        finally
        {
            (await host.PostAsync("/ops/v1/accounts/fast/trust")).ShouldBe(200);
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_disabled_account_is_enabled_again()
    {
        (await host.PostAsync("/ops/v1/accounts/never/disable")).ShouldBe(200);
        (await host.PostAsync("/v1/routes/preview", Order.Body())).Json.GetProperty("candidates").GetArrayLength().Should().Be(1);
        (await host.PostAsync("/ops/v1/accounts/never/enable")).ShouldBe(200);
        (await host.PostAsync("/v1/routes/preview", Order.Body())).Json.GetProperty("candidates").GetArrayLength().Should().Be(2);
    }

    [Fact]
    public async Task Health_is_overridden_and_given_back()
    {
        (await host.PostAsync("/ops/v1/accounts/never/override", """{ "health": 0.5, "seconds": 60, "reason": "slow" }""")).ShouldBe(200);
        var account = (await host.GetAsync("/ops/v1/health")).Json.GetProperty("accounts").EnumerateArray()
            .Single(a => a.GetProperty("account").GetString() == "never");
        account.GetProperty("overrideHealth").GetDouble().Should().Be(0.5);
        (await host.SendAsync(HttpMethod.Delete, "/ops/v1/accounts/never/override")).ShouldBe(200);
    }

    [Theory]
    [InlineData("drain", """{ "reson": "x" }""", 400, "280005", "reson")]
    [InlineData("override", """{ "health": 2, "seconds": 60 }""", 400, "280001", "health")]
    [InlineData("override", """{ "health": 0.5, "seconds": 0 }""", 400, "280001", "seconds")]
    [InlineData("override", """{ "health": "0.5" }""", 400, "280001", "health")]
    public async Task A_wrong_order_is_refused(string order, string body, int status, string code, string field) =>
        (await host.PostAsync($"/ops/v1/accounts/fast/{order}", body)).ShouldBeProblem(status, code, field);

    [Theory]
    [InlineData("POST", "drain", null)]
    [InlineData("POST", "enable", null)]
    [InlineData("DELETE", "override", null)]
    [InlineData("DELETE", "faults", null)]
    [InlineData("PUT", "faults", "{}")]
    public async Task An_unknown_account_is_named(string method, string order, string? body) =>
        (await host.SendAsync(new(method), $"/ops/v1/accounts/nobody/{order}", body)).ShouldBeProblem(404, "280203");

    [Fact]
    public async Task Faults_are_set_and_taken_back()
    {
        (await host.SendAsync(HttpMethod.Put, "/ops/v1/accounts/never/faults", """{ "refuseConnection": true }""")).ShouldBe(200);
        var refused = await host.PayAsync(Order.Body(("allowedAccounts", new JsonArray("never"))));
        (await host.SendAsync(HttpMethod.Delete, "/ops/v1/accounts/never/faults")).ShouldBe(200);
        var taken = await host.PayAsync(Order.Body(("allowedAccounts", new JsonArray("never"))));

        refused["state"].Should().Be("failed");
        taken["state"].Should().Be("paying");
    }

    [Theory]
    [InlineData("""{ "noSuchFault": true }""", "280001")]
    [InlineData("[]", "280003")]
    [InlineData("{", "280003")]
    [InlineData("""{ "slow": "\ud800" }""", "280003")]
    public async Task Wrong_faults_are_refused(string body, string code)
    {
        var reply = (await host.SendAsync(HttpMethod.Put, "/ops/v1/accounts/never/faults", body)).ShouldBe(400);
        reply["code"].Should().Be(code);
    }

    [Fact]
    public async Task A_reload_tells_what_is_wrong() =>
        (await host.PostAsync("/ops/v1/reload")).ShouldBe(200).Json.GetProperty("problems").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Array);

    [Fact]
    public async Task A_plan_is_made_again_and_one_that_is_not_there_is_not_found()
    {
        var made = await host.PayAsync(Order.Body());
        var replay = (await host.GetAsync($"/ops/v1/orders/{made["paymentId"]}/replay")).ShouldBe(200);
        replay["outcome"].Should().Be("identical");
        replay.Json.GetProperty("plan").GetProperty("candidates").GetArrayLength().Should().Be(2);
        (await host.GetAsync("/ops/v1/orders/pay_none/replay")).ShouldBeProblem(404, "280201");
    }

    [Fact]
    public async Task A_whole_order_is_shown_without_the_buyers_code()
    {
        var made = await host.PayAsync(
            Order.Body(("allowedAccounts", new JsonArray("fast")), ("methods", new JsonArray("sim.barcode")), ("authCode", "134567890123456789")));

        var order = (await host.GetAsync($"/ops/v1/orders/{made["paymentId"]}")).ShouldBe(200);

        order.Json.GetProperty("payment").GetProperty("paymentId").GetString().Should().Be(made["paymentId"]);
        order.Json.GetProperty("plan").GetProperty("candidates").GetArrayLength().Should().Be(1);
        order.Json.GetProperty("outbox").GetArrayLength().Should().BeGreaterThan(0);
        order.Json.GetProperty("exchanges").GetArrayLength().Should().BeGreaterThan(0);
        order.Text.Should().NotContain("134567890123456789");
    }

    [Fact]
    public async Task Orders_are_listed_by_state_and_page()
    {
        for (var i = 0; i < 3; i++) await host.PayAsync(Order.Body(("merchant", "lister"), ("allowedAccounts", new JsonArray("never"))));

        var first = (await host.GetAsync("/ops/v1/orders?merchant=lister&state=paying&limit=2")).ShouldBe(200);
        var second = (await host.GetAsync($"/ops/v1/orders?merchant=lister&limit=2&before={first["before"]}")).ShouldBe(200);

        first.Json.GetProperty("orders").GetArrayLength().Should().Be(2);
        second.Json.GetProperty("orders").GetArrayLength().Should().Be(1);
        second["before"].Should().BeNull();
    }

    [Theory]
    [InlineData("state=odd", "state")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("openCase=odd", "openCase")]
    public async Task A_wrong_filter_is_named(string query, string field) =>
        (await host.GetAsync("/ops/v1/orders?" + query)).ShouldBeProblem(400, "280001", field);

    [Fact]
    public async Task An_order_that_is_not_there_is_not_found() => (await host.GetAsync("/ops/v1/orders/pay_none")).ShouldBeProblem(404, "280201");

    private async Task<JsonElement> OperationAsync(string name) => (await host.GetAsync("/ops/v1/health")).ShouldBe(200).Json.GetProperty("operations").EnumerateArray()
        .Single(o => o.GetProperty("accountId").GetString() == "never" && o.GetProperty("operation").GetString() == name);
}
