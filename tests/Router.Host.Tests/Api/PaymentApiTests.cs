using System.Text.Json.Nodes;

namespace Router.Host.Tests.Api;

public sealed class PaymentApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static (string, JsonNode?) At(string account) => ("allowedAccounts", new JsonArray(account));

    [Fact]
    public async Task Of_a_card_number_among_the_facts_only_the_BIN_is_kept()
    {
        var made = (await host.PayAsync(Order.Body(At("fast"), ("facts", new JsonObject { ["cardBin"] = " 6222021234567890123" })), prefer: "wait=10")).ShouldBe(201);

        var order = (await host.GetAsync($"/ops/v1/orders/{made["paymentId"]}")).ShouldBe(200).Text;
        var recorded = (await host.GetAsync("/ops/v1/orders/recorded?limit=500")).ShouldBe(200).Text;
        foreach (var text in new[] { order, recorded }) text.Should().Contain("62220212").And.NotContain("622202123");
    }

    [Fact]
    public async Task A_payment_is_made_and_becomes_succeeded()
    {
        var made = (await host.PayAsync(Order.Body(At("fast")), prefer: "wait=10")).ShouldBe(201);

        made["code"].Should().Be("000000");
        made["state"].Should().Be("succeeded");
        made["account"].Should().Be("fast");
        made["method"].Should().Be("sim.qr");
        made["channelTransactionId"].Should().NotBeNullOrEmpty();
        made["paidAt"].Should().NotBeNullOrEmpty();
        made.Json.GetProperty("amount").GetInt64().Should().Be(1000);
        made.Json.GetProperty("replayed").GetBoolean().Should().BeFalse();
        made.Json.GetProperty("attempts").GetArrayLength().Should().Be(1);
        var again = await host.GetAsync(made.Headers["Location"]);
        again.ShouldBe(200)["paymentId"].Should().Be(made["paymentId"]);
    }

    [Fact]
    public async Task A_payable_payment_carries_its_action_and_its_end()
    {
        var made = (await host.PayAsync(Order.Body(At("never"), ("expiresIn", 600)))).ShouldBe(201);

        made["state"].Should().Be("paying");
        made.Json.GetProperty("action").GetProperty("kind").GetString().Should().Be("qrCode");
        made.Json.GetProperty("action").GetProperty("content").GetString().Should().NotBeNullOrEmpty();
        made.Json.GetProperty("payableUntil").GetDateTimeOffset().Should().BeCloseTo(DateTimeOffset.UtcNow.AddMinutes(10), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_same_key_and_body_is_the_same_payment_replayed()
    {
        var body = Order.Body(At("never"));
        var first = (await host.PayAsync(body, "again-1")).ShouldBe(201);

        var second = (await host.PayAsync(body, "again-1")).ShouldBe(200);

        second["paymentId"].Should().Be(first["paymentId"]);
        second.Json.GetProperty("replayed").GetBoolean().Should().BeTrue();
        second.Headers["Idempotent-Replayed"].Should().Be("true");
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await host.PayAsync(Order.Body(At("never")), "again-2");

        (await host.PayAsync(Order.Body(At("never")), "again-2")).ShouldBeProblem(422, "280301", "Idempotency-Key");
    }

    [Fact]
    public async Task The_same_order_twice_at_once_is_one_payment()
    {
        var body = Order.Body(At("never"));

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => host.PayAsync(body, $"race-{i}")));

        var winner = replies.Should().ContainSingle(r => (int)r.Status == 201).Subject;
        foreach (var loser in replies.Where(r => r != winner))
        {
            loser.ShouldBeProblem(409, "280302", "merchantOrderNo");
            loser["paymentId"].Should().Be(winner["paymentId"]);
            loser["state"].Should().NotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task The_same_key_many_times_at_once_is_one_payment()
    {
        var body = Order.Body(At("fast"));

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.PayAsync(body, "race-key")));

        replies.Select(r => r["paymentId"]).Distinct().Should().ContainSingle();
        replies.Should().ContainSingle(r => r["replayed"] == "False");
    }

    [Fact]
    public async Task A_payment_is_found_by_the_merchants_number()
    {
        var made = await host.PayAsync(Order.Body(At("never")));

        var found = await host.GetAsync($"/v1/payments?merchant=shop&merchantOrderNo={made["merchantOrderNo"]}");

        found.ShouldBe(200)["paymentId"].Should().Be(made["paymentId"]);
    }

    [Fact]
    public async Task Asking_the_channel_brings_the_state_up_to_date()
    {
        var made = await host.PayAsync(Order.Body(At("fast")));

        var asked = await host.GetAsync($"/v1/payments/{made["paymentId"]}?ask=true", "wait=10");

        asked.ShouldBe(200)["state"].Should().Be("succeeded");
    }

    [Fact]
    public async Task A_payment_is_closed()
    {
        var made = await host.PayAsync(Order.Body(At("never")));

        var closed = (await host.PostAsync($"/v1/payments/{made["paymentId"]}/close")).ShouldBe(200);

        closed["state"].Should().Be("closed");
        closed["action"].Should().BeNull();
    }

    [Fact]
    public async Task A_paid_payment_cannot_be_closed()
    {
        var made = await host.PayAsync(Order.Body(At("fast")), prefer: "wait=10");

        var refused = (await host.PostAsync($"/v1/payments/{made["paymentId"]}/close")).ShouldBeProblem(409, "280306");

        refused["paymentId"].Should().Be(made["paymentId"]);
        refused["state"].Should().Be("succeeded");
    }

    [Fact]
    public async Task The_buyer_changes_the_method()
    {
        var made = await host.PayAsync(Order.Body(At("never")));

        var switched = await host.PostAsync($"/v1/payments/{made["paymentId"]}/attempts", """{ "methods": ["sim.app"] }""");

        switched.ShouldBe(200)["method"].Should().Be("sim.app");
        switched["attempt"].Should().NotBe(made["attempt"]);
        switched.Json.GetProperty("attempts").GetArrayLength().Should().Be(2);
    }

    [Fact]
    public async Task A_switch_that_cannot_be_confirmed_leaves_the_old_action()
    {
        var made = await host.PayAsync(Order.Body(At("never"), ("methods", new JsonArray("sim.redirect"))));

        var refused = await host.PostAsync($"/v1/payments/{made["paymentId"]}/attempts", """{ "methods": ["sim.qr"] }""");

        refused.ShouldBeProblem(409, "280305");
        refused["payableUntil"].Should().NotBeNullOrEmpty();
        refused.Json.GetProperty("action").GetProperty("content").GetString()
            .Should().Be(made.Json.GetProperty("action").GetProperty("content").GetString());
    }

    [Fact]
    public async Task An_approved_card_is_captured_by_continue()
    {
        var made = await host.PayAsync(Order.Body(At("fast"), ("methods", new JsonArray("sim.card"))));
        var path = $"/v1/payments/{made["paymentId"]}";
        var ready = made;
        for (var tries = 0; tries < 100 && ready["readyToContinue"] is null && ready["state"] == "paying"; tries++)
        {
            await Task.Delay(20);
            ready = await host.GetAsync(path + "?ask=true");
        }

        if (ready["state"] == "paying") await host.PostAsync(path + "/continue");

        (await host.GetAsync(path, "wait=10")).ShouldBe(200)["state"].Should().Be("succeeded");
    }

    [Theory]
    [InlineData("""{ "code": 1234 }""", "280001", "code")]
    [InlineData("""{ "cod": "1234" }""", "280005", "cod")]
    public async Task A_wrong_continue_is_refused(string body, string code, string field)
    {
        var made = await host.PayAsync(Order.Body(At("never")));

        (await host.PostAsync($"/v1/payments/{made["paymentId"]}/continue", body)).ShouldBeProblem(400, code, field);

        (await host.GetAsync($"/v1/payments/{made["paymentId"]}"))["state"].Should().Be("paying");
    }

    [Fact]
    public async Task A_barcode_is_paid_in_the_call()
    {
        var made = await host.PayAsync(Order.Body(At("fast"), ("methods", null), ("method", "sim.barcode"), ("authCode", "134567890123456789")));

        made.ShouldBe(201)["state"].Should().Be("succeeded");
    }

    [Fact]
    public async Task A_declined_route_is_a_failed_order_with_its_reason()
    {
        var made = (await host.PayAsync(Order.Body(("facts", new JsonObject { ["region"] = "KP", ["metadata.vip"] = true, ["metadata.level"] = 3 })))).ShouldBe(201);

        made["state"].Should().Be("failed");
        made.Json.GetProperty("reason").GetProperty("code").GetString().Should().Be("route.declined");
        made.Json.GetProperty("reason").GetProperty("text").GetString().Should().Be("region not served");
    }

    [Fact]
    public async Task A_preview_shows_the_plan_and_makes_no_payment()
    {
        var before = await host.CountOrdersAsync();

        var plan = (await host.PostAsync("/v1/routes/preview", Order.Body(("merchantOrderNo", null), ("description", null)))).ShouldBe(200);

        plan["outcome"].Should().Be("routed");
        var candidates = plan.Json.GetProperty("candidates");
        candidates.GetArrayLength().Should().Be(2);
        candidates[0].GetProperty("account").GetString().Should().Be("fast");
        candidates[0].GetProperty("note").GetString().Should().NotBeNullOrEmpty();
        (await host.CountOrdersAsync()).Should().Be(before);
    }

    [Fact]
    public async Task A_preview_explains_itself_when_asked()
    {
        var body = Order.Body(("merchantOrderNo", null), ("description", null));

        var plain = (await host.PostAsync("/v1/routes/preview", body)).ShouldBe(200);
        var explained = (await host.PostAsync("/v1/routes/preview?explain=true&account=never", body)).ShouldBe(200);

        plain["explanation"].Should().BeNull();
        explained.ContentType.Should().Be("application/json");
        explained["outcome"].Should().Be("routed");
        var explanation = explained.Json.GetProperty("explanation");
        explanation.GetProperty("rules").GetProperty("facts").GetProperty("amount").GetString().Should().Be("1000");
        explanation.GetProperty("first").GetProperty("account").GetString().Should().Be("fast");
        explanation.GetProperty("walk").GetArrayLength().Should().BeGreaterThan(0);
        var proposal = explanation.GetProperty("counterfactual").GetProperty("proposals")[0];
        proposal.GetProperty("text").GetString().Should().Be("breaker of fast open");
        proposal.GetProperty("isFirst").GetBoolean().Should().BeTrue();
    }

    [Theory]
    [InlineData("explain=maybe", "explain")]
    [InlineData("all=1", "all")]
    [InlineData("account=", "account")]
    [InlineData("account=nobody", "account")]
    [InlineData("expain=true", "expain")]
    public async Task A_preview_refuses_a_switch_that_it_does_not_know(string query, string field) =>
        (await host.PostAsync($"/v1/routes/preview?{query}", Order.Body())).ShouldBeProblem(400, "280001", field);
}
