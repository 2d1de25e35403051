using System.Text.RegularExpressions;

namespace Router.Tidy.Tests;

/// <summary>A file and a function that fit into one head.</summary>
public sealed partial class SizeTests
{
    private const int FileLinesMax = 400;
    private const int FunctionLinesMax = 70;

    [Fact]
    public void No_source_file_is_too_long() =>
        Repository.SourceFiles("src", "plugins", "tests")
            .Select(file => (Name: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > FileLinesMax)
            .Should().BeEmpty("a file of more than {0} lines holds more than one thought", FileLinesMax);

    [Fact]
    public void No_function_is_too_long() =>
        Repository.SourceFiles("src", "plugins").SelectMany(LongBlocks)
            .Should().BeEmpty("a function of more than {0} lines has leaves to be cut off", FunctionLinesMax);

    // The formatter puts a block's braces on lines of their own at one indentation, so a block ends at the next such brace.
    private static IEnumerable<string> LongBlocks(string file)
    {
        var lines = File.ReadAllLines(file);
        for (var start = 1; start < lines.Length; start++)
        {
            if (lines[start].Trim() != "{" || IsType(lines, start)) continue;

            var end = Array.FindIndex(lines, start, line => line.TrimStart().StartsWith('}') && Indent(line) == Indent(lines[start]));
            if (end < 0) yield return $"{Repository.Relative(file)}:{start + 1} (its end was not found)";
            else if (end - start > FunctionLinesMax) yield return $"{Repository.Relative(file)}:{start + 1} ({end - start} lines)";
        }
    }

    private static bool IsType(string[] lines, int brace)
    {
        var head = brace - 1;
        while (head > 0 && Indent(lines[head]) > Indent(lines[brace])) head--;
        // A primary constructor or a where clause may stand between the head and its brace.
        while (head > 0 && lines[head].TrimStart() is [')' or ':', ..]) head--;
        return TypeHead().IsMatch(lines[head]);
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    [GeneratedRegex(@"\b(class|record|struct|interface|enum|namespace)\b")]
    private static partial Regex TypeHead();
}
