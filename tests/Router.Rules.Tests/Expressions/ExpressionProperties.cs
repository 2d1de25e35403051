using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Router.Rules.Conditions;
using Router.Rules.Expressions;

namespace Router.Rules.Tests.Expressions;

public sealed class ExpressionProperties
{
    /// Metadata is open here: keys have the type that the payment gives them, as "any" does.
    internal static readonly FactCatalog Catalog = FactCatalog.Open;

    [Fact]
    public void The_compiled_expression_agrees_with_the_interpreter() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(800),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), CompiledAgreesWithInterpreted));

    [Theory]
    [InlineData(1)]
    [InlineData(51)]
    [InlineData(101)]
    [InlineData(151)]
    [InlineData(201)]
    [InlineData(251)]
    [InlineData(301)]
    [InlineData(351)]
    [InlineData(401)]
    public void These_expressions_give_compiled_what_they_give_interpreted(int from)
    {
        for (var seed = from; seed < from + 50; seed++) CompiledAgreesWithInterpreted(seed);
    }

    [Fact]
    public void The_compiled_expression_means_what_the_naive_one_means() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(800),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), MeansWhatIsSaid));

    [Theory]
    [InlineData(1)]
    [InlineData(51)]
    [InlineData(101)]
    [InlineData(151)]
    [InlineData(201)]
    [InlineData(251)]
    [InlineData(301)]
    public void These_expressions_mean_what_the_naive_ones_mean(int from)
    {
        for (var seed = from; seed < from + 50; seed++) MeansWhatIsSaid(seed);
    }

    [Fact]
    public void Random_expressions_are_well_typed()
    {
        var refused = Enumerable.Range(0, 300).Select(seed => new RandomExpressions(seed).Condition(3))
            .Where(text => text.Length <= ExpressionReader.MaxLength).Where(text => Load(text).Condition is null);
        refused.Should().BeEmpty("what is refused is not compared");
    }

    [Fact]
    public void No_text_makes_the_reader_throw_and_every_finding_lies_in_the_expression() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new RandomExpressions(seed);
            var text = Math.Abs(seed % 3) switch
            {
                0 => random.Garbage(1 + (Math.Abs(seed % 20))),
                1 => random.Damaged(random.Condition(2)),
                _ => random.Mixed(random.Mixed(random.Condition(2))),
            };
            var json = File(text);
            var start = json.IndexOf("\"expr\":", StringComparison.Ordinal) + 8;
            var end = json.IndexOf(" }, \"decline\"", StringComparison.Ordinal);

            var loaded = RuleSetLoader.Load("x.json", json);

            (loaded.Value is null).Should().Be(loaded.HasErrors, text);
            if (loaded.Value?.Rules[0].When is ExpressionCondition condition)
                Parts(condition.Root).Should().OnlyContain(n => n.Type != ExpressionType.Unknown && n.Type != ExpressionType.List, text);
            foreach (var finding in loaded.Diagnostics.Where(d => d.Severity == RuleSeverity.Error))
            {
                finding.Column.Should().BeInRange(start + 1, end + 1, $"of {json}: {finding}");
                finding.Message.Should().NotContainAny("Exception", "Parameter '", "System.");
            }
        }));

    private static IEnumerable<Node> Parts(Node node) => node.Children.SelectMany(Parts).Prepend(node);

    internal static (RuleSet? Set, ExpressionCondition? Condition) Load(string expression)
    {
        var set = RuleSetLoader.Load("x.json", File(expression), Catalog).Value;
        return (set, set?.Rules[0].When as ExpressionCondition);
    }

    private static string File(string expression) => $$"""
        { "lists": { "texts": ["a", "1"], "numbers": [1, 7] }, "rules": [ { "id": "r", "when": { "expr": "{{System.Text.Json.JsonEncodedText.Encode(expression)}}" }, "decline": { "reason": "x" } } ], {{RuleFiles.Default}} }
        """;

    private static void CompiledAgreesWithInterpreted(int seed)
    {
        var random = new RandomExpressions(seed);
        var text = random.Condition(3);
        if (text.Length > ExpressionReader.MaxLength) return;
        var (set, condition) = Load(text);
        if (condition is null) return;
        Parts(condition.Root).Select(n => text[n.Start..n.End]).Should().OnlyContain(part => part.Count(c => c == '(') == part.Count(c => c == ')'), text);
        for (var i = 0; i < 20; i++)
        {
            var facts = random.Facts();
            var value = condition.Trace(facts).Value;
            var holds = value is { Kind: FactKind.Boolean, Number: 1 };
            condition.Holds(facts).Should().Be(holds, $"{text} on {string.Join(", ", facts.Present())}");
            Compiler.CompileValue(condition.Root)(facts).Should().Be(value, text);
            (set!.Evaluate(facts).RuleId == "r").Should().Be(holds);
        }
    }

    private static void MeansWhatIsSaid(int seed)
    {
        var random = new NaiveExpressions(seed);
        var (text, meaning) = random.Next();
        var condition = Load(text).Condition;
        condition.Should().NotBeNull(text);
        for (var i = 0; i < 20; i++)
        {
            var given = random.Facts();
            var facts = new JsonObject([.. given.Select(f => new KeyValuePair<string, JsonNode?>(f.Key, f.Value switch
            {
                long number => JsonValue.Create(number),
                bool flag => JsonValue.Create(flag),
                var other => JsonValue.Create((string)other),
            }))]).ToJsonString();
            condition!.Holds(RuleFiles.Facts(facts)).Should().Be(meaning(given) is true, $"{text} on {facts}");
        }
    }
}
