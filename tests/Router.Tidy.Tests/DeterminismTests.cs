using System.Text.RegularExpressions;

namespace Router.Tidy.Tests;

/// <summary>
/// A seed must replay in the next process, where hashes differ. build/BannedSymbols.txt stops the clock and the thread pool; here it is
/// the order of hash-ordered collections. A line that sorts, or where order cannot matter, says so.
/// </summary>
public sealed partial class DeterminismTests
{
    // Where the order of a walk cannot be seen.
    private static readonly Dictionary<string, string> Harmless = new()
    {
        ["src/Router.Core/Health/HealthModel.cs: foreach (var gone in "] = "what has gone is removed; no removal sees another",
        ["src/Router.Rules/Index/TextTable.cs: foreach (var (text, number) in texts)"] = "whichever slot a text gets, the same text is found",
    };

    [Fact]
    public void Core_and_Rules_walk_through_no_hash_ordered_collection()
    {
        var walks = Repository.SourceFiles("src/Router.Core", "src/Router.Rules")
            .SelectMany(Walks)
            .Where(walk => !Harmless.Keys.Any(key => walk.StartsWith(key, StringComparison.Ordinal)));
        walks.Should().BeEmpty("sort first, or add the file to Harmless with the reason");
    }

    private static IEnumerable<string> Walks(string file)
    {
        var code = Repository.Code(file);
        var names = Declared().Matches(code).Concat(Made().Matches(code)).Select(match => match.Groups["name"].Value).ToHashSet();
        foreach (var line in code.Split('\n'))
        {
            if (line.Contains("Order", StringComparison.Ordinal)) continue;
            if (names.Any(name => Regex.IsMatch(line, $@"\bin {name}(\.Keys|\.Values)?\)|\b{name}\.(Keys|Values|Select|SelectMany|First|Last|Aggregate)\b")))
                yield return $"{Repository.Relative(file)}: {line.Trim()}";
        }
    }

    [GeneratedRegex(@"\b(?:ConcurrentDictionary|Dictionary|HashSet)<[^;=(]*>\??\s+(?<name>\w+)\s*(?:=|;|\{|,|\))")]
    private static partial Regex Declared();

    [GeneratedRegex(@"\bvar (?<name>\w+) = new (?:ConcurrentDictionary|Dictionary|HashSet)<|\bvar (?<name>\w+) = [^;\n]*\.To(?:Dictionary|HashSet)\(")]
    private static partial Regex Made();
}
