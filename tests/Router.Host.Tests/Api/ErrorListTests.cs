using System.Text.RegularExpressions;

namespace Router.Host.Tests.Api;

public sealed partial class ErrorListTests
{
    [Fact]
    public void Every_code_in_the_source_is_documented_and_no_other()
    {
        var root = RepositoryRoot();

        var used = Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Quoted().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value)).Distinct().Order();
        var listed = Row().Matches(File.ReadAllText(Path.Combine(root, "docs", "errors.md"))).Select(m => m.Groups[1].Value);

        listed.Should().Equal(used);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Router.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Router.sln was not found above the tests.");
    }

    [GeneratedRegex("\"(28[0-9]{4})\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\| (28[0-9]{4}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
