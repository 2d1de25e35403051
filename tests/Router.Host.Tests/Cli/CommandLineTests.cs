namespace Router.Host.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly RouterFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--help", "serve")]
    [InlineData("pay --help", "--idempotency-key")]
    [InlineData("rules eval --help", "--facts")]
    [InlineData("channels --help", "verify")]
    public async Task Help_is_shown_and_is_no_misuse(string line, string told)
    {
        var run = await _folder.RunAsync(line.Split(' '));
        run.ExitCode.Should().Be(0);
        run.Out.Should().Contain(told).And.Contain("Usage:");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("rules")]
    [InlineData("pay --order-no 1")]
    [InlineData("serve --port 70000")]
    [InlineData("serve --port 5081 --urls http://127.0.0.1:5082")]
    [InlineData("query")]
    [InlineData("rules lint nowhere.json")]
    [InlineData("channels verify nowhere")]
    [InlineData("channels faults fast")]
    [InlineData("bills download --account fast --date yesterday")]
    [InlineData("channels list")]
    [InlineData("demo --minutes NaN")]
    [InlineData("demo --rate Infinity")]
    [InlineData("demo --pace NaN")]
    public async Task Misuse_exits_with_2_and_says_why(string line)
    {
        var run = await _folder.RunAsync(line.Split(' '));
        run.ExitCode.Should().Be(2, run.Out);
        run.Error.Should().NotBeEmpty().And.NotContain("   at ");
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    public async Task An_override_that_is_no_number_is_refused_in_words(string health)
    {
        var run = await _folder.RunAsync("channels", "override", "fast", "--health", health, "--for", "1h", "--reason", "x", "--key", "any");
        run.ExitCode.Should().Be(2, run.Error);
        run.Error.Should().Contain("write a number from 0.01 to 1").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_client_verb_without_a_router_says_how_to_start_one()
    {
        var run = await _folder.RunAsync("query", "pay_1", "--url", "http://127.0.0.1:9");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("router serve").And.NotContain("   at ");
    }

    [Fact]
    public async Task Lint_of_good_rules_finds_nothing()
    {
        var run = await _folder.RunAsync("rules", "lint", "--json");
        run.ExitCode.Should().Be(0, run.Out);
        run.Json["ok"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task Lint_tells_place_id_and_suggestion_of_every_error()
    {
        _folder.Write("rules/default.json", RouterFolder.Rules.Replace("\"platform\"", "\"platfrom\"", StringComparison.Ordinal).Replace("\"never\"", "\"nevr\"", StringComparison.Ordinal));
        var run = await _folder.RunAsync("rules", "lint");
        run.ExitCode.Should().Be(1);
        run.Out.Should().MatchRegex(@"rules/default\.json\(4,\d+\): error RTR1\d\d\d: .*Did you mean ""platform""\?")
            .And.Contain("Did you mean \"never\"?").And.Contain("2 errors");
        var skipped = await _folder.RunAsync("rules", "lint", "--no-catalog", "--json");
        skipped.Json["errors"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public async Task Lint_shows_witnesses_and_fails_for_warnings_unless_told_not_to()
    {
        _folder.Write("rules/two.json", """
            { "rules": [
                { "id": "wide", "priority": 2, "when": { "platform": ["ios", "web"] }, "decline": { "reason": "x" } },
                { "id": "narrow", "priority": 1, "activeTo": "2026-01-01T00:00:00Z", "when": { "platform": "ios" }, "decline": { "reason": "x" } } ],
              "default": { "decline": { "reason": "x" } } }
            """);
        var run = await _folder.RunAsync("rules", "lint", "rules/two.json", "--no-catalog", "--witness", "--at", "2025-01-01T00:00:00Z");
        run.ExitCode.Should().Be(1, run.Out);
        run.Out.Should().Contain("RTR1106").And.NotContain("RTR1108").And.Contain("wide: {\"platform\":\"ios\"}").And.Contain("narrow: hidden by wide");

        var json = await _folder.RunAsync("rules", "lint", "rules/two.json", "--no-catalog", "--witness", "--errors-only", "--json");
        json.ExitCode.Should().Be(0, json.Out);
        json.Json["rules"]![1]!["hiddenBy"]!.ToJsonString().Should().Be("[\"wide\"]");
        json.Out.Should().Contain("RTR1108");
        (await _folder.RunAsync("rules", "lint", "rules/two.json", "--at", "yesterday")).ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task Eval_answers_one_line_for_each_line_of_facts()
    {
        _folder.Write("facts.jsonl", """
            {"platform":"ios","currency":"CNY"}
            {"region":"KP","currency":"CNY"}
            {"currency":"CNY"}

            """);
        var run = await _folder.RunAsync("rules", "eval", "--rules", "rules/default.json", "--facts", "facts.jsonl", "--json");
        run.ExitCode.Should().Be(0, run.Error);
        run.Out.Should().Be("""
            {"rule":"phones","outcome":"route","accounts":["fast"]}
            {"rule":"no-kp","outcome":"decline","accounts":[]}
            {"rule":null,"outcome":"route","accounts":["fast","never"]}

            """);
    }

    [Fact]
    public async Task Eval_reads_tens_of_thousands_of_lines_from_standard_input()
    {
        var input = string.Concat(Enumerable.Repeat("{\"platform\":\"android\",\"currency\":\"CNY\"}\n", 50_000));
        var run = await RouterRun.InAsync(_folder.Root, input, ["rules", "eval", "--rules", "rules/default.json", "--facts", "-", "--json"]);
        run.ExitCode.Should().Be(0, run.Error);
        run.Out.AsSpan().Count('\n').Should().Be(50_000);
    }

    [Fact]
    public async Task Eval_of_a_line_that_is_no_object_exits_with_1_and_answers_the_others()
    {
        var run = await RouterRun.InAsync(_folder.Root, "[]\n{\"region\":\"KP\",\"currency\":\"CNY\"}\n", ["rules", "eval", "--rules", "rules/default.json", "--facts", "-"]);
        run.ExitCode.Should().Be(1);
        run.Out.Should().Contain("1: not understood").And.Contain("2: no-kp declines");
    }

    [Fact]
    public async Task Verify_tells_good_folders_from_bad_ones()
    {
        var good = Path.Combine(AppContext.BaseDirectory, "plugins", "Router.Channel.NoOp");
        var run = await _folder.RunAsync("channels", "verify", good, "--json");
        run.ExitCode.Should().Be(0, run.Out);
        run.Json["id"]!.ToString().Should().Be("noop");
        PluginFolders.Copy("Router.Channel.NoOp", _folder.At("bad"));
        File.AppendAllText(_folder.At("bad/plugin.json"), " ");
        var bad = await _folder.RunAsync("channels", "verify", "bad");
        bad.ExitCode.Should().Be(1);
        bad.Out.Should().Contain("RTR2").And.Contain("would not load");
    }
}
