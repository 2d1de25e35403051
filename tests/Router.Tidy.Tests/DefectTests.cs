using System.Text.RegularExpressions;

namespace Router.Tidy.Tests;

/// <summary>docs/defects.md names a test for each defect of the field, and each of those tests a line there.</summary>
public sealed partial class DefectTests
{
    private const int Known = 18;

    [Fact]
    public void Every_defect_has_its_tests_and_every_test_its_line()
    {
        var lines = Line().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/defects.md")));
        lines.Select(line => int.Parse(line.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Distinct()
            .Should().BeEquivalentTo(Enumerable.Range(1, Known));
        lines.Select(line => line.Groups[2].Value).Distinct().Should().BeEquivalentTo(Tests());
    }

    private static IEnumerable<string> Tests() =>
        from file in Repository.Files("tests", "FieldDefect*.cs")
        from Match test in Test().Matches(File.ReadAllText(file))
        select $"{Path.GetFileNameWithoutExtension(file)}.{test.Groups[1].Value}";

    [GeneratedRegex(@"(?m)^\| D(\d+) \|.*\| `(\w+\.\w+)` \|$")]
    private static partial Regex Line();

    [GeneratedRegex(@"public (?:void|async Task) (D\d\d_\w+)\(")]
    private static partial Regex Test();
}
