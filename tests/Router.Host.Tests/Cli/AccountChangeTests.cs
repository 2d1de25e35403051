namespace Router.Host.Tests.Cli;

/// <summary>An account that money hangs on is edited into another one, or taken out, while the router stands still.</summary>
public sealed class AccountChangeTests
{
    [Theory]
    [InlineData("\"merchantId\": \"M1\"", "\"merchantId\": \"M9\"", "RTR3202")]
    [InlineData("\"id\": \"fast\"", "\"id\": \"fast-new\"", "RTR3201")]
    public async Task A_refund_still_goes_to_the_account_that_captured(string written, string changed, string told)
    {
        using var folder = new RouterFolder();
        folder.Write("rules/default.json", """
            { "name": "cli", "currencies": ["CNY"], "rules": [], "default": { "route": { "strategy": "priority", "candidates": [ { "channel": "simulator", "weight": 1 } ] } } }
            """);
        string id;
        await using (var router = await RunningRouter.StartAsync(folder))
        {
            var paid = await router.JsonAsync("pay", "--order-no", "C1", "--amount", "700", "--method", "sim.barcode", "--auth-code", "134567890123456789", "--wait", "20");
            paid["state"]!.ToString().Should().Be("succeeded");
            paid["account"]!.ToString().Should().Be("fast");
            id = paid["paymentId"]!.ToString();
        }

        folder.Write("accounts.json", (await File.ReadAllTextAsync(folder.At("accounts.json"))).Replace(written, changed, StringComparison.Ordinal));

        await using (var router = await RunningRouter.StartAsync(folder))
        {
            var reload = await router.RunAsync("reload");
            (reload.Out + reload.Error).Should().Contain(told);
            var refund = await router.JsonAsync("refund", id, "--amount", "700", "--refund-no", "CR1");
            refund["state"]!.ToString().Should().Be("succeeded");
        }
    }
}
