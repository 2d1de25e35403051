using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Router.Rules.Index;

namespace Router.Rules.Tests.Index;

/// The index gives the answers of the scalar path, whatever the rules, and stays within its bound.
public sealed class RuleIndexTests
{
    [Fact]
    public void Sets_of_hundreds_of_rules_agree_with_the_scalar_path_and_the_naive_interpreter() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(30),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => AgreesEverywhere(seed, 1, 900)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 63)]
    [InlineData(3, 64)]
    [InlineData(4, 65)]
    [InlineData(5, 511)]
    [InlineData(6, 512)]
    [InlineData(7, 513)]
    [InlineData(8, 1_100)]
    public void Sets_of_one_word_one_block_and_more_agree_with_the_scalar_path_and_the_naive_interpreter(int seed, int rules) =>
        AgreesEverywhere(seed, rules, rules);

    [Fact]
    public void The_next_match_is_the_scalar_paths_from_every_start() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => GoesOnFromEveryStart(seed, 1, 700)));

    [Theory]
    [InlineData(1, 64)]
    [InlineData(2, 513)]
    [InlineData(3, 600)]
    [InlineData(4, 1_100)]
    public void The_next_match_is_the_scalar_paths_round_the_edges_of_words_and_blocks(int seed, int rules) => GoesOnFromEveryStart(seed, rules, rules);

    [Theory]
    [InlineData("""{ "merchant": "m#" }""")]
    [InlineData("""{ "amount": { "gte": #, "lte": 3000 } }""")]
    [InlineData("""{ "amount": [{ "lt": # }, { "gt": 2#9 }] }""")]
    [InlineData("""{ "cardBin": { "prefix": ["62#", "9#"] } }""")]
    [InlineData("""{ "merchant": { "prefix": "m#" }, "payerSegment": { "ne": "s#" } }""")]
    [InlineData("""{ "any": [{ "merchant": "m#", "region": "A" }, { "merchant": "n#", "region": "B" }, { "all": [{ "not": { "amount": # } }, { "region": "C" }] }] }""")]
    [InlineData("""{ "tags": ["t#", "u"], "metadata.k": [#, "#", true] }""")]
    [InlineData("""{ "platform": { "exists": true } }""")]
    public void Sets_that_an_index_likes_least_have_the_scalar_paths_answers_and_stay_within_the_bound(string when)
    {
        const int Count = 2_500;
        var rules = Enumerable.Range(0, Count).Select(i =>
            $$"""{ "id": "r{{i}}", "when": {{when.Replace("#", $"{1_000 + (i % 2_000)}", StringComparison.Ordinal)}}, "decline": { "reason": "x" } }""");
        var set = RuleFiles.Load($$"""{ "currencies": ["CNY"], "rules": [{{string.Join(",", rules)}}], {{RuleFiles.Default}} }""");

        set.RuleIndex.RowBytes.Should().BeLessThan(Bound(set));
        for (var i = 0; i < 60; i++)
        {
            var facts = RuleFiles.Facts($$"""
                { "currency": "CNY", "platform": "web", "region": "{{"ABC"[i % 3]}}", "merchant": "{{"mn"[i % 2]}}{{1_000 + (i * 47)}}", "amount": {{1_000 + (i * 53)}},
                  "cardBin": "62{{1_000 + (i * 33)}}{{i % 100:00}}", "payerSegment": "s{{1_000 + i}}", "tags": ["t{{1_000 + (i * 31)}}", "t{{1_000 + (i * 7)}}"], "metadata.k": {{1_000 + (i * 11)}} }
                """);
            set.Evaluate(facts).Should().BeSameAs(set.EvaluateScalar(facts));
            set.MatchAfter(facts, i * 50).Should().BeSameAs(set.MatchAfterScalar(facts, i * 50));
        }
    }

    [Theory]
    [InlineData(1_200, 211)]
    [InlineData(2_000, 73)]
    public void Ranges_beyond_the_bound_get_coarser_rows_and_are_asked_exactly(int count, int step)
    {
        var rules = Enumerable.Range(0, count).Select(i =>
        {
            var ranges = Enumerable.Range(0, 15).Select(k => ((i * 7_919) + (k * 104_729)) % 30_000).Select(low => $$"""{ "between": [{{low}}, {{low + 40}}] }""");
            return $$"""{ "id": "r{{i}}", "when": { "amount": [{{string.Join(",", ranges)}}], "instalments": {{i % 97}} }, "decline": { "reason": "x" } }""";
        });
        var set = RuleFiles.Load($$"""{ "currencies": ["CNY"], "rules": [{{string.Join(",", rules)}}], {{RuleFiles.Default}} }""");

        set.RuleIndex.ResidualCount.Should().BeGreaterThan(0);
        set.RuleIndex.RowBytes.Should().BeLessThan(Bound(set));
        for (var amount = -1; amount < 30_100; amount += step)
        {
            var facts = RuleFiles.Facts($$"""{ "currency": "CNY", "amount": {{amount}}, "instalments": {{Math.Abs(amount) % 97}} }""");
            set.Evaluate(facts).Should().BeSameAs(set.EvaluateScalar(facts));
        }
    }

    [Fact]
    public void Values_that_no_rule_mentions_and_texts_of_odd_characters_have_their_gaps()
    {
        var set = RuleFiles.Load($$"""
            { "rules": [
              { "id": "a", "when": { "payerSegment": { "prefix": "ab" } }, "decline": { "reason": "x" } },
              { "id": "b", "when": { "payerSegment": ["12345678", "b"] }, "decline": { "reason": "x" } },
              { "id": "c", "when": { "payerSegment": { "notIn": ["ab", "zz"] } }, "decline": { "reason": "x" } } ], {{RuleFiles.Default}} }
            """);

        foreach (var text in new[] { "a", "ab", "abé", "ab\\u0001", "aé", "123456789", "12345678", "b\\u0000", "b", "ac", "zz", "zzz", "語" })
        {
            var facts = RuleFiles.Facts($$"""{ "payerSegment": "{{text}}" }""");
            set.Evaluate(facts).Should().BeSameAs(set.EvaluateScalar(facts), text);
        }
    }

    private static void AgreesEverywhere(int seed, int least, int most)
    {
        var random = new RandomRules(seed);
        var file = JsonNode.Parse(random.File(most, least).ToJsonString())!;
        var set = RuleFiles.Load(file.ToJsonString());
        for (var i = 0; i < 20; i++)
        {
            var facts = JsonNode.Parse(random.Facts().ToJsonString())!.AsObject();
            var read = RuleFiles.Facts(facts.ToJsonString());
            var scalar = set.EvaluateScalar(read);
            set.Evaluate(read).Should().BeSameAs(scalar, $"seed {seed}, {facts.ToJsonString()}");
            if (i < 3) scalar.RuleId.Should().Be(NaiveInterpreter.FirstMatch(file, facts), $"seed {seed}, {facts.ToJsonString()}");
        }
    }

    private static void GoesOnFromEveryStart(int seed, int least, int most)
    {
        var random = new RandomRules(seed);
        var set = RuleFiles.Load(random.File(most, least).ToJsonString());
        var facts = RuleFiles.Facts(random.Facts().ToJsonString());
        for (var start = -1; start <= set.Count; start++)
            set.MatchAfter(facts, start).Should().BeSameAs(set.MatchAfterScalar(facts, start), $"seed {seed} from {start}");
    }

    private static long Bound(RuleSet set) =>
        set.RuleIndex.Dimensions.Count * (IndexBuilder.BytesAlways + ((long)IndexBuilder.BytesPerRule * set.Count) + (set.Count * 2L));
}
