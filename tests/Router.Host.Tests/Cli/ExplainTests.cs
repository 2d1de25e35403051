namespace Router.Host.Tests.Cli;

public sealed class ExplainTests : IDisposable
{
    private const string Web = """{"platform":"web","currency":"CNY","amount":1000,"method":"sim.qr","region":"CN"}""";

    private readonly RouterFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_tree_shows_conditions_candidates_and_what_would_put_an_account_first()
    {
        var run = await _folder.RunAsync("rules", "explain", "--facts", Web, "--account", "never");

        run.ExitCode.Should().Be(0, run.Error);
        run.Out.Should().Contain("rule (default) routes, priority: fast, never")
            .And.Contain("✗ fails  platform: one of ios, android; it is web")
            .And.Contain("✗ fails  region: KP; it is CN")
            .And.NotContain("merchant =", "the payment has none")
            .And.Contain("1. fast by sim.qr")
            .And.Contain("what would put never first? Now: place 2 of 2 (priority)")
            .And.Contain("breaker of fast open: first, in 100 % of all draws");
    }

    [Fact]
    public async Task The_JSON_holds_every_rule_when_all_are_asked_for()
    {
        var run = await _folder.RunAsync("rules", "explain", "--facts", Web, "--all", "--json", "--health", "fast=0.5");

        var explanation = run.Json["explanation"]!;
        explanation["rules"]!["rules"]!.AsArray().Select(r => (string?)r!["id"]).Should().Equal("no-kp", "phones");
        ((string?)explanation["rules"]!["rules"]![1]!["firstFailing"]!["actual"]).Should().Be("web");
        ((string?)run.Json["plan"]!["outcome"]).Should().Be("routed");
        ((double)run.Json["plan"]!["candidates"]![0]!["health"]!).Should().Be(0.5);
    }

    [Fact]
    public async Task A_time_at_the_end_of_the_calendar_is_misuse_and_no_crash()
    {
        var run = await _folder.RunAsync("rules", "explain", "--facts", Web.Replace("{", "{\"time\":\"9999-12-31T23:59:59Z\",", StringComparison.Ordinal), "--account", "never");
        var simulated = await _folder.RunAsync("rules", "simulate", "--at", "0001-01-01T00:00:00Z");

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("0002 to 9998");
        simulated.ExitCode.Should().Be(2);
        simulated.Error.Should().Contain("0002 to 9998");
    }

    [Fact]
    public async Task Health_that_is_no_number_is_misuse()
    {
        var run = await _folder.RunAsync("rules", "explain", "--facts", Web, "--health", "fast=NaN", "--json");

        run.ExitCode.Should().Be(2);
        (run.Out + run.Error).Should().Contain("0 to 1");
    }

    [Fact]
    public async Task Without_a_catalog_the_rules_alone_are_explained()
    {
        _folder.Write("facts.jsonl", """
            {"platform":"ios","currency":"CNY"}
            {"region":"KP","currency":"CNY"}
            """);
        var run = await _folder.RunAsync("rules", "explain", "--facts", "facts.jsonl", "--line", "2", "--no-catalog", "--rule", "phones");

        run.ExitCode.Should().Be(0, run.Error);
        run.Out.Should().Contain("rule no-kp declines: region not served").And.Contain("rule phones").And.Contain("it is absent").And.Contain("The rules only, no plan");
    }

    [Theory]
    [InlineData("--facts", "[1]", "--no-catalog")]
    [InlineData("--facts", "nowhere.jsonl")]
    [InlineData("--facts", """{"currency":"CNY"}""", "--rule", "nobody")]
    [InlineData("--facts", """{"currency":"CNY"}""", "--account", "never")]
    [InlineData("--facts", Web, "--account", "nobody")]
    [InlineData("--facts", Web, "--health", "nobody=1")]
    [InlineData("--facts", Web, "--health", "fast=2")]
    public async Task What_cannot_be_explained_is_misuse_and_says_why(params string[] args)
    {
        var run = await _folder.RunAsync(["rules", "explain", .. args]);

        run.ExitCode.Should().Be(2, run.Out);
        run.Error.Should().NotBeEmpty().And.NotContain("   at ");
    }
}
