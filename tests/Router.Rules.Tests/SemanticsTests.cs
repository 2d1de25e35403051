using System.Text.Json.Nodes;

namespace Router.Rules.Tests;

/// The case files of rules/semantics: facts and the expected verdict.
public sealed class SemanticsTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "rules", "semantics");

    public static TheoryData<string> Files()
    {
        var data = new TheoryData<string>();
        foreach (var file in Directory.GetFiles(Folder, "*.cases.json").Order(StringComparer.Ordinal)) data.Add(Path.GetFileName(file));
        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_case_gives_its_verdict(string file)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!;
        var catalog = root["catalog"] is { } entries ? FactCatalog.Load("facts.json", entries.ToJsonString()).Value! : FactCatalog.Open;
        var bins = root["bins"] is { } csv ? BinTable.Load("bins.csv", csv.GetValue<string>(), catalog).Value! : null;
        var set = RuleFiles.Load(root["rules"]!.ToJsonString(), catalog);

        foreach (var @case in root["cases"]!.AsArray())
        {
            var answer = RuleEval.Evaluate(set, @case!["facts"]!.ToJsonString(), catalog, bins);

            var name = $"{file}: {@case["name"]}";
            answer.Understood.Should().BeTrue(name);
            var actual = JsonNode.Parse(answer.Line)!;
            actual["rule"]?.GetValue<string>().Should().Be(@case["rule"]?.GetValue<string>(), name);
            if (@case["outcome"] is { } outcome) actual["outcome"]!.ToJsonString().Should().Be(outcome.ToJsonString(), name);
            if (@case["accounts"] is { } accounts) actual["accounts"]!.ToJsonString().Should().Be(accounts.ToJsonString(), name);
        }
    }
}
