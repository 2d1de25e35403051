using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Router.Host.Client;

namespace Router.Host.Tests.Api;

/// <summary>What an account takes in a day, through the front door.</summary>
public sealed class AccountLimitApiTests : IAsyncLifetime
{
    private readonly ShiftedTime _time = new();
    private readonly ApiHost _host;

    public AccountLimitApiTests() => _host = new() { Change = services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time)) };

    public async Task InitializeAsync()
    {
        // Well away from midnight in UTC, which is the simulator's.
        _time.Shift = DateTimeOffset.UtcNow.UtcDateTime.Date.AddHours(12) - DateTimeOffset.UtcNow;
        await _host.InitializeAsync();
        await LimitAsync("""{ "perDay": { "count": 2, "amount": { "CNY": 1000000 } } }""", """{ "perDay": { "count": 1 } }""");
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_third_payment_goes_to_the_next_account_and_where_all_are_full_it_fails_with_the_reason()
    {
        foreach (var account in new[] { "fast", "fast", "never" }) (await PaidByAsync()).Should().Be(account);
        var full = await _host.PayAsync(Order.Body());
        full.Text.Should().Contain("route.no-candidate").And.Contain("account.limit: fast, never");
        var preview = await _host.PostAsync("/v1/routes/preview", Order.Body());
        if ((int)preview.Status < 300) preview.Text.Should().Contain("account.limit: none of its 2 payments a day is left");
        await ShownAsync("fast", 2);
    }

    [Fact]
    public async Task The_day_turns_a_restart_keeps_it_and_a_closed_payment_gives_its_place_back()
    {
        foreach (var account in new[] { "fast", "fast" }) (await PaidByAsync()).Should().Be(account);
        await _host.RestartAsync();
        await ShownAsync("fast", 2);
        var waits = await _host.PayAsync(Order.Body());
        (await AccountOfAsync(waits)).Should().Be("never");
        (await _host.PostAsync($"/v1/payments/{waits["paymentId"]}/close")).ShouldBe(200);
        (await PaidByAsync()).Should().Be("never");
        (await _host.PayAsync(Order.Body())).Text.Should().Contain("account.limit");
        _time.Shift += TimeSpan.FromHours(12);
        (await PaidByAsync()).Should().Be("fast");
        await ShownAsync("fast", 1);
    }

    [Fact]
    public async Task A_declined_payment_gives_its_place_back_and_people_see_what_is_taken()
    {
        (await _host.SendAsync(HttpMethod.Put, "/ops/v1/accounts/fast/faults", """{ "declineChannel": 1 }""")).ShouldBe(200);
        (await PaidByAsync()).Should().Be("never");
        (await _host.SendAsync(HttpMethod.Delete, "/ops/v1/accounts/fast/faults")).ShouldBe(200);
        await ShownAsync("fast", 0);
        (await PaidByAsync()).Should().Be("fast");
        (await PaidByAsync()).Should().Be("fast");
        var watched = WatchTable.Of(JsonNode.Parse((await _host.GetAsync("/ops/v1/health")).ShouldBe(200).Text)!, null);
        watched.Rows.Should().ContainSingle(r => r.IsNote && r.Text.StartsWith("fast: on ", StringComparison.Ordinal))
            .Which.Should().Match<WatchRow>(r => r.IsSick && r.Text.EndsWith("2 of 2 payments, 2000 of 1000000 CNY"));
    }

    [Fact]
    public async Task A_burst_takes_no_more_than_the_day_holds()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _host.PayAsync(Order.Body())));
        replies.Should().OnlyContain(r => (int)r.Status < 500);
        var orders = await _host.Store.ListPaymentsAsync(new(Limit: 500));
        orders.SelectMany(o => o.Attempts).Count(a => a is { AccountId: "fast", HoldsLimit: true }).Should().Be(2);
        orders.SelectMany(o => o.Attempts).Count(a => a is { AccountId: "never", HoldsLimit: true }).Should().Be(1);
        (await ((Router.Core.Store.IStoreUpkeep)_host.Store).VerifyAsync()).Should().BeEmpty();
    }

    private async Task<string?> PaidByAsync() => await AccountOfAsync(await _host.PayAsync(Order.Body()));

    private async Task<string?> AccountOfAsync(ApiReply reply)
    {
        ((int)reply.Status).Should().BeLessThan(300, reply.Text);
        return (await _host.Store.FindPaymentAsync(reply["paymentId"]!))!.Attempts[^1].AccountId;
    }

    private async Task ShownAsync(string account, int count)
    {
        var channels = JsonNode.Parse((await _host.GetAsync("/ops/v1/channels")).ShouldBe(200).Text)!;
        var today = channels["channels"]![0]!["accounts"]!.AsArray().Single(a => a!["id"]!.ToString() == account)!["today"]!;
        ((int)today["count"]!).Should().Be(count);
        ((int)today["countLimit"]!).Should().Be(2);
        ((int)today["amounts"]![0]!["limit"]!).Should().Be(1_000_000);
        ((int)today["amounts"]![0]!["used"]!).Should().Be(count * 1000);
    }

    private async Task LimitAsync(string fast, string never)
    {
        var path = Path.Combine(Path.GetDirectoryName(_host.DataFolder)!, "accounts.json");
        var file = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        file["accounts"]![0]!["limits"] = JsonNode.Parse(fast);
        file["accounts"]![1]!["limits"] = JsonNode.Parse(never);
        await File.WriteAllTextAsync(path, file.ToJsonString());
        (await _host.PostAsync("/ops/v1/reload")).ShouldBe(200);
    }
}
