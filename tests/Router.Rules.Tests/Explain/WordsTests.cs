using Router.Rules.Explain;

namespace Router.Rules.Tests.Explain;

/// Conditions in words, the notes beside them, and which rules are told.
public sealed class WordsTests
{
    [Theory]
    [InlineData("""{ "amount": { "in": [7, { "gte": 10, "lte": 20 }], "lte": 15 } }""", "(7 or 10 to 20) and 15 or less")]
    [InlineData("""{ "amount": [7, { "gte": 10, "ne": 12 }] }""", "7 or (other than 12 and 10 or more)")]
    [InlineData("""{ "amount": { "gte": -9223372036854775808 } }""", "any number")]
    [InlineData("""{ "amount": { "gte": 5, "lte": 5 } }""", "5")]
    [InlineData("""{ "amount": { "between": [5, 6] } }""", "5 to 6")]
    [InlineData("""{ "cardBin": { "gt": "622200", "lte": "622848" } }""", "above 622200 up to 622848")]
    [InlineData("""{ "cardBin": { "gte": "622200" } }""", "from 622200")]
    [InlineData("""{ "cardBin": { "gt": "622200" } }""", "above 622200")]
    [InlineData("""{ "cardBin": { "lt": "622848" } }""", "below 622848")]
    [InlineData("""{ "cardBin": { "lte": "622848" } }""", "up to 622848")]
    [InlineData("""{ "cardBin": { "gt": "622200", "gte": "622200", "lt": "622848", "lte": "622848" } }""", "above 622200 below 622848")]
    [InlineData("""{ "cardBin": { "gte": "622200", "gt": "622100", "lte": "622848", "lt": "622900" } }""", "from 622200 up to 622848")]
    [InlineData("""{ "cardBin": { "gt": "622100", "gte": "622200", "lt": "622900", "lte": "622848" } }""", "from 622200 up to 622848")]
    [InlineData("""{ "time": { "lt": "2026-01-01T00:00:00Z" } }""", "before 2026-01-01T00:00:00Z")]
    [InlineData("""{ "time": { "lte": "2026-01-01T00:00:00Z" } }""", "before 2026-01-01T00:00:00.0000001Z")]
    [InlineData("""{ "time": { "gt": "2026-01-01T00:00:00Z" } }""", "from 2026-01-01T00:00:00.0000001Z")]
    [InlineData("""{ "time": ["2026-01-01T08:00:00+08:00", "2026-01-02T00:00:00.5Z"] }""", "one of 2026-01-01T00:00:00Z, 2026-01-02T00:00:00.5Z")]
    [InlineData("""{ "merchant": { "prefix": ["a", "b", "c", "d", "e", "f", "g", "h"] } }""", "begins with a or b or c or d or e or f or g or h")]
    [InlineData("""{ "merchant": { "prefix": ["a", "b", "c", "d", "e", "f", "g", "h", "i"] } }""", "begins with a or b or c or d or e or f or g or h or … (9 in all)")]
    [InlineData("""{ "merchant": { "prefix": "a", "ne": "ab" } }""", "begins with a and other than ab")]
    [InlineData("""{ "metadata.k": [true, false, 1] }""", "one of true, false, 1")]
    [InlineData("""{ "not": { "platform": "ios" } }""", "not this")]
    [InlineData("""{ "any": [{ "platform": "ios" }, { "platform": "web" }] }""", "one of these")]
    public void What_a_condition_asks_is_said_in_words(string when, string words) =>
        Only(RuleFiles.WithWhen(when), """{ "currency": "CNY" }""").Conditions.Single().Expected.Should().Be(words);

    [Fact]
    public void A_rule_that_asks_nothing_says_so()
    {
        var rule = Only(RuleFiles.WithWhen("""{ "all": [{ "all": [{ "platform": "ios", "region": "CN" }] }] }"""), """{ "currency": "CNY" }""");
        rule.Conditions.Select(c => c.Expected).Should().Equal("ios", "CN");
        Only(RuleFiles.WithWhen("{}"), """{ "currency": "CNY" }""").Conditions.Should().BeEmpty();
        Only(RuleFiles.WithWhen("""{ "not": { "platform": "ios", "region": "CN" } }"""), """{ "currency": "CNY" }""").Conditions.Single().Parts.Single()
            .Should().Match<ExplainedCondition>(c => c.Kind == ExplainedKind.All && c.Expected == "all of these" && c.Actual == null && c.Parts.Count == 2);
    }

