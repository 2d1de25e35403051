using Router.Rules.Conditions;
using Router.Rules.Index;

namespace Router.Rules.Tests.Index;

/// What the rows answer by themselves, and sets of more rules than one part of the index holds.
public sealed class IndexShapeTests
{
    private static readonly DimensionKey s_platform = DimensionKey.OfFact((int)FactId.Platform);
    private static readonly DimensionKey s_time = DimensionKey.OfFact((int)FactId.Time);
    private static readonly DimensionKey s_tags = DimensionKey.OfFact((int)FactId.Tags);
    private static readonly DimensionKey s_key = DimensionKey.OfMetadata("k");

    [Theory]
    [InlineData("""{ "platform": "ios" }""", 0)]
    [InlineData("""{ "platform": { "ne": "ios" }, "amount": { "gt": 5 }, "cardBin": { "prefix": "62" }, "merchant": ["a", "b"] }""", 0)]
    [InlineData("""{ "metadata.k": [1, "1", true], "time": { "gt": "2026-01-01T00:00:00Z" } }""", 0)]
    [InlineData("""{ "amount": [5, { "gte": 7, "lt": 9 }], "carrier": { "exists": false } }""", 0)]
    [InlineData("""{ "not": { "platform": ["ios", "web"] } }""", 0)]
    [InlineData("""{ "any": [{ "platform": "ios" }, { "platform": "web" }] }""", 0)]
    [InlineData("""{ "any": [{ "platform": "ios" }, { "amount": 5 }] }""", 1)]
    [InlineData("""{ "not": { "platform": "ios", "amount": 5 } }""", 1)]
    [InlineData("""{ "all": [{ "platform": "ios" }, { "amount": 5 }] }""", 0)]
    [InlineData("""{ "tags": "a" }""", 0)]
    [InlineData("""{ "tags": ["a", "b"] }""", 0)]
    [InlineData("""{ "tags": "a", "all": [{ "tags": "b" }] }""", 1)]
    [InlineData("""{ "tags": { "ne": "a" } }""", 1)]
    [InlineData("""{ "tags": { "prefix": "a" } }""", 1)]
    [InlineData("""{ "merchant": { "matches": "a+" } }""", 1)]
    [InlineData("""{ "merchant": { "ne": "x", "matches": "a+" } }""", 1)]
    [InlineData("""{ "merchant": { "in": ["x", { "matches": "a+" }] } }""", 1)]
    [InlineData("""{ "merchant": { "ne": "x" }, "not": { "merchant": { "matches": "a+" } } }""", 1)]
    [InlineData("""{ "expr": "amount > 5" }""", 1)]
    [InlineData("""{}""", 0)]
    public void Only_what_rows_cannot_answer_is_asked_again(string when, int count) =>
        RuleFiles.Load(RuleFiles.WithWhen(when)).RuleIndex.ResidualCount.Should().Be(count);

