using System.Text;

namespace Router.Rules.Tests;

/// broken/cases.txt: what a user is told of some hundred mistakes, to be read as well as run.
public sealed class BrokenCasesTests
{
    private const string CatalogJson = """
        { "region": { "CN": ["china"], "HK": [] }, "cardBank": { "ICBC": ["工商银行"], "ABC": [] }, "metadata": { "vip": "boolean", "level": "integer" } }
        """;

    private static readonly RuleLoadContext s_known = new()
    {
        Accounts = ["main", "other", "wechat-main"],
        Channels = ["wechat"],
        AccountTags = ["cheap"],
        Methods = ["wechat.native", "alipay.page"],
    };

    private static string Source => RuleFiles.InRepository("tests", "Router.Rules.Tests", "broken", "cases.txt");

    [Fact]
    public void Each_mistake_is_told_once_at_its_place_in_the_words_that_stand_below_it()
    {
        var written = File.ReadAllLines(Source);
        var told = new List<string>();
        var misplaced = new List<string>();
        var catalog = FactCatalog.Load("facts.json", CatalogJson).Value;
        foreach (var line in written)
        {
            if (line.StartsWith("    ", StringComparison.Ordinal)) continue;
            told.Add(line);
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0 || line[0] is '#') continue;
            var marked = Frame(line[..colon], line[(colon + 2)..].Replace('⏎', '\n').Replace('⇥', '\t'));
            var findings = RuleSetLoader.Load("broken.json", marked.Replace("¶", "", StringComparison.Ordinal), catalog, s_known).Diagnostics;
            var errors = findings.Where(d => d.Severity == RuleSeverity.Error).ToList();
            told.AddRange(errors.Select(e => $"    {e.Id}: {e.Message}{(e.Suggestion is null ? "" : $" Did you mean \"{e.Suggestion}\"?")}"));
            if (errors.Count != 1 || Place(marked) != (errors[0].Line, errors[0].Column))
                misplaced.Add(line + " -> " + string.Join(" / ", errors));
        }

        if (Environment.GetEnvironmentVariable("ROUTER_WRITE_DOCS") == "1") File.WriteAllText(Source, string.Join('\n', told) + "\n", new UTF8Encoding(false));
        misplaced.Should().BeEmpty();
        told.Should().Equal(File.ReadAllLines(Source), "the lines below the cases are written by this test with ROUTER_WRITE_DOCS=1");
        told.Count(l => l.StartsWith("    RTR1", StringComparison.Ordinal)).Should().BeGreaterThan(200);
    }

    [Fact]
    public void A_file_in_UTF_16_is_told_as_such()
    {
        var text = """{ "rules": [], "default": { "decline": { "reason": "x" } } }""";
        foreach (byte[] bytes in new[] { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], Encoding.Unicode.GetBytes(text), [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)] })
        {
            var finding = RuleSetLoader.Load("x.json", bytes).Diagnostics.Should().ContainSingle().Subject;
            (finding.Id, finding.Line, finding.Column).Should().Be(("RTR1001", 1, 1));
            finding.Message.Should().Contain("Save it as UTF-8");
        }
    }

    private static (int Line, int Column) Place(string marked)
    {
        var at = marked.IndexOf('¶', StringComparison.Ordinal);
        return at < 0 ? (0, 0) : (marked[..at].Count(c => c == '\n') + 1, at - (marked[..at].LastIndexOf('\n') + 1) + 1);
    }

    private static string Frame(string kind, string text) => kind switch
    {
        "json" => text,
        "file" => $$"""{ "rules": [], {{text}}, {{RuleFiles.Default}} }""",
        "rule" => $$"""{ "rules": [ { {{text}} } ], {{RuleFiles.Default}} }""",
        "when" => $$"""
            { "currencies": ["CNY"], "lists": { "banks": ["ICBC"] },
              "rules": [ { "id": "uses", "when": { "cardBank": "@banks" }, "decline": { "reason": "x" } },
                { "id": "收款", "when": {{text}}, "decline": { "reason": "x" } } ], {{RuleFiles.Default}} }
            """,
        "route" => Frame("rule", $""" "id": "r", "route": {text} """),
        "candidate" => Frame("route", $$"""{ "strategy": "weighted", "candidates": ["main", {{text}}] }"""),
        _ => throw new InvalidOperationException($"There is no frame {kind}."),
    };
}
