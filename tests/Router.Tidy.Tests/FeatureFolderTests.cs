using System.Text.RegularExpressions;

namespace Router.Tidy.Tests;

/// <summary>Inside Core the feature folders are a graph without circles, and the arrows are the ones written here.</summary>
public sealed partial class FeatureFolderTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Ids"] = [],
        ["Alarms"] = [],
        ["Telemetry"] = [],
        ["Accounts"] = [],
        ["Health"] = ["Accounts"],
        ["Channels"] = ["Accounts", "Health"],
        ["Orders"] = [],
        ["Routing"] = ["Orders", "Accounts", "Health"],
        ["Backtesting"] = ["WhatIf", "Routing", "Orders", "Accounts", "Health"],
        ["WhatIf"] = ["Routing", "Orders", "Accounts", "Health"],
        ["Store"] = ["Orders"],
        ["Risk"] = ["Orders"],
        ["Replay"] = ["Routing", "Orders", "Accounts", "Health", "Store"],
        ["Payments"] = ["Alarms", "Telemetry", "Routing", "WhatIf", "Channels", "Risk", "Orders", "Store", "Ids", "Health", "Accounts"],
        ["Refunds"] = ["Payments", "Channels", "Orders", "Store", "Ids", "Health", "Accounts"],
        ["Notifications"] = ["Alarms", "Telemetry", "Payments", "Refunds", "Channels", "Orders", "Store", "Accounts"],
        // Recovery finds orphan captures and asks Refunds to give them back: docs/adr/0008.
        ["Recovery"] = ["Payments", "Refunds", "Channels", "Orders", "Store", "Accounts"],
        ["Cases"] = ["Payments", "Refunds", "Orders", "Store", "Accounts"],
        ["Bills"] = ["Cases", "Payments", "Refunds", "Channels", "Orders", "Store", "Accounts"],
    };

    [Fact]
    public void Every_folder_of_Core_has_its_arrows_written_down() => Folders().Should().BeEquivalentTo(Allowed.Keys);

    [Fact]
    public void No_folder_of_Core_knows_one_it_may_not()
    {
        var wrong = Uses().Where(use => !Allowed[use.From].Contains(use.To)).Select(use => $"{use.From} -> {use.To}: {use.File}");
        wrong.Should().BeEmpty("Allowed lists what a folder may know; a new arrow needs a reason there");
    }

    [Fact]
    public void The_folders_of_Core_have_no_circle() => Circle(Uses().Select(use => (use.From, use.To)).ToHashSet()).Should().BeNull();

    [Fact]
    public void What_is_allowed_has_no_circle() =>
        Circle([.. Allowed.SelectMany(entry => entry.Value.Select(to => (entry.Key, to)))]).Should().BeNull();

    [Fact]
    public void Namespaces_are_folders()
    {
        foreach (var file in Repository.SourceFiles("src", "plugins"))
        {
            if (Namespace().Match(File.ReadAllText(file)) is not { Success: true } match) continue;
            var folders = Path.GetDirectoryName(Repository.Relative(file))!.Replace('\\', '/').Split('/')[1..];
            match.Groups[1].Value.Should().Be(string.Join('.', folders), Repository.Relative(file));
        }
    }

    private static IEnumerable<string> Folders() =>
        Repository.SourceFiles("src/Router.Core").Select(FolderOf).Distinct();

    private static IEnumerable<(string From, string To, string File)> Uses() =>
        from file in Repository.SourceFiles("src/Router.Core")
        from Match match in CoreNamespace().Matches(Repository.Code(file))
        where match.Groups[1].Value != FolderOf(file)
        select (FolderOf(file), match.Groups[1].Value, Repository.Relative(file));

    private static string FolderOf(string file) => Repository.Relative(file).Split('/')[2];

    /// <summary>A circle as "A -> B -> A", or null: folders that lead nowhere are taken away until none is left, or only circles.</summary>
    private static string? Circle(HashSet<(string From, string To)> arrows)
    {
        while (arrows.RemoveWhere(arrow => !arrows.Any(next => next.From == arrow.To)) > 0) { }
        if (arrows.Count == 0) return null;

        List<string> path = [arrows.First().From];
        while (path.Count == path.Distinct().Count()) path.Add(arrows.First(arrow => arrow.From == path[^1]).To);
        return string.Join(" -> ", path.SkipWhile(folder => folder != path[^1]));
    }

    [GeneratedRegex(@"\bRouter\.Core\.([A-Z]\w+)")]
    private static partial Regex CoreNamespace();

    [GeneratedRegex(@"(?m)^namespace ([\w.]+);")]
    private static partial Regex Namespace();
}
