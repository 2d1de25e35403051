using System.Reflection;
using System.Text.Json.Nodes;

namespace Router.Rules.Tests;

/// What is written for people and editors keeps up with the code.
public sealed class DocumentedTests
{
    [Fact]
    public void The_schema_knows_exactly_the_facts_of_when()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rules", "schema", "routing-rules.schema.json")))!;
        var fields = schema["$defs"]!["when"]!["properties"]!.AsObject().Select(p => p.Key).Except(["all", "any", "not", "expr"]);
        fields.Should().BeEquivalentTo(FactNames.All);
    }

    [Fact]
    public void Diagnostic_ids_are_unique()
    {
        var ids = typeof(DiagnosticIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).ToList();
        ids.Should().OnlyHaveUniqueItems().And.OnlyContain(id => id.StartsWith("RTR1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("((((a{1,99}){1,99}){1,99}){1,99}){1,99}")]
    [InlineData("(a{1000}){1000}")]
    [InlineData("(?=a)b")]
    public void A_pattern_that_could_be_slow_is_refused_at_load(string pattern) =>
        RuleSetLoader.Load("x.json", RuleFiles.WithWhen($$"""{ "merchant": { "matches": "{{pattern}}" } }"""))
            .Diagnostics.Select(d => d.Id).Should().Equal("RTR1016");
}
