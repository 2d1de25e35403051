using System.Text;

namespace Router.Rules.Tests;

/// The files of broken: what a user is told of some hundred mistakes, to be read as well as run.
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

    private static IEnumerable<string> Sources =>
        Directory.GetFiles(RuleFiles.InRepository("tests", "Router.Rules.Tests", "broken"), "*.txt").Order(StringComparer.Ordinal);

    /// A case and the line below it. One test for each: a mistake in the readers shows at the cases it touches, and at once.
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var source in Sources)
        {
            var lines = File.ReadAllLines(source);
            for (var i = 0; i < lines.Length - 1; i++)
                if (IsCase(lines[i])) data.Add(lines[i], lines[i + 1]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_mistake_is_told_once_at_its_place_in_the_words_that_stand_below_it(string line, string words)
    {
        var marked = Marked(line);

        var error = Errors(marked).Should().ContainSingle().Subject;

        Told(error).Should().Be(words, "ROUTER_WRITE_DOCS=1 writes the lines below the cases");
        (error.Line, error.Column).Should().Be(Place(marked), line);
    }

    [Fact]
    public void The_files_hold_hundreds_of_cases_each_with_one_line_below_it()
    {
        var count = 0;
        foreach (var source in Sources)
        {
            if (Environment.GetEnvironmentVariable("ROUTER_WRITE_DOCS") == "1")
            {
                var told = File.ReadAllLines(source).Where(l => !IsTold(l)).SelectMany(l => IsCase(l) ? [l, .. Errors(Marked(l)).Select(Told)] : new[] { l });
                File.WriteAllText(source, string.Join('\n', told) + "\n", new UTF8Encoding(false));
            }

            var lines = File.ReadAllLines(source);
            lines.Where(IsTold).Should().OnlyContain(l => l.StartsWith("    RTR1", StringComparison.Ordinal));
            Enumerable.Range(1, lines.Length - 1).Should().OnlyContain(i => IsTold(lines[i]) == IsCase(lines[i - 1]));
            count += lines.Count(IsTold);
        }

        count.Should().BeGreaterThan(450);
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

    private static bool IsTold(string line) => line.StartsWith("    ", StringComparison.Ordinal);

    private static bool IsCase(string line) => !IsTold(line) && !line.StartsWith('#') && line.Contains(": ", StringComparison.Ordinal);

    private static string Told(RuleDiagnostic error) =>
        $"    {error.Id}: {error.Message}{(error.Suggestion is null ? "" : $" Did you mean \"{error.Suggestion}\"?")}";

    private static string Marked(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return Frame(line[..colon], line[(colon + 2)..].Replace('⏎', '\n').Replace('⇥', '\t'));
    }

    private static List<RuleDiagnostic> Errors(string marked)
    {
        var catalog = FactCatalog.Load("facts.json", CatalogJson).Value;
        var findings = RuleSetLoader.Load("broken.json", marked.Replace("¶", "", StringComparison.Ordinal), catalog, s_known).Diagnostics;
        return [.. findings.Where(d => d.Severity == RuleSeverity.Error)];
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
        "expr" => Frame("when", $$"""{ "expr": "{{text}}" }"""),
        "route" => Frame("rule", $""" "id": "r", "route": {text} """),
        "candidate" => Frame("route", $$"""{ "strategy": "weighted", "candidates": ["main", {{text}}] }"""),
        _ => throw new InvalidOperationException($"There is no frame {kind}."),
    };
}
