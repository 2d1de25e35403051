using System.Text.Json.Nodes;

namespace Router.Host.Tests.Cli;

/// <summary>Rules tried out on many payments before they are live.</summary>
public sealed class TrialTests : IDisposable
{
    private const string Halves = """
        { "name": "halves", "currencies": ["CNY"], "rules": [
            { "id": "never", "when": { "amount": { "gte": 100000000 } }, "decline": { "reason": "too large" } } ],
          "default": { "route": { "strategy": "weighted", "candidates": [ { "account": "fast", "weight": 30 }, { "account": "never", "weight": 70 } ] } } }
        """;

    private readonly RouterFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Simulate_shows_shares_and_rules_that_decide_nothing()
    {
        _folder.Write("rules/halves.json", Halves);
        string[] line = ["rules", "simulate", "rules/halves.json", "--payment", """{"amount":1000,"currency":"CNY","method":"sim.qr"}""", "--count", "20000", "--json"];

        var run = await _folder.RunAsync(line);
        var again = await _folder.RunAsync(line);

        run.ExitCode.Should().Be(0, run.Error);
        again.Out.Should().Be(run.Out, "the seed is the same");
        run.Json["payments"]!.GetValue<long>().Should().Be(20_000);
        run.Json["neverHit"]!.AsArray().Select(n => n!.ToString()).Should().Equal("never");
        var fast = run.Json["accounts"]!.AsArray().Single(a => a!["account"]!.ToString() == "fast")!;
        fast["share"]!.GetValue<double>().Should().BeApproximately(0.3, 0.02);
        var text = await _folder.RunAsync(line[..^1]);
        text.Out.Should().Contain("fast").And.Contain("%").And.Contain("rules that decided no payment: never");
    }

    [Fact]
    public async Task Simulate_makes_payments_up_so_that_every_rule_has_a_chance()
    {
        var run = await _folder.RunAsync("rules", "simulate", "--count", "5000", "--json");

        run.ExitCode.Should().Be(0, run.Error);
        run.Json["neverHit"]!.AsArray().Should().BeEmpty(run.Out);
    }

    [Theory]
    [InlineData("--payment {\"currency\":\"CNY\"}", 1, "no \"amount\"")]
    [InlineData("--payments nowhere.jsonl", 2, "orders export")]
    [InlineData("--count 0", 2, "--count")]
    [InlineData("--plugins nowhere.json", 2, "nowhere.json")]
    [InlineData("--health nobody=1", 2, "no account")]
    public async Task What_is_wrong_is_told(string options, int exitCode, string told)
    {
        var run = await _folder.RunAsync(["rules", "simulate", .. options.Split(' ')]);

        run.ExitCode.Should().Be(exitCode, run.Out);
        (run.Out + run.Error).Should().Contain(told).And.NotContain("   at ");
    }

    [Fact]
    public async Task A_backtest_shows_what_goes_elsewhere_and_what_is_no_longer_routed()
    {
        _folder.Write("rules/old.json", Halves.Replace("100000000", "200000000", StringComparison.Ordinal));
        _folder.Write("rules/new.json", Halves.Replace("100000000", "5000", StringComparison.Ordinal).Replace("70", "0", StringComparison.Ordinal));
        _folder.Write("payments.jsonl", string.Concat(Enumerable.Range(1, 200).Select(i =>
            $$"""{"order":"o{{i}}","amount":{{i * 50}},"currency":"CNY","method":"sim.qr","time":"2026-03-01T00:00:00Z","health":[{"account":"fast","method":"sim.qr","h":1,"s":0.9,"breaker":"closed"}]}""" + "\n")));

        var run = await _folder.RunAsync("rules", "backtest", "rules/old.json", "rules/new.json", "--payments", "payments.jsonl", "--json");

        run.ExitCode.Should().Be(1, run.Error);
        var answer = run.Json;
        answer["payments"]!.GetValue<long>().Should().Be(200);
        answer["newlyRefused"]!.GetValue<long>().Should().Be(101);
        answer["refusals"]![0]!["reason"]!.ToString().Should().Be("too large");
        answer["matrix"]!.AsArray().Sum(cell => cell!["payments"]!.GetValue<long>()).Should().Be(200);
        answer["old"]!["neverHit"]!.AsArray().Select(n => n!.ToString()).Should().Equal("never");
        answer["expectedSuccess"]!["new"]!["mean"]!.GetValue<double>().Should().BeApproximately(0.9 * 99 / 200, 1e-6);
        var text = await _folder.RunAsync("rules", "backtest", "rules/old.json", "rules/new.json", "--payments", "payments.jsonl");
        text.Out.Should().Contain("no longer routed: 101").And.Contain("old \\ new").And.Contain("expected success");
        var same = await _folder.RunAsync("rules", "backtest", "rules/old.json", "rules/old.json", "--payments", "payments.jsonl");
        same.ExitCode.Should().Be(0, same.Out);
    }

    [Fact]
    public async Task The_payments_of_a_running_router_can_be_exported_and_replayed()
    {
        await using var router = await RunningRouter.StartAsync(_folder);
        for (var i = 0; i < 3; i++)
            (await router.JsonAsync("pay", "--order-no", $"T{i}", "--amount", "700", "--method", "sim.barcode", "--auth-code", "134567890123456789", "--fact", "platform=ios", "--wait", "20"))["state"]!
                .ToString().Should().Be("succeeded");
        _folder.Write("rules/declines.json", """{ "name": "d", "rules": [], "default": { "decline": { "reason": "closed for stocktaking" } } }""");

        var export = await router.RunAsync("orders", "export", "--out", _folder.At("export.jsonl"));
        var live = await router.RunAsync("rules", "backtest", "rules/default.json", "rules/declines.json", "--json");
        var fromFile = await router.RunAsync("rules", "backtest", "rules/default.json", "rules/declines.json", "--payments", "export.jsonl", "--json");

        export.ExitCode.Should().Be(0, export.Error);
        var lines = await File.ReadAllLinesAsync(_folder.At("export.jsonl"));
        lines.Should().HaveCount(3);
        var first = JsonNode.Parse(lines[0])!;
        (first["order"]!.ToString(), first["platform"]!.ToString(), first["firstSucceeded"]!.GetValue<bool>()).Should().Be(("T0", "ios", true));
        first["health"]!.AsArray().Should().NotBeEmpty();
        live.ExitCode.Should().Be(1, live.Error);
        live.Json["newlyRefused"]!.GetValue<long>().Should().Be(3);
        live.Json["recorded"]!["sameByOldRules"]!.GetValue<long>().Should().Be(3, "the recorded draw is drawn again");
        fromFile.Out.Should().Be(live.Out);
    }
}
