using Router.HealthLab.Tables;

namespace Router.HealthLab.Tests;

public class LabPageTests
{
    private static string Page => File.ReadAllText(Path.Combine(Root(), "docs", "health-lab.md"));

    [Fact]
    public void The_page_has_its_markers_and_columns()
    {
        var page = Page;
        var table = page[page.IndexOf(LabPage.Begin, StringComparison.Ordinal)..page.IndexOf(LabPage.End, StringComparison.Ordinal)];
        foreach (var column in new[] { "fault", "a second", "static", "breaker", "window", "router", "p99 router, s" })
            table.Should().Contain($"| {column} |");
        foreach (var strategy in World.LabRoutes.Strategies) table.Should().Contain($"| {strategy} |");
        foreach (var fault in World.LabFault.All) table.Should().Contain($"| {fault.Name} |");
    }

    [Fact]
    public void Every_fault_is_explained() => World.LabFault.All.Should().OnlyContain(fault => Page.Contains($"`{fault.Name}`", StringComparison.Ordinal));

    [Fact]
    public void A_table_replaces_the_one_before() =>
        LabPage.Put($"head\n{LabPage.Begin}\nold\n{LabPage.End}\ntail\n", "new\n").Should().Be($"head\n{LabPage.Begin}\nnew\n{LabPage.End}\ntail\n");

    [Theory]
    [InlineData("--fault", "fire")]
    [InlineData("--strategy", "luck")]
    [InlineData("--seeds", "0")]
    [InlineData("--set", "HalfLife=0")]
    [InlineData("--set", "Colour=red")]
    [InlineData("--rate", "fast")]
    [InlineData("--rate", "NaN")]
    [InlineData("--rate", "0")]
    [InlineData("--set", "HalfLife=NaN")]
    [InlineData("--seeds")]
    [InlineData("--loud")]
    public void What_is_not_understood_is_refused(params string[] args) =>
        FluentActions.Invoking(() => LabOptions.Read(args)).Should().Throw<FormatException>();

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Router.sln"))) folder = folder.Parent;
        return folder!.FullName;
    }
}
