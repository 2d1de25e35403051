using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Router.Rules.Expressions;

namespace Router.Rules.Tests.Expressions;

/// docs/expressions.md holds the tables of the code.
public sealed class ExpressionDocsTests
{
    public static TheoryData<string> Examples()
    {
        var data = new TheoryData<string>();
        var ofPage = Regex.Matches(File.ReadAllText(DocsFile()).Split("## Examples")[1], @"\| `([^`]+)` \|").Select(m => m.Groups[1].Value);
        foreach (var example in ExpressionOperators.All.Select(o => o.Example).Concat(FunctionTable.All.Select(f => f.Example)).Concat(ofPage).Distinct())
            data.Add(example);
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_can_be_loaded_with_the_shipped_registries(string expression)
    {
        var catalog = FactCatalog.Load("facts.json", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rules", "facts.json"))).Value;
        RuleFiles.Load($$"""
            { "currencies": ["CNY"], "lists": { "shoppingDays": [20261111] },
              "rules": [ { "id": "r", "when": { "expr": "{{JsonEncodedText.Encode(expression)}}" }, "decline": { "reason": "x" } } ], {{RuleFiles.Default}} }
            """, catalog).Count.Should().Be(1);
    }

    [Fact]
    public void The_documented_tables_are_those_of_the_code()
    {
        var path = DocsFile();
        var written = File.ReadAllText(path);
        var expected = Filled(Filled(written, "operators", Operators()), "functions", Functions());
        if (Environment.GetEnvironmentVariable("ROUTER_WRITE_DOCS") == "1") File.WriteAllText(path, expected);
        File.ReadAllText(path).Should().Be(expected, "the tables of docs/expressions.md are written by this test: run it with ROUTER_WRITE_DOCS=1");
    }

    [Fact]
    public void The_table_of_operators_is_in_the_order_of_the_operators() =>
        ExpressionOperators.All.Select(o => o.Operator).Should().Equal(Enum.GetValues<Operator>());

    [Fact]
    public void Every_operator_and_function_has_a_case()
    {
        var cases = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rules", "semantics", "expr.cases.json"));
        cases.Should().ContainAll(ExpressionOperators.All.SelectMany(o => o.Spellings).Select(s => s == "!" ? "!metadata" : $"{s} ").Except(["- "]));
        cases.Should().ContainAll(FunctionTable.All.Select(f => f.Name + "("));
    }

    private static string Operators()
    {
        var table = new StringBuilder("| operator | between | meaning | example |\n|---|---|---|---|\n");
        foreach (var o in ExpressionOperators.All)
            table.Append(CultureInfo.InvariantCulture, $"| {string.Join(", ", o.Spellings.Select(s => Cell($"`{s}`")))} | {o.Operands} | {o.Meaning} | {Cell($"`{o.Example}`")} |\n");
        return table.ToString();
    }

    private static string Functions()
    {
        var table = new StringBuilder("| function | gives | meaning | example |\n|---|---|---|---|\n");
        foreach (var f in FunctionTable.All)
        {
            var result = f.Form is FunctionForm.If or FunctionForm.Coalesce ? "the type of its values" : TypeWords.Of(f.Result);
            table.Append(CultureInfo.InvariantCulture, $"| `{f.Signature}` | {result} | {f.Meaning} | `{f.Example}` |\n");
        }

        return table.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Filled(string page, string name, string table) =>
        Regex.Replace(page, $@"(<!-- {name}:[^\n]*-->\n)(.*?)(<!-- end -->)", m => m.Groups[1].Value + table + m.Groups[3].Value, RegexOptions.Singleline);

    private static string DocsFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Router.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "docs", "expressions.md");
    }
}
