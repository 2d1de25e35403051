namespace Router.Rules.Tests;

public sealed class FactsTests
{
    [Fact]
    public void What_is_not_understood_is_absent_and_recorded()
    {
        var facts = RuleFiles.Facts("""{ "platform": "fridge", "amount": "5", "colour": "red", "time": "yesterday", "cardBin": "4111x111111111111" }""");

        facts.Present().Should().BeEmpty();
        facts.Unrecognised.Should().Equal(
            "platform: fridge", "amount: a text, not a whole number", "colour: no such fact", "time: yesterday", "cardBin: not 6 to 8 digits");
    }

    [Fact]
    public void A_card_number_is_cut_before_it_is_kept()
    {
        var facts = new FactsBuilder().Set(FactId.CardBin, "6222021234567890").Build();
        facts.Text(FactId.CardBin).Should().Be("62220212");
    }

    [Fact]
    public void The_BIN_table_wins_and_the_contradiction_is_recorded()
    {
        var bins = BinTable.Load("bins.csv", "bin,cardBank,cardType\n# made up\n622202,ICBC,debit\n").Value;

        var facts = new FactsBuilder(null, bins).Set(FactId.CardBin, "62220212").Set(FactId.CardBank, "ABC").Set(FactId.CardType, "debit").Build();

        facts.Text(FactId.CardBank).Should().Be("ICBC");
        facts.Contradictions.Should().Equal("cardBank: table ICBC, caller ABC");
    }

    [Fact]
    public void Present_lists_facts_in_a_fixed_order()
    {
        var facts = RuleFiles.Facts("""{ "metadata": { "z": 1, "a": true }, "time": "2026-01-01T08:00:00+08:00", "tags": ["b", "a"], "platform": "IOS" }""");
        facts.Present().Select(p => $"{p.Key}={p.Value}").Should().Equal(
            "platform=ios", "tags=a,b", "time=2026-01-01T00:00:00Z", "metadata.a=true", "metadata.z=1");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"amount\":1,\"amount\":2}")]
    public void A_malformed_line_gives_an_error_line(string line)
    {
        var answer = RuleEval.Evaluate(RuleFiles.Load(RuleFiles.WithWhen("{}")), line);

        answer.Understood.Should().BeFalse();
        answer.Line.Should().StartWith("{\"error\":{\"id\":\"RTR1");
    }

    [Fact]
    public void Eval_answers_as_promised()
    {
        var set = RuleFiles.Load(RuleFiles.WithWhen("""{ "region": "CN" }"""));
        RuleEval.Evaluate(set, """{ "currency": "CNY", "region": "CN" }""").Line.Should().Be("""{"rule":"r","outcome":"route","accounts":["main"]}""");
        RuleEval.Evaluate(set, "{}").Line.Should().Be("""{"rule":null,"outcome":"route","accounts":["other"]}""");
    }

    [Theory]
    [InlineData("""{ "regoin": {} }""", "RTR1005", "region")]
    [InlineData("""{ "region": ["CN"] }""", "RTR1007", null)]
    [InlineData("""{ "region": { "CN": ["x"], "HK": ["X"] } }""", "RTR1004", null)]
    [InlineData("""{ "metadata": { "vip": "boolen" } }""", "RTR1008", "boolean")]
    public void A_broken_facts_file_says_where(string json, string id, string? suggestion)
    {
        var loaded = FactCatalog.Load("facts.json", json);
        loaded.Value.Should().BeNull();
        loaded.Diagnostics.Select(d => (d.Id, d.Suggestion)).Should().Equal((id, suggestion));
    }

    [Theory]
    [InlineData("bin,cardBank,cardType\n622202,ICBC", 2)]
    [InlineData("622202,ICBC,debit\n\n622202,ABC,debit", 3)]
    [InlineData("62220x,ICBC,debit", 1)]
    [InlineData("622202,ICBC,gold", 1)]
    [InlineData("622202,,", 1)]
    public void A_broken_BIN_row_says_its_line(string csv, int line)
    {
        var loaded = BinTable.Load("bins.csv", csv);
        loaded.Value.Should().BeNull();
        loaded.Diagnostics.Select(d => (d.Id, d.Line)).Should().Equal(("RTR1201", line));
    }
}