    [Theory]
    [InlineData("""{ "zone": "UTC" }""", "every day 00:00–24:00 UTC", "Wed 15:59:30", true)]
    [InlineData("""{ "days": ["mon", "tue"], "zone": "UTC" }""", "Mon, Tue 00:00–24:00 UTC", "Wed 15:59:30", false)]
    [InlineData("""{ "days": ["mon", "tue", "wed"], "zone": "UTC" }""", "Mon–Wed 00:00–24:00 UTC", "Wed 15:59:30", true)]
    [InlineData("""{ "days": ["sun", "mon"], "zone": "UTC" }""", "Mon, Sun 00:00–24:00 UTC", "Wed 15:59:30", false)]
    [InlineData("""{ "days": ["sun", "sat", "fri", "wed", "mon"], "zone": "UTC" }""", "Mon, Wed, Fri–Sun 00:00–24:00 UTC", "Wed 15:59:30", true)]
    [InlineData("""{ "days": ["tue", "wed", "thu", "fri", "sat", "sun"], "zone": "UTC" }""", "Tue–Sun 00:00–24:00 UTC", "Wed 15:59:30", true)]
    [InlineData("""{ "days": ["thu"], "zone": "Asia/Tokyo" }""", "Thu 00:00–24:00 Asia/Tokyo", "Thu 00:59:30", true)]
    [InlineData("""{ "days": ["tue"], "from": "22:00", "to": "16:00", "zone": "UTC" }""", "Tue 22:00–16:00 UTC", "Wed 15:59:30", true)]
    [InlineData("""{ "from": "15:59:30", "to": "15:59:31", "zone": "UTC" }""", "every day 15:59:30–15:59:31 UTC", "Wed 15:59:30", true)]
    [InlineData("""{ "from": "15:00", "to": "15:59:30", "zone": "UTC" }""", "every day 15:00–15:59:30 UTC", "Wed 15:59:30", false)]
    [InlineData("""{ "from": "15:59:31", "to": "24:00:00", "zone": "UTC" }""", "every day 15:59:31–24:00 UTC", "Wed 15:59:30", false)]
    public void A_window_is_said_in_words_beside_its_clock(string window, string words, string clock, bool holds)
    {
        var file = RuleFiles.WithRule($$""" "id": "r", "windows": [{{window}}], "decline": { "reason": "x" } """);

        var part = Only(file, """{ "currency": "CNY", "time": "2026-11-11T15:59:30Z" }""").Conditions.Single().Parts.Single();
        (part.Kind, part.Field, part.Expected, part.Actual, part.Holds, part.Note).Should().Be((ExplainedKind.Schedule, "time", words, clock, holds, null));
        Only(file, """{ "currency": "CNY" }""").Conditions.Single().Parts.Single().Should().Match<ExplainedCondition>(p => p.Actual == "absent" && !p.Holds);
    }

    [Theory]
    [InlineData("""  "activeFrom": "2026-11-11T00:00:00Z" """, "from 2026-11-11T00:00:00Z", "2026-11-10T23:59:59.9999999Z", false)]
    [InlineData("""  "activeFrom": "2026-11-11T00:00:00Z" """, "from 2026-11-11T00:00:00Z", "2026-11-11T00:00:00Z", true)]
    [InlineData("""  "activeTo": "2026-11-11T00:00:00Z" """, "before 2026-11-11T00:00:00Z", "2026-11-10T23:59:59.9999999Z", true)]
    [InlineData("""  "activeTo": "2026-11-11T00:00:00Z" """, "before 2026-11-11T00:00:00Z", "2026-11-11T00:00:00Z", false)]
    [InlineData("""  "activeFrom": "2026-11-10T00:00:00+08:00", "activeTo": "2026-11-11T00:00:00Z" """, "from 2026-11-09T16:00:00Z before 2026-11-11T00:00:00Z", "2026-11-11T00:00:00.0000001Z", false)]
    [InlineData("""  "activeFrom": "2026-11-10T00:00:00+08:00", "activeTo": "2026-11-11T00:00:00Z" """, "from 2026-11-09T16:00:00Z before 2026-11-11T00:00:00Z", "absent", false)]
    public void The_dates_of_a_rule_are_said_in_words_and_end_before_their_end(string dates, string words, string time, bool holds)
    {
        var facts = time == "absent" ? """{ "currency": "CNY" }""" : $$"""{ "currency": "CNY", "time": "{{time}}" }""";

        var condition = Only(RuleFiles.WithRule($$""" "id": "r",{{dates}}, "decline": { "reason": "x" } """), facts).Conditions.Single();

        (condition.Kind, condition.Field, condition.Expected, condition.Actual, condition.Holds).Should().Be((ExplainedKind.Schedule, "time", words, time, holds));
    }

