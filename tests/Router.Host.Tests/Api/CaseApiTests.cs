using System.Net.Http.Headers;
using System.Text;
using Router.Core.Orders;
using Router.Hosting.Configuration;
using Router.TestKit.Stores;

namespace Router.Host.Tests.Api;

public sealed class CaseApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static int s_number = 100;

    [Fact]
    public async Task A_case_is_listed_proposed_and_approved_by_two_operators()
    {
        var (id, attempt) = await OpenCaseAsync();
        var alice = RouterOperators.Add(host.DataFolder, "alice" + s_number);
        var bob = RouterOperators.Add(host.DataFolder, "bob" + s_number);

        var listed = (await host.GetAsync("/ops/v1/cases?limit=500")).ShouldBe(200).Json.GetProperty("cases").EnumerateArray()
            .Single(c => c.GetProperty("paymentId").GetString() == id);
        listed.GetProperty("case").GetProperty("kind").GetString().Should().Be("unresolved");
        listed.GetProperty("case").GetProperty("attempt").GetString().Should().Be(attempt);
        listed.GetProperty("decisions").EnumerateArray().Select(d => d.GetString()).Should().Equal("paid", "notPaid");
        listed.GetProperty("ageSeconds").GetInt64().Should().BePositive();
        listed.GetProperty("next").GetString().Should().Be("close");

        var path = $"/ops/v1/orders/{id}/cases/1/";
        var body = """{ "decision": "paid", "reason": "seen", "evidence": "console", "transactionId": "tx" }""";
        (await SendAsync(alice, path + "proposals", body)).ShouldBe(200)["state"].Should().Be("suspense");
        (await SendAsync(alice, path + "approval", """{ "proposal": 1 }""")).ShouldBeProblem(403, "280102");
        var approved = (await SendAsync(bob, path + "approval", """{ "proposal": 1 }""")).ShouldBe(200);
        approved["state"].Should().Be("succeeded");
        var proposal = approved.Json.GetProperty("case").GetProperty("proposals")[0];
        proposal.GetProperty("by").GetString().Should().StartWith("alice");
        proposal.GetProperty("approvedBy").GetString().Should().StartWith("bob");

        (await host.GetAsync($"/ops/v1/orders/{id}")).Json.GetProperty("cases")[0].GetProperty("resolution").GetString().Should().Contain("approved by bob");
        (await host.GetAsync($"/v1/payments/{id}"))["channelTransactionId"].Should().Be("tx");
    }

    [Fact]
    public async Task The_shared_key_lists_and_decides_nothing()
    {
        var (id, _) = await OpenCaseAsync();
        var path = $"/ops/v1/orders/{id}/cases/1/";
        var body = """{ "decision": "notPaid", "reason": "seen", "evidence": "console", "stillPayable": true }""";
        (await host.PostAsync(path + "proposals", body)).ShouldBeProblem(403, "280102")["detail"].Should().Contain("router operators add");
        var dora = RouterOperators.Add(host.DataFolder, "dora");
        (await SendAsync(dora, path + "proposals", body)).ShouldBe(200);
        (await host.PostAsync(path + "approval", """{ "proposal": 1 }""")).ShouldBeProblem(403, "280102")["detail"].Should().Contain("router operators add");
    }

    [Theory]
    [InlineData("proposals", """{ "decision": "forget", "reason": "r", "evidence": "e" }""", 400, "280001", "decision")]
    [InlineData("proposals", """{ "decision": "paid", "evidence": "e" }""", 400, "280001", "reason")]
    [InlineData("proposals", """{ "decision": "paid", "reason": "r" }""", 400, "280001", "evidence")]
    [InlineData("proposals", """{ "decision": "paid", "reason": "r", "evidence": "e" }""", 409, "280309", null)]
    [InlineData("proposals", """{ "decision": "refund", "reason": "r", "evidence": "e" }""", 409, "280309", null)]
    [InlineData("approval", "{}", 400, "280001", "proposal")]
    [InlineData("approval", """{ "proposal": 7 }""", 409, "280309", null)]
    public async Task A_wrong_decision_is_refused(string what, string body, int status, string code, string? field)
    {
        var (id, _) = await OpenCaseAsync();
        (await host.PostAsync($"/ops/v1/orders/{id}/cases/1/{what}", body)).ShouldBeProblem(status, code, field);
    }

    [Fact]
    public async Task A_case_that_is_not_there_is_not_found()
    {
        var (id, _) = await OpenCaseAsync();
        foreach (var number in new[] { "0", "2" })
            (await host.PostAsync($"/ops/v1/orders/{id}/cases/{number}/approval", """{ "proposal": 1 }""")).ShouldBeProblem(404, "280205");
        (await host.GetAsync("/ops/v1/orders/none/cases")).ShouldBeProblem(404, "280201");
    }

    [Fact]
    public async Task A_key_that_was_taken_away_opens_nothing()
    {
        var carol = RouterOperators.Add(host.DataFolder, "carol");
        using var before = new HttpRequestMessage(HttpMethod.Get, "/ops/v1/cases");
        before.Headers.Authorization = new AuthenticationHeaderValue("Bearer", carol);
        using var seen = await host.Client.SendAsync(before);
        ((int)seen.StatusCode).Should().Be(200);
        var file = Path.Combine(host.DataFolder, "operators.keys");
        File.WriteAllLines(file, File.ReadAllLines(file).Where(l => !l.StartsWith("carol ", StringComparison.Ordinal)));
        (await SendAsync(carol, "/ops/v1/orders/x/cases/1/approval", """{ "proposal": 1 }""")).ShouldBeProblem(401, "280101", "Authorization");
    }

    private async Task<ApiReply> SendAsync(string key, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await host.Client.SendAsync(request);
        return await ApiReply.ReadAsync(response);
    }

    private async Task<(string Id, string Attempt)> OpenCaseAsync()
    {
        var number = Interlocked.Increment(ref s_number);
        var attempt = OrderSamples.Attempt($"case{number}", "fast", AttemptState.Unknown) with { NextQueryAt = OrderSamples.Start.AddYears(100) };
        var order = OrderSamples.Payment(number) with
        {
            State = PaymentState.Suspense,
            Attempts = [attempt],
            Cases = [new SuspenseCase("unresolved", attempt.Number, "nobody knows", OrderSamples.Start.AddHours(1))],
        };
        await host.Store.CommitAsync(new() { Payment = new(order, 0) });
        return (order.Id, attempt.Number);
    }
}
