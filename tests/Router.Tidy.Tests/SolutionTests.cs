using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Router.Tidy.Tests;

public sealed partial class SolutionTests
{
    private static IEnumerable<string> Projects =>
        new[] { "src", "plugins", "tests", "samples", "bench", "templates" }.SelectMany(folder => Repository.Files(folder, "*.csproj"));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Router.sln")).Replace('\\', '/');
        // Fixtures are plugins meant to be bad; their tests build them.
        Projects.Select(Repository.Relative)
            .Where(project => !project.StartsWith("tests/Fixtures/", StringComparison.Ordinal) && !project.StartsWith("templates/", StringComparison.Ordinal))
            .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal))
            .Should().BeEmpty("`dotnet sln add` puts a project in, or ./test.sh never sees it");
    }

    [Fact]
    public void Every_project_holds_code_and_every_test_project_a_test()
    {
        foreach (var project in Projects)
        {
            // A fixture may be nothing but its settings and the source shared by all.
            if (Repository.Relative(project).StartsWith("tests/Fixtures/", StringComparison.Ordinal)) continue;
            // It builds the template's plugin, which stands in templates/.
            if (Repository.Relative(project).StartsWith("tests/Router.Channel.Acme/", StringComparison.Ordinal)) continue;

            var sources = Repository.SourceFiles(Path.GetDirectoryName(Repository.Relative(project))!).ToList();
            sources.Should().NotBeEmpty("{0} is a project", project);
            if (project.EndsWith(".Tests.csproj", StringComparison.Ordinal))
                sources.Should().Contain(file => TestMark().IsMatch(File.ReadAllText(file)), "{0} is a test project", project);
        }
    }

    [Fact]
    public void Every_package_is_pinned_to_one_version()
    {
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").Select(item => $"{item.Attribute("Include")!.Value} {item.Attribute("Version")!.Value}");
        versions.Should().NotBeEmpty().And.OnlyContain(version => ExactVersion().IsMatch(version));
    }

    [Fact]
    public void No_project_has_a_package_version_of_its_own()
    {
        // Two fixtures need two versions of one library: that is what they prove. A template goes where there is no central file.
        var own = Projects.Where(project => !Repository.Relative(project).StartsWith("tests/Fixtures/", StringComparison.Ordinal))
            .Where(project => !Repository.Relative(project).StartsWith("templates/", StringComparison.Ordinal))
            .Where(project => XDocument.Load(project).Descendants("PackageReference")
                .Any(item => item.Attribute("Version") is not null || item.Attribute("VersionOverride") is not null));
        own.Select(Repository.Relative).Should().BeEmpty("versions stand in Directory.Packages.props");
    }

    [Fact]
    public void The_template_names_the_versions_that_are_tested_here()
    {
        var central = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").ToDictionary(item => item.Attribute("Include")!.Value, item => item.Attribute("Version")!.Value);
        var named = Projects.Where(project => Repository.Relative(project).StartsWith("templates/", StringComparison.Ordinal))
            .SelectMany(project => XDocument.Load(project).Descendants("PackageReference"))
            .Where(item => item.Attribute("Version")!.Value != "$(RouterVersion)").ToList();
        named.Should().NotBeEmpty();
        foreach (var item in named) central[item.Attribute("Include")!.Value].Should().Be(item.Attribute("Version")!.Value);
    }

    [Fact]
    public void Every_project_has_its_lock_file() =>
        Projects.Where(project => !Repository.Relative(project).StartsWith("templates/", StringComparison.Ordinal))
            .Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")))
            .Select(Repository.Relative).Should().BeEmpty("commit the packages.lock.json that restore writes");

    [GeneratedRegex(@"\[(Fact|Theory)\b")]
    private static partial Regex TestMark();

    [GeneratedRegex(@"^[\w.]+ \d+(\.\d+){2,3}$")]
    private static partial Regex ExactVersion();
}
