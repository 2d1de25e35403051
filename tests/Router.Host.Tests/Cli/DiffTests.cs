namespace Router.Host.Tests.Cli;

public sealed class DiffTests : IDisposable
{
    private readonly RouterFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_changed_file_is_told_in_words_and_exits_with_1()
    {
        _folder.Write("rules/new.json", RouterFolder.Rules.Replace("\"ios\", ", "", StringComparison.Ordinal));

        var run = await _folder.RunAsync("rules", "diff", "rules/default.json", "rules/new.json");
        var json = (await _folder.RunAsync("rules", "diff", "rules/default.json", "rules/new.json", "--json")).Json;

        run.ExitCode.Should().Be(1, run.Error);
        run.Out.Should().Be("rule phones: platform: ios removed\n1 change\n".Replace("\n", Environment.NewLine));
        ((string?)json["likeness"]).Should().Be("different");
        ((string?)json["changes"]![0]!["rule"]).Should().Be("phones");
    }

    [Theory]
    [InlineData(RouterFolder.Rules, 0, "nothing changed")]
    [InlineData(" " + RouterFolder.Rules, 0, "only the layout changed")]
    [InlineData("{", 2, "")]
    public async Task The_exit_code_says_whether_something_changed(string now, int code, string told)
    {
        _folder.Write("rules/new.json", now);

        var run = await _folder.RunAsync("rules", "diff", "rules/default.json", "rules/new.json");

        run.ExitCode.Should().Be(code, run.Error);
        run.Out.Should().StartWith(told);
    }
}