    [Theory]
    [InlineData("""{ "metadata.k": 1 }""", """ "metadata.k": "1" """, "1", "the rule asks for a number, the payment brings a text")]
    [InlineData("""{ "metadata.k": ["x", true] }""", """ "metadata.k": "true" """, "true", "the rule asks for true or false, the payment brings a text")]
    [InlineData("""{ "metadata.k": "true" }""", """ "metadata.k": true """, "true", "the rule asks for a text, the payment brings true or false")]
    [InlineData("""{ "metadata.k": "2026-01-01" }""", """ "metadata.k": 2026 """, "2026", null)]
    [InlineData("""{ "metadata.k": "2" }""", """ "metadata.k": "1" """, "1", null)]
    [InlineData("""{ "metadata.k": "1" }""", """ "metadata.k": "1" """, "1", null)]
    [InlineData("""{ "tags": "a,b" }""", """ "tags": ["b", "a"] """, "a, b", "the rule asks for a text, the payment brings several texts")]
    [InlineData("""{ "time": { "lt": "2026-01-01T00:00:00Z" } }""", """ "time": "2026-01-01T08:00:00+08:00" """, "2026-01-01T00:00:00Z", null)]
    [InlineData("""{ "carrier": { "ne": "x" } }""", "", "absent", "a comparison with an unknown fact never holds")]
    [InlineData("""{ "carrier": { "notIn": ["x", "y"] } }""", "", "absent", "a comparison with an unknown fact never holds")]
    [InlineData("""{ "carrier": "x" }""", "", "absent", null)]
    [InlineData("""{ "carrier": { "exists": false } }""", "", "absent", null)]
    [InlineData("""{ "cardType": "debit" }""", """ "cardType": "golden" """, "absent", "given, but not understood (golden)")]
    [InlineData("""{ "amount": 5 }""", """ "amount": "5" """, "absent", "given, but not understood (a text, not a whole number)")]
    [InlineData("""{ "merchant": "x" }""", """ "merchant": 5 """, "absent", "given, but not understood (a number, not a text)")]
    [InlineData("""{ "metadata.k": "x" }""", """ "metadata.k": [1] """, "absent", "given, but not understood (an array, not a text, a whole number, true or false)")]
    public void A_note_says_why_what_is_there_does_not_do(string when, string given, string actual, string? note)
    {
        var facts = $$"""{ "currency": "CNY"{{(given.Length == 0 ? "" : "," + given)}} }""";

        var condition = Only(RuleFiles.WithWhen(when), facts).Conditions.Single();

        (condition.Actual, condition.Note).Should().Be((actual, note));
    }

    [Theory]
    [InlineData(9, 0, true)]
    [InlineData(5, 0, true)]
    [InlineData(5, 2, false)]
    [InlineData(4, 0, false)]
    public void A_rule_switched_off_is_near_where_it_would_have_been_asked_first(int priority, int at, bool isNear)
    {
        var rules = new List<string> { Rule("other", 5, "false", "JP"), Rule("won", 5, "true", "CN") };
        rules.Insert(at, Rule("off", priority, "false", "CN"));

        var explanation = Explain($$"""{ "rules": [{{string.Join(",", rules)}}], {{RuleFiles.Default}} }""", """{ "region": "CN" }""");

        explanation.Winner!.Id.Should().Be("won");
        explanation.NearMisses.Select(r => r.Id).Should().Equal(isNear ? ["off"] : Array.Empty<string>());
        explanation.Find("off")!.Should().Match<ExplainedRule>(r => r.Place == null && r.Priority == priority && r.Fate == RuleFate.Disabled);
        explanation.Find("won")!.Place.Should().Be(0);
    }

    [Fact]
    public void The_telling_ones_are_the_winner_and_the_near_misses_that_ask_most()
    {
        static string When(string id, int priority, string when) => $$"""{ "id": "{{id}}", "priority": {{priority}}, "when": {{when}}, "decline": { "reason": "x" } }""";
        var explanation = Explain(
            $$"""
            { "rules": [{{When("one", 9, """{ "platform": "ios" }""")}}, {{When("three", 8, """{ "platform": "ios", "region": "CN", "carrier": "x" }""")}},
              {{When("two", 7, """{ "platform": "ios", "region": "CN" }""")}}, {{When("far", 6, """{ "platform": "ios", "region": "HK" }""")}},
              {{When("won", 5, """{ "region": "CN" }""")}}, {{When("later", 4, """{ "platform": "ios" }""")}}], {{RuleFiles.Default}} }
            """,
            """{ "region": "CN", "carrier": "x" }""");

        explanation.NearMisses.Select(r => r.Id).Should().Equal("one", "three", "two");
        explanation.NearMissCount.Should().Be(3);
        explanation.Telling().Select(r => r.Id).Should().Equal("one", "three", "two", "won");
        explanation.Telling(2).Select(r => r.Id).Should().Equal("three", "two", "won");
        explanation.Telling(0).Select(r => r.Id).Should().Equal("won");
        explanation.CountOf(RuleFate.Failed).Should().Be(5);
        explanation.RuleCount.Should().Be(6);
        explanation.Rules.Should().BeSameAs(explanation.Rules);
    }

    [Fact]
    public void Where_the_default_decides_every_near_miss_is_told_and_no_winner()
    {
        var explanation = Explain($$"""{ "rules": [{{Rule("off", -5, "false", "CN")}},{{Rule("on", 1, "true", "JP")}}], {{RuleFiles.Default}} }""", """{ "region": "CN" }""");

        explanation.Winner.Should().BeNull();
        explanation.Telling().Select(r => r.Id).Should().Equal("on", "off");
        explanation.NearMissCount.Should().Be(2);
    }

    private static string Rule(string id, int priority, string enabled, string region) =>
        $$"""{ "id": "{{id}}", "priority": {{priority}}, "enabled": {{enabled}}, "when": { "region": "{{region}}" }, "decline": { "reason": "x" } }""";

    private static ExplainedRule Only(string file, string facts) => Explain(file, facts).Rules.Single();

    private static RuleExplanation Explain(string file, string facts) => RuleExplainer.Explain(RuleFiles.Load(file), RuleFiles.Facts(facts));
}
