using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Router.Core.Orders;
using Router.Hosting.Configuration;

namespace Router.Host.Tests.Api;

/// <summary>An account is taken away for good: never by accident, never silently.</summary>
public sealed class RemovalApiTests
{
    [Fact]
    public async Task A_needed_account_goes_only_by_force_and_what_it_strands_becomes_cases()
    {
        var host = new ApiHost();
        await host.InitializeAsync();
        try
        {
            var paid = (await host.PayAsync(Order.Body(("allowedAccounts", new JsonArray("never"))))).Json;
            var id = paid.GetProperty("paymentId").GetString()!;
            var alice = RouterOperators.Add(host.DataFolder, "alice");

            (await host.PostAsync("/ops/v1/accounts/never/removal", """{ "reason": "keys leaked", "force": true }""")).ShouldBeProblem(403, "280102");
            (await RemoveAsync(host, alice, "never", """{ "force": true }""")).ShouldBeProblem(400, "280001", "reason");
            (await RemoveAsync(host, alice, "nobody", """{ "reason": "r" }""")).ShouldBeProblem(404, "280203");
            (await RemoveAsync(host, alice, "never", """{ "reason": "keys leaked" }""")).ShouldBeProblem(409, "280310")["detail"]
                .Should().Contain("1 open payments").And.Contain(id);
            (await host.Store.FindPaymentAsync(id))!.HasOpenCase.Should().BeFalse("refused, nothing was changed");

            var removed = (await RemoveAsync(host, alice, "never", """{ "reason": "keys leaked", "force": true }""")).ShouldBe(200).Json;
            removed.GetProperty("parked").GetInt32().Should().Be(1);
            removed.GetProperty("payments")[0].GetString().Should().Be(id);
            var order = (await host.Store.FindPaymentAsync(id))!;
            order.State.Should().Be(PaymentState.Suspense);
            order.Cases.Should().ContainSingle(c => c.Kind == "account-removed" && c.ResolvedAt == null);
            (await host.PostAsync("/ops/v1/reload")).Text.Should().Contain("RTR3203").And.Contain("alice").And.Contain("keys leaked");
            (await host.GetAsync("/ops/v1/channels")).Text.Should().NotContain("\"never\"");
            (await host.Store.LoadDocumentAsync("removed-accounts")).Should().Contain("alice", "a restart reads it before the files");
            (await host.PostAsync("/v1/notify/simulator/never", "{}")).Status.Should().Be(System.Net.HttpStatusCode.NotFound, "it is not acknowledged");
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static async Task<ApiReply> RemoveAsync(ApiHost host, string key, string account, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/ops/v1/accounts/{account}/removal");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await host.Client.SendAsync(request);
        return await ApiReply.ReadAsync(response);
    }
}
