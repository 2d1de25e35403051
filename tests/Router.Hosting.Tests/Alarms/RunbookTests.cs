using Router.Core.Alarms;

namespace Router.Hosting.Tests.Alarms;

public sealed class RunbookTests
{
    private static readonly string[] Sections = ["## What it means", "## What has happened to money", "## What to look at", "## What to do", "## What not to do"];

    private static IEnumerable<string> Pages => Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/runbooks"), "*.md")
        .Select(p => Path.GetFileNameWithoutExtension(p)!).Where(n => n != "README");

    [Fact]
    public void Every_kind_has_a_page_and_every_page_a_kind() => Pages.Should().BeEquivalentTo(AlarmKinds.All.Select(k => k.Name));

    [Fact]
    public void Every_page_says_all_that_is_needed()
    {
        foreach (var kind in AlarmKinds.All)
        {
            var page = Repository.Read($"docs/runbooks/{kind.Name}.md");
            page.Should().StartWith($"# {kind.Name}").And.Contain(kind.Code).And.Contain(kind.Severity.ToString().ToLowerInvariant()).And.ContainAll(Sections);
        }
    }

    [Fact]
    public void Names_and_codes_are_unique()
    {
        AlarmKinds.All.Select(k => k.Name).Should().OnlyHaveUniqueItems();
        AlarmKinds.All.Select(k => k.Code).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
    }
}
