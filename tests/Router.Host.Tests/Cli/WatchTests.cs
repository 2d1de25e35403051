using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Router.Host.Tests.Cli;

/// <summary>An outage seen through the live view, and orders that outlive a kill.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly RouterFolder _folder = new();

    public WatchTests() => _folder.Write("rules/default.json", """
        { "name": "watch", "currencies": ["CNY"], "rules": [],
          "default": { "route": { "strategy": "weighted", "candidates": [{ "account": "fast", "weight": 80 }, { "account": "never", "weight": 20 }] } } }
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_outage_is_seen_before_during_and_after()
    {
        await using var router = await RunningRouter.StartAsync(_folder);
        var before = await LineAsync(router);
        before.Should().MatchRegex("^fast +sim.qr +80 +1.00 +80 +closed +97.0 % ");

        await router.JsonAsync("channels", "faults", "fast", "--set", """{ "refuseConnection": true }""");
        for (var i = 0; i < 5; i++) await router.JsonAsync("pay", "--order-no", $"D{i}", "--amount", "200", "--method", "sim.qr");
        for (var i = 0; !(await LineAsync(router)).Contains("open", StringComparison.Ordinal); i++)
        {
            i.Should().BeLessThan(40);
            await router.RunAsync("pay", "--order-no", $"E{i}", "--amount", "200", "--method", "sim.qr", "--account", "fast");
        }

        var during = await LineAsync(router);
        during.Should().MatchRegex("^fast +sim.qr +80 +0.01 +0(.8)? +open, prob").And.Contain("breakerOpened, a call failed, the 5th in a row");
        var report = await router.JsonAsync("channels", "watch", "--once");
        var line = report["lines"]!.AsArray().Single(l => l!["account"]!.ToString() == "fast" && l["method"]!.ToString() == "sim.qr")!;
        line["last"]!["reason"]!.ToString().Should().NotBeEmpty();
        report["accounts"]!.AsArray().Single(a => a!["account"]!.ToString() == "fast")!["baseLeast"]!.GetValue<double>().Should().Be(80);

        await router.JsonAsync("channels", "faults", "fast", "--clear");
        for (var i = 0; !(await LineAsync(router)).Contains("closed", StringComparison.Ordinal); i++)
        {
            i.Should().BeLessThan(60, await LineAsync(router));
            await router.RunAsync("pay", "--order-no", $"F{i}", "--amount", "200", "--method", "sim.qr");
        }

        (await LineAsync(router)).Should().Contain("breakerClosed, 3 good probes in a row");
    }

    [Fact]
    public async Task Orders_are_in_the_view_and_the_audit_and_outlive_a_kill()
    {
        string alice;
        await using (var router = await RunningRouter.StartAsync(_folder))
        {
            alice = (await _folder.RunAsync("operators", "add", "alice", "--json")).Json["key"]!.ToString();
            (await _folder.RunAsync("operators", "add", "shared")).ExitCode.Should().Be(2);
            (await router.RunAsync("channels", "override", "fast", "--health", "0.5", "--for", "1h")).Error.Should().Contain("reason");
            (await router.RunAsync("channels", "override", "fast", "--health", "0.5", "--for", "1w", "--reason", "x")).ExitCode.Should().Be(2);
            await DoneAsync(router, alice, "channels", "override", "fast", "--health", "0.5", "--for", "1h", "--reason", "slow");
            await DoneAsync(router, alice, "channels", "disable", "fast", "--for", "2h", "--reason", "on the phone");
            await DoneAsync(router, alice, "channels", "maintenance", "plan", "never", "--from", "2027-01-01T02:00:00+08:00", "--for", "2h", "--reason", "upgrade");
            (await router.RunAsync("channels", "disable", "fast", "--until", "soon")).ExitCode.Should().Be(2);
            await router.KillAsync();
        }

        await using var again = await RunningRouter.StartAsync(_folder);
        var view = (await again.RunAsync("channels", "watch", "--once")).Out;
        view.Should().Contain("fast: disabled until ").And.Contain(": on the phone; beneath it override 0.5 until ").And.NotContain("\u001b");
        view.Should().MatchRegex("(?m)^fast +sim.qr +80 +1.00 +0 +closed");
        (await again.RunAsync("channels", "maintenance", "list")).Out.Should().Contain("never").And.Contain("upgrade");

        var audit = await again.RunAsync("audit", "list", "--account", "fast");
        audit.Out.Should().Contain("alice").And.Contain("disable").And.Contain("-> disabled until ").And.NotContain("maintenance");
        (await again.JsonAsync("audit", "list"))["entries"]!.AsArray().Select(e => e!["act"]!.ToString()).Should().Equal("planMaintenance", "disable", "override");

        (await again.RunAsync("channels", "enable", "fast")).Out.Should().Contain("was: disabled until ").And.Contain("now: override 0.5");
        (await again.RunAsync("channels", "enable", "fast")).Out.Should().StartWith("Nothing to change");
        (await again.RunAsync("channels", "override", "fast", "--clear", "--reason", "fast again")).Out.Should().Contain("now: in use");
        (await again.RunAsync("channels", "maintenance", "cancel", "never")).ExitCode.Should().Be(0);
        (await again.JsonAsync("audit", "list", "--limit", "1"))["entries"]![0]!["by"]!.ToString().Should().Be("shared");
    }

    [Fact]
    public async Task Without_a_router_it_says_so_and_goes_on_until_it_is_ended()
    {
        (await _folder.RunAsync("channels", "watch", "--once", "--key", "x", "--url", "http://127.0.0.1:9")).ExitCode.Should().Be(1);

        using var watch = RouterRun.Start(_folder.Root, ["channels", "watch", "--interval", "1s", "--key", "x", "--url", "http://127.0.0.1:9"]);
        for (var seen = 0; seen < 2;)
        {
            var line = await watch.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
            line.Should().NotBeNull();
            if (line!.StartsWith("No router answers", StringComparison.Ordinal)) seen++;
        }

        using (var kill = Process.Start("kill", ["-TERM", $"{watch.Id}"])) await kill.WaitForExitAsync();
        await watch.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        watch.ExitCode.Should().Be(0, await watch.StandardError.ReadToEndAsync());
    }

    [Fact]
    public async Task An_account_that_joins_a_running_router_starts_at_a_tenth()
    {
        await using var router = await RunningRouter.StartAsync(_folder);
        var accounts = JsonNode.Parse(await File.ReadAllTextAsync(_folder.At("accounts.json")))!;
        var added = accounts["accounts"]![0]!.DeepClone();
        (added["id"], added["merchantId"]) = ("added", "M3");
        accounts["accounts"]!.AsArray().Add(added);
        _folder.Write("accounts.json", accounts.ToJsonString());
        await router.RunAsync("reload");
        (await router.RunAsync("channels", "watch", "--once", "--account", "added")).Out.Should()
            .MatchRegex("(?m)^added +sim.qr +- +0.10 +x0.10 +closed").And.Contain("added, starts at h 0.1");
    }

    private static async Task DoneAsync(RunningRouter router, string key, params string[] args)
    {
        var run = await router.RunAsync([.. args, "--key", key]);
        run.ExitCode.Should().Be(0, run.Out + run.Error);
    }

    private static async Task<string> LineAsync(RunningRouter router)
    {
        var run = await router.RunAsync("channels", "watch", "--once");
        run.ExitCode.Should().Be(0, run.Error);
        return run.Out.Split('\n').First(line => line.StartsWith("fast ", StringComparison.Ordinal) && line.Contains(" sim.qr ", StringComparison.Ordinal));
    }
}
