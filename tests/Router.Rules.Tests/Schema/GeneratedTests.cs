using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Router.Rules.Loading;

namespace Router.Rules.Tests.Schema;

/// What is generated from the tables of facts and operators: the JSON Schema and two tables of docs/rules.md.
public sealed class GeneratedTests
{
    private const string WriteIt = "it is generated from FactTable and OperatorTable: run this test with ROUTER_WRITE_DOCS=1";

    private static bool Writes => Environment.GetEnvironmentVariable("ROUTER_WRITE_DOCS") == "1";

    [Fact]
    public void The_schema_is_what_the_tables_say()
    {
        var path = RuleFiles.InRepository("rules", "schema", "routing-rules.schema.json");
        var schema = SchemaWriter.Write(File.ReadAllText(path));
        if (Writes) File.WriteAllText(path, schema);
        File.ReadAllText(path).Should().Be(schema, WriteIt);
    }

    [Fact]
    public void The_documented_tables_are_the_tables()
    {
        var path = RuleFiles.InRepository("docs", "rules.md");
        var page = File.ReadAllText(path);
        var expected = Between(Between(page, "facts", Facts()), "operators", Operators());
        if (Writes) File.WriteAllText(path, expected);
        File.ReadAllText(path).Should().Be(expected, WriteIt);
    }

    [Fact]
    public void The_schema_takes_every_file_that_the_loader_takes_here()
    {
        var validator = Validator();
        validator.Check(Read("rules", "default.json")).Should().BeEmpty();
        foreach (var file in Directory.GetFiles(RuleFiles.InRepository("rules", "semantics"), "*.cases.json"))
            validator.Check(JsonNode.Parse(File.ReadAllText(file))!["rules"]).Should().BeEmpty(file);
        for (var seed = 0; seed < 200; seed++) validator.Check(JsonNode.Parse(new RandomRules(seed).File().ToJsonString())).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{ "platfrom": "ios" }""")]
    [InlineData("""{ "platform": "iOS" }""")]
    [InlineData("""{ "amount": "100" }""")]
    [InlineData("""{ "amount": { "prefix": "1" } }""")]
    [InlineData("""{ "region": { "gt": "CN" } }""")]
    [InlineData("""{ "cardBin": 622200 }""")]
    [InlineData("""{ "all": [] }""")]
    [InlineData("""{ "not": {} }""")]
    public void The_schema_refuses_what_the_loader_refuses(string when) =>
        Validator().Check(JsonNode.Parse(RuleFiles.WithWhen(when))).Should().NotBeEmpty();

    [Fact]
    public void The_tables_and_the_readers_agree()
    {
        FactTable.All.Select(f => f.Id).Should().Equal(Enum.GetValues<FactId>());
        foreach (var known in OperatorTable.All) RangeReader.IsOrder(known.Name).Should().Be(known.IsOrder, known.Name);
        foreach (var fact in FactTable.All)
        {
            var example = fact.Type == FactType.Integer ? fact.Example : $"\"{fact.Example}\"";
            foreach (var name in OperatorTable.Names)
            {
                var operand = name switch
                {
                    "exists" => "true",
                    "in" or "notIn" => $"[{example}]",
                    "between" => $"[{example}, {example}]",
                    "prefix" or "matches" => "\"62\"",
                    _ => example,
                };
                RuleSetLoader.Load("x.json", RuleFiles.WithWhen($$"""{ "{{fact.Name}}": { "{{name}}": {{operand}} } }""")).HasErrors
                    .Should().Be(!fact.Operators.Contains(name), $"{fact.Name} {name}");
            }
        }
    }

    private static SchemaValidator Validator() => new(Read("rules", "schema", "routing-rules.schema.json").AsObject());

    private static JsonNode Read(params string[] path) => JsonNode.Parse(File.ReadAllText(RuleFiles.InRepository(path)))!;

    private static string Facts()
    {
        var table = new StringBuilder("| fact | meaning | values | example |\n|---|---|---|---|\n");
        foreach (var fact in FactTable.All)
        {
            var values = fact.HasRegistry ? "`rules/facts.json`"
                : fact.Id == FactId.Currency ? "ISO 4217"
                : fact.Values is { } known ? string.Join(", ", known)
                : fact.Type switch { FactType.Integer => "whole numbers", FactType.CardBin => "digits", FactType.Instant => "instants", FactType.Method => "the channels' methods", _ => "text" };
            table.Append(CultureInfo.InvariantCulture, $"| `{fact.Name}` | {fact.Meaning} | {values} | `{(fact.Type == FactType.Integer ? fact.Example : $"\"{fact.Example}\"")}` |\n");
        }

        return table.Append("| `metadata.KEY` | what the caller sends | keys and types (text, integer, boolean) in `rules/facts.json` | `true` |\n").ToString();
    }

    private static string Operators()
    {
        var table = new StringBuilder("| operator | holds where the fact | for |\n|---|---|---|\n");
        foreach (var known in OperatorTable.All)
            table.Append(CultureInfo.InvariantCulture, $"| `{known.Name}` | {known.Meaning} | {(known.IsOrder ? "numbers, times, `cardBin`" : known.IsOfText ? "texts" : "all")} |\n");
        return table.ToString();
    }

    private static string Between(string page, string name, string content)
    {
        var (begin, end) = ($"<!-- {name}: written by a test -->\n", $"<!-- end of {name} -->");
        var from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return page[..from] + content + page[page.IndexOf(end, StringComparison.Ordinal)..];
    }
}
