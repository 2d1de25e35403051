using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Router.Core.Cases;
using Router.Core.Orders;
using Router.Hosting.Configuration;
using Router.Hosting.Operations;

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

    [Fact]
    public async Task A_removed_account_that_the_rules_still_name_keeps_no_start_from_succeeding()
    {
        var host = new ApiHost();
        await host.InitializeAsync();
        try
        {
            var alice = RouterOperators.Add(host.DataFolder, "alice");
            var removed = (await RemoveAsync(host, alice, "never", """{ "reason": "contract ended" }""")).ShouldBe(200).Json;
            removed.GetProperty("rules").EnumerateArray().Select(r => r.GetString()).Should().Equal("default");
            (await host.GetAsync("/ops/v1/audit")).Text.Should().Contain("removeAccount").And.Contain("contract ended");

            await host.RestartAsync();
            (await host.PostAsync("/ops/v1/reload")).Text.Should().Contain("RTR1111").And.Contain("never");
            (await host.PayAsync(Order.Body())).Json.GetProperty("paymentId").GetString().Should().NotBeNull("the other account serves");
            (await host.GetAsync("/ops/v1/channels")).Text.Should().NotContain("\"never\"");
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_payment_that_comes_while_an_account_is_being_removed_keeps_it()
    {
        var host = new ApiHost();
        await host.InitializeAsync();
        try
        {
            var operations = host.Service<RouterOperations>();
            var seen = (await operations.WhatHangsOnAsync("never"))!;
            seen.IsNone.Should().BeTrue();
            var id = (await host.PayAsync(Order.Body(("allowedAccounts", new JsonArray("never"))))).Json.GetProperty("paymentId").GetString()!;

            var result = await operations.RemoveAccountAsync(seen, new Operator("alice", IsPerson: true), "contract ended");
            result.IsRemoved.Should().BeFalse();
            result.Money.PaymentIds.Should().Equal(id);
            (await host.Store.FindPaymentAsync(id))!.HasOpenCase.Should().BeFalse();
            var next = (await host.PayAsync(Order.Body(("merchantOrderNo", "after"), ("allowedAccounts", new JsonArray("never"))))).Json;
            next.GetProperty("state").GetString().Should().Be("paying", "it takes payments as before");
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
