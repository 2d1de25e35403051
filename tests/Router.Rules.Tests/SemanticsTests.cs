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

    [Fact]
    public void What_no_file_may_say_is_refused_with_one_finding()
    {
        foreach (var @case in JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "refused.cases.json")))!["refused"]!.AsArray())
        {
            var loaded = RuleSetLoader.Load("x.json", @case!["rules"]!.ToJsonString());
            loaded.Value.Should().BeNull($"{@case["name"]}");
            loaded.Diagnostics.Where(d => d.Severity == RuleSeverity.Error).Select(d => d.Id).Should().Equal([@case["id"]!.GetValue<string>()], $"{@case["name"]}");
        }
    }

    [Fact]
    public void Every_sentence_of_the_table_names_a_case_or_a_test_that_exists()
    {
        var tests = Directory.GetFiles(RuleFiles.InRepository("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(f => Path.GetFileNameWithoutExtension(f)!, StringComparer.Ordinal);
        var rows = File.ReadAllLines(Path.Combine(Folder, "README.md")).Where(l => l.StartsWith('|')).Skip(2).Select(l => l.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();

        rows.Should().HaveCountGreaterThan(100);
        foreach (var row in rows)
        {
            var file = Path.Combine(Folder, row[1] + ".cases.json");
            if (File.Exists(file))
            {
                var root = JsonNode.Parse(File.ReadAllText(file))!;
                root["cases"]!.AsArray().Concat(root["refused"]?.AsArray() ?? []).Select(c => c!["name"]!.GetValue<string>()).Should().Contain(row[2], row[1]);
            }
            else
            {
                tests[row[1]].Should().Contain(f => File.ReadAllText(f).Contains($" {row[2]}(", StringComparison.Ordinal), row[2]);
            }
        }
    }
}
