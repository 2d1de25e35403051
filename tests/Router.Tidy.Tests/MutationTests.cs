using System.Text.Json;
using System.Text.RegularExpressions;

namespace Router.Tidy.Tests;

/// <summary>mutate.sh runs too seldom to find out by itself that what it names has moved.</summary>
public sealed partial class MutationTests
{
    public static TheoryData<string> Configs => [.. Files];

    private static IEnumerable<string> Files => Repository.Files("build/mutation", "*.json").Select(Repository.Relative);

    [Theory]
    [MemberData(nameof(Configs))]
    public void Every_file_that_is_mutated_is_there(string config)
    {
        var sources = Repository.SourceFiles("src/Router.Core").Select(file => "/" + Repository.Relative(file)).ToList();
        Strings(config, "mutate").Where(pattern => !sources.Any(file => file.EndsWith(pattern.TrimStart('*'), StringComparison.Ordinal)))
            .Should().BeEmpty("{0} names files of Router.Core", config);
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void Every_test_that_is_asked_for_is_there(string config)
    {
        var tests = Repository.SourceFiles("tests").Select(Repository.Code).Select(Names).ToList();
        var filter = Settings(config).TryGetProperty("test-case-filter", out var found) ? found.GetString()! : "";
        Wanted().Matches(filter).Select(match => match.Groups[1].Value).Where(name => !tests.Any(text => text.Contains(name, StringComparison.Ordinal)))
            .Should().BeEmpty("{0} filters by them, and a filter that fits nothing lets every mutant live", config);
    }

    [Fact]
    public void The_script_names_configs_and_test_projects_that_are_there()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "mutate.sh"));
        Files.Should().HaveCount(3);
        Files.Select(Path.GetFileNameWithoutExtension).Should().OnlyContain(name => script.Contains($" {name} ", StringComparison.Ordinal));
        TestProject().Matches(script).Select(match => match.Value).Where(tests => !Directory.Exists(Path.Combine(Repository.Root, "tests", tests)))
            .Should().BeEmpty("mutate.sh runs them");
    }

    // Namespaces and methods, as a filter of full names sees them.
    private static string Names(string code) => code.Replace(";", ".", StringComparison.Ordinal);

    private static IEnumerable<string> Strings(string config, string name) =>
        Settings(config).TryGetProperty(name, out var list) ? list.EnumerateArray().Select(item => item.GetString()!) : [];

    private static JsonElement Settings(string config) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, config))).RootElement.GetProperty("stryker-config");

    [GeneratedRegex(@"FullyQualifiedName~([\w.]+)")]
    private static partial Regex Wanted();

    [GeneratedRegex(@"Router\.\w+\.Tests\b")]
    private static partial Regex TestProject();
}
