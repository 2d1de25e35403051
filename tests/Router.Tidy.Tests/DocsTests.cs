using System.Text.RegularExpressions;

namespace Router.Tidy.Tests;

public sealed partial class DocsTests
{
    private static IEnumerable<string> Pages => Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Repository.Files("docs", "*.md"))
        .Concat(Repository.Files("plugins", "*.md")).Concat(Repository.Files("samples", "*.md"));

    [Fact]
    public void Every_link_leads_to_a_file()
    {
        var broken =
            from page in Pages
            from Match link in Link().Matches(File.ReadAllText(page))
            let target = link.Groups[1].Value
            where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
            where !Leads(page, target)
            select $"{Repository.Relative(page)}: {target}";
        broken.Should().BeEmpty();
    }

    [Fact]
    public void Every_file_named_in_the_docs_is_there()
    {
        var gone =
            from page in Pages
            where Path.GetFileName(page) != "CHANGELOG.md"
            from Match name in SourceFile().Matches(File.ReadAllText(page))
            where !Path.Exists(Path.Combine(Repository.Root, name.Groups[1].Value))
            select $"{Repository.Relative(page)}: {name.Groups[1].Value}";
        gone.Should().BeEmpty("a page that names a file which has gone does not hold any more");
    }

    [Fact]
    public void Every_diagnostic_has_its_paragraph()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/diagnostics.md"));
        var ids = Repository.SourceFiles("src").SelectMany(file => Diagnostic().Matches(File.ReadAllText(file))).Select(match => match.Value);
        ids.Distinct().Order(StringComparer.Ordinal).Where(id => !page.Contains(id, StringComparison.Ordinal))
            .Should().BeEmpty("docs/diagnostics.md says of every number what it means and how to mend it");
    }

    [Fact]
    public void Every_error_code_has_its_line()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/errors.md"));
        var codes = Repository.SourceFiles("src").SelectMany(file => ErrorCode().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);
        codes.Distinct().Order(StringComparer.Ordinal).Where(code => !page.Contains(code, StringComparison.Ordinal))
            .Should().BeEmpty("docs/errors.md says of every code what it means and what to do");
    }

    private static bool Leads(string page, string target)
    {
        var parts = target.Split('#', 2);
        var path = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0]));
        if (!Path.Exists(path)) return false;
        return parts.Length == 1 || !path.EndsWith(".md", StringComparison.Ordinal) || Anchors(path).Contains(parts[1]);
    }

    private static HashSet<string> Anchors(string page) =>
        [.. Heading().Matches(File.ReadAllText(page)).Select(match => NoAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|plugins|tests|rules|docs|build|samples)/[\w./-]+\.(?:cs|json|csproj|md|csv|targets|props|txt|sql|jsonl))`")]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"\bRTR\d{4}\b")]
    private static partial Regex Diagnostic();

    [GeneratedRegex(@"""(28\d{4})""")]
    private static partial Regex ErrorCode();

    [GeneratedRegex(@"(?m)^#+ (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
