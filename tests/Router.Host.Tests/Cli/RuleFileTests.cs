namespace Router.Host.Tests.Cli;

/// <summary>What the verbs for rule files have in common.</summary>
public sealed class RuleFileTests : IDisposable
{
    private readonly RouterFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Eval_takes_one_payment_as_JSON_and_names_what_was_not_understood()
    {
        var run = await _folder.RunAsync("rules", "eval", "--facts", """{"currency":"CNY","amount":10.5,"metod":"x"}""");

        run.ExitCode.Should().Be(0, run.Error);
        run.Out.Should().StartWith("1: (default) -> ").And.Contain("(not understood, so absent: amount: a number, not a whole number; metod: no such fact)");
    }

    [Theory]
    [InlineData("eval", "--rules", "broken.json", "--facts", "{}")]
    [InlineData("explain", "--rules", "broken.json", "--facts", "{}")]
    [InlineData("simulate", "broken.json")]
    [InlineData("diff", "rules/default.json", "text.json")]
    public async Task An_error_is_one_JSON_document_too(params string[] args)
    {
        _folder.Write("broken.json", """{ "rules": [] }""");
        _folder.Write("text.json", "no JSON");

        var run = await _folder.RunAsync(["rules", .. args, "--json"]);

        run.ExitCode.Should().NotBe(0);
        ((string?)run.Json["error"]).Should().Contain("RTR10");
    }

    [Theory]
    [InlineData("lint", "--no-catlog", "There is no option --no-catlog")]
    [InlineData("lint", "--at=2026-01-01", "--at 2026-01-01 is no instant")]
    [InlineData("simulate", "--at=2026-01-01", "--at 2026-01-01 is no instant")]
    public async Task A_mistake_in_the_command_line_is_named(string verb, string option, string message)
    {
        var run = await _folder.RunAsync("rules", verb, option);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(message);
    }
}
