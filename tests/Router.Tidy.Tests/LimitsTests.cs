using System.Text.RegularExpressions;

namespace Router.Tidy.Tests;

/// <summary>The page of limits names tests that are there.</summary>
public sealed partial class LimitsTests
{
    [Fact]
    public void Every_limit_names_a_test_that_is_there()
    {
        var tests = Repository.SourceFiles("tests").SelectMany(file => Test().Matches(File.ReadAllText(file))).Select(m => m.Groups[1].Value).ToHashSet();
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs/limits.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| what |", StringComparison.Ordinal))
            .Select(line => line.TrimEnd('|', ' ').Split(" | ")).ToList();
        rows.Should().HaveCountGreaterThan(30);
        rows.Where(row => row.Length != 5 || !tests.Contains(row[4].Trim('`'))).Select(row => string.Join(" | ", row)).Should().BeEmpty();
    }

    [GeneratedRegex(@"public (?:async Task|void|Task) (\w+)\(")]
    private static partial Regex Test();
}