    [Theory]
    [InlineData(""" "activeFrom": "2026-01-01T00:00:00Z", "activeTo": "2027-01-01T00:00:00Z", """, 0)]
    [InlineData(""" "windows": [{ "zone": "UTC" }], """, 1)]
    public void Dates_are_answered_by_rows_and_windows_are_not(string schedule, int count) =>
        RuleFiles.Load(RuleFiles.WithRule($$""" "id": "r", {{schedule}} "decline": { "reason": "x" } """)).RuleIndex.ResidualCount.Should().Be(count);

    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(32_767)]
    [InlineData(32_768)]
    [InlineData(32_769)]
    [InlineData(66_000)]
    public void The_next_match_is_found_across_words_blocks_and_parts(int count)
    {
        const int Merchants = 997;
        FactCondition[] conditions = [.. Enumerable.Range(0, Merchants).Select(i => new FactCondition((int)FactId.Merchant, new MemberTest([FactValue.OfText($"m{i}")])))];
        var set = new RuleSet("", "", [.. Enumerable.Range(0, count).Select(i => new Rule(0, i, 1, 1, true, conditions[i % Merchants], Decides(i)))], [], Decides(-1), null);

        foreach (var asked in new[] { 0, 1, 63, 64, 511, 512, 863, 996 })
        {
            var facts = new FactsBuilder().Set(FactId.Merchant, $"m{asked}").Build();
            foreach (var from in new[] { -1, 0, 62, 63, 64, 510, 511, 512, 1_023, 31_000, 32_766, 32_767, 32_768, 33_279, 33_280, 65_535, 65_536, count - 2, count - 1 })
            {
                var next = from < asked ? asked : asked + (((from - asked) / Merchants) + 1) * Merchants;
                (set.MatchAfter(facts, from)?.Index).Should().Be(next < count ? next : null, $"m{asked} behind {from} of {count}");
            }
        }

        set.Evaluate(new FactsBuilder().Set(FactId.Merchant, "nobody").Build()).Should().BeSameAs(set.Default);
        set.RuleIndex.ResidualCount.Should().Be(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(513)]
    public void Where_nothing_is_indexed_every_rule_is_asked_and_none_behind_the_last(int count)
    {
        var set = new RuleSet("", "", [.. Enumerable.Range(0, count).Select(i => new Rule(0, i, 1, 1, true, AllCondition.Always, Decides(i)))], [], Decides(-1), null);

        for (var from = -1; from < count; from++) (set.MatchAfter(new FactsBuilder().Build(), from)?.Index).Should().Be(from + 1 < count ? from + 1 : null);
    }

    [Fact]
    public void What_one_value_says_of_a_condition_is_true_false_or_unknown()
    {
        var ios = new FactCondition((int)FactId.Platform, new MemberTest([FactValue.OfText("ios")]));
        var amount = new FactCondition((int)FactId.Amount, new ExistsTest(true));
        var (isIos, isWeb) = (FactValue.OfText("ios"), FactValue.OfText("web"));

        Of(ios, s_platform, isIos).Should().Be(Truth.True);
        Of(ios, s_platform, isWeb).Should().Be(Truth.False);
        Of(ios, s_platform, default).Should().Be(Truth.False);
        Of(ios, s_time, isIos).Should().Be(Truth.Unknown);
        Of(ios, DimensionKey.OfMetadata("platform"), isIos).Should().Be(Truth.Unknown);
        Of(new NotCondition(ios), s_platform, isIos).Should().Be(Truth.False);
        Of(new NotCondition(ios), s_platform, isWeb).Should().Be(Truth.True);
        Of(new NotCondition(amount), s_platform, isWeb).Should().Be(Truth.Unknown);
        Of(new AllCondition([ios, amount]), s_platform, isIos).Should().Be(Truth.Unknown);
        Of(new AllCondition([amount, ios]), s_platform, isWeb).Should().Be(Truth.False);
        Of(new AllCondition([ios, ios]), s_platform, isIos).Should().Be(Truth.True);
        Of(new AnyCondition([amount, ios]), s_platform, isIos).Should().Be(Truth.True);
        Of(new AnyCondition([ios, amount]), s_platform, isWeb).Should().Be(Truth.Unknown);
        Of(new AnyCondition([ios, ios]), s_platform, isWeb).Should().Be(Truth.False);

        var metadata = new MetadataCondition("k", new MemberTest([FactValue.OfInteger(1)]));
        Of(metadata, s_key, FactValue.OfInteger(1)).Should().Be(Truth.True);
        Of(metadata, s_key, FactValue.OfText("1")).Should().Be(Truth.False);
        Of(metadata, DimensionKey.OfMetadata("other"), FactValue.OfInteger(1)).Should().Be(Truth.Unknown);
        Of(metadata, s_platform, FactValue.OfInteger(1)).Should().Be(Truth.Unknown);
    }

    [Fact]
    public void What_one_value_says_of_a_test_is_true_false_or_unknown()
    {
        var pattern = new PatternTest(new("a+"));
        var (ios, web) = (new MemberTest([FactValue.OfText("ios")]), new MemberTest([FactValue.OfText("web")]));
        Truth Asked(ValueTest test, FactValue value) => Of(new FactCondition((int)FactId.Platform, test), s_platform, value);
        var isIos = FactValue.OfText("ios");

        Asked(pattern, isIos).Should().Be(Truth.Unknown);
        Asked(pattern, default).Should().Be(Truth.False);
        Asked(pattern, FactValue.OfInteger(1)).Should().Be(Truth.False);
        Asked(new NoneOfTest(ios), isIos).Should().Be(Truth.False);
        Asked(new NoneOfTest(web), isIos).Should().Be(Truth.True);
        Asked(new NoneOfTest(web), default).Should().Be(Truth.False);
        Asked(new NoneOfTest(pattern), isIos).Should().Be(Truth.Unknown);
        Asked(new AllTests([ios, pattern]), isIos).Should().Be(Truth.Unknown);
        Asked(new AllTests([pattern, web]), isIos).Should().Be(Truth.False);
        Asked(new AllTests([ios, new ExistsTest(true)]), isIos).Should().Be(Truth.True);
        Asked(new AnyTest([pattern, ios]), isIos).Should().Be(Truth.True);
        Asked(new AnyTest([web, pattern]), isIos).Should().Be(Truth.Unknown);
        Asked(new AnyTest([web, web]), isIos).Should().Be(Truth.False);
        Asked(new PrefixTest(["i"]), isIos).Should().Be(Truth.True);
        Asked(new PrefixTest(["w"]), isIos).Should().Be(Truth.False);
        Asked(new ExistsTest(false), default).Should().Be(Truth.True);
    }

    [Fact]
    public void Of_one_member_of_a_set_and_of_a_time_not_everything_is_known()
    {
        var tag = new FactCondition((int)FactId.Tags, new MemberTest([FactValue.OfText("a")]));
        Of(tag, s_tags, FactValue.OfText("a")).Should().Be(Truth.True);
        Of(tag, s_tags, FactValue.OfText("b")).Should().Be(Truth.Unknown);
        Of(tag, s_tags, default).Should().Be(Truth.False);
        Of(new FactCondition((int)FactId.Tags, new PrefixTest(["a"])), s_tags, FactValue.OfText("b")).Should().Be(Truth.Unknown);

        var active = new ActiveCondition(10, 20);
        var window = new WindowCondition([true, true, true, true, true, true, true], 0, TimeSpan.TicksPerDay, TimeZoneInfo.Utc);
        foreach (var (ticks, truth) in new[] { (9L, Truth.False), (10L, Truth.True), (19L, Truth.True), (20L, Truth.False) })
            Of(active, s_time, new FactValue(FactKind.Instant, null, ticks, null)).Should().Be(truth);
        Of(active, s_time, default).Should().Be(Truth.False);
        Of(active, s_platform, FactValue.OfText("ios")).Should().Be(Truth.Unknown);
        Of(window, s_time, new FactValue(FactKind.Instant, null, 9, null)).Should().Be(Truth.Unknown);
        Of(window, s_time, default).Should().Be(Truth.False);
        Of(window, s_platform, default).Should().Be(Truth.Unknown);
    }

    [Fact]
    public void A_draft_notes_a_term_once_and_answers_a_set_by_the_first_question_of_each_rule()
    {
        var member = new FactCondition((int)FactId.Tags, new MemberTest([FactValue.OfText("a")]));
        var draft = new DimensionDraft(s_tags);

        (draft.Meet(0), draft.Meet(0), draft.Meet(1), draft.Meet(1)).Should().Be((true, false, true, false));
        draft.TakesAsMember(0, new NotCondition(member)).Should().BeFalse();
        (draft.TakesAsMember(0, member), draft.TakesAsMember(0, member), draft.TakesAsMember(1, member)).Should().Be((true, false, true));
        draft.IsExactFor(0).Should().BeFalse("no rows are made yet");
        draft.Perhaps = [1UL << 3, 1UL << 1];
        Enumerable.Range(0, 128).Where(r => !draft.IsExactFor(r)).Should().Equal(3, 65);
    }

    private static Truth Of(Condition condition, DimensionKey dimension, FactValue value) => PartialTruth.Of(condition, dimension, value);

    private static Verdict Decides(int index) => new() { RuleId = $"r{index}", Index = index, Outcome = RuleOutcome.Decline, Reason = "x" };
}
