namespace Router.Rules.Tests;

/// What is understood of a payment, of a table of BINs and of a candidate, and the words for what is not.
public sealed class FactWordsTests
{
    [Theory]
    [InlineData("bin,cardBank,cardType\n622202,ICBC", "(2,1) RTR1201: This row has 2 cells; write three: bin,cardBank,cardType.")]
    [InlineData("1,2,3,4", "(1,1) RTR1201: This row has 4 cells; write three: bin,cardBank,cardType.")]
    [InlineData("622202,ICBC,debit\n\n# note\n622202,ABC,debit", "(4,1) RTR1201: The prefix 622202 stands in the table twice. Keep one row.")]
    [InlineData(",ICBC,debit", "(1,1) RTR1201: The first cell is a BIN prefix of 1 to 8 digits.")]
    [InlineData("622202123,ICBC,debit", "(1,1) RTR1201: The first cell is a BIN prefix of 1 to 8 digits.")]
    [InlineData("62x,ICBC,debit", "(1,1) RTR1201: The first cell is a BIN prefix of 1 to 8 digits.")]
    [InlineData("622202,,", "(1,1) RTR1201: The row says nothing of the card. Give a bank, a type or both.")]
    [InlineData("收,a,b\n6,A,gold", "(1,1) RTR1201: \"b\" is no known cardType.|(1,1) RTR1201: The first cell is a BIN prefix of 1 to 8 digits.|(2,1) RTR1201: \"gold\" is no known cardType.")]
    [InlineData("6,A,debti", "(1,1) RTR1201: \"debti\" is no known cardType. Did you mean \"debit\"?")]
    public void A_broken_row_of_BINs_is_told_with_its_line(string csv, string told)
    {
        var loaded = BinTable.Load("bins.csv", csv);

        loaded.Value.Should().BeNull();
        string.Join('|', loaded.Diagnostics.Select(d => $"({d.Line},{d.Column}) {d.Id}: {d.Message}{(d.Suggestion is null ? "" : $" Did you mean \"{d.Suggestion}\"?")}")).Should().Be(told);
    }

    [Theory]
    [InlineData("1", "BANK1 -")]
    [InlineData("12", "BANK1 -")]
    [InlineData("62", "- credit")]
    [InlineData("6222", "- credit")]
    [InlineData("622202", "ICBC debit")]
    [InlineData("62220212", "ABC prepaid")]
    [InlineData("622202129", "ABC prepaid")]
    [InlineData("7", null)]
    [InlineData("", null)]
    public void The_longest_prefix_of_a_BIN_counts(string bin, string? card)
    {
        var table = BinTable.Load("bins.csv", "bin,cardBank,cardType\n 1 , BANK1 ,\r\n62,,credit\n622202,ICBC,debit\n62220212,ABC,prepaid\n").Value!;

        table.Count.Should().Be(4);
        (table.Find(bin) is { } found ? $"{found.CardBank ?? "-"} {found.CardType ?? "-"}" : null).Should().Be(card);
    }

    [Theory]
    [InlineData("""{ "amount": 5.5 }""", "amount: a number, not a whole number")]
    [InlineData("""{ "amount": true }""", "amount: a boolean, not a whole number")]
    [InlineData("""{ "instalments": [3] }""", "instalments: an array, not a whole number")]
    [InlineData("""{ "platform": 7 }""", "platform: a number, not a text")]
    [InlineData("""{ "tags": ["a", 7] }""", "tags: an array, not a text")]
    [InlineData("""{ "metadata": { "k": { "x": 1 }, "l": 1.5 } }""",
        "metadata.k: an object, not a text, a whole number, true or false|metadata.l: a number, not a text, a whole number, true or false")]
    [InlineData("""{ "metadata": 7, "colour": "red" }""", "metadata: no such fact|colour: no such fact")]
    [InlineData("""{ "time": "2026-01-01" }""", "time: 2026-01-01")]
    [InlineData("""{ "cardBin": "62220" }""", "cardBin: not 6 to 8 digits")]
    [InlineData("""{ "metadata.k": "" }""", "metadata.k: ")]
    [InlineData("""{ "platform": null, "metadata.k": null, "merchant": "  " }""", "")]
    [InlineData("""{ "platform": "0123456789012345678901234567890123456789012345678901234567890123" }""", "platform: 0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("""{ "platform": "01234567890123456789012345678901234567890123456789012345678901234" }""", "platform: 0123456789012345678901234567890123456789012345678901234567890123…")]
    public void What_is_not_understood_is_named_with_what_it_is(string json, string told)
    {
        var facts = RuleFiles.Facts(json);

        string.Join('|', facts.Unrecognised).Should().Be(told);
        facts.Present().Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{ "amount": 5, "instalments": -3 }""", "amount=5 instalments=-3")]
    [InlineData("""{ "platform": "iOS", "cardType": "DEBIT", "currency": "cny", "region": "cn", "method": "WeChat.Native", "merchant": " Shop " }""",
        "platform=ios region=cn cardType=debit currency=CNY method=wechat.native merchant=Shop")]
    [InlineData("""{ "cardBin": " 6222021234567890 " }""", "cardBin=62220212")]
    [InlineData("""{ "cardBin": "622202" }""", "cardBin=622202")]
    [InlineData("""{ "cardBin": "62220212" }""", "cardBin=62220212")]
    [InlineData("""{ "tags": "vip" }""", "tags=vip")]
    [InlineData("""{ "tags": ["b", "a", "b"] }""", "tags=a,b")]
    [InlineData("""{ "metadata": { "t": " x ", "n": 7, "y": true, "f": false } }""", "metadata.f=false metadata.n=7 metadata.t=x metadata.y=true")]
    [InlineData("""{ "time": "2026-01-01T08:00:00.5+08:00" }""", "time=2026-01-01T00:00:00.5Z")]
    [InlineData("""{ "time": "2026-01-01T00:00Z" }""", "time=2026-01-01T00:00:00Z")]
    public void What_is_understood_is_kept_in_one_form(string json, string present)
    {
        var facts = RuleFiles.Facts(json);

        string.Join(' ', facts.Present().Select(p => $"{p.Key}={p.Value}")).Should().Be(present);
        facts.Unrecognised.Should().BeEmpty();
    }

    [Fact]
    public void With_a_catalog_metadata_keeps_to_its_types_and_other_names_become_ids()
    {
        var catalog = FactCatalog.Load("facts.json", """{ "region": { "CN": ["China"] }, "tags": { "vip": [] }, "metadata": { "t": "text", "n": "integer", "b": "boolean" } }""").Value!;

        var facts = RuleFiles.Facts("""{ "region": "CHINA", "tags": ["VIP", "new"], "metadata": { "t": "x", "n": 7, "b": true, "other": 1 } }""", catalog);
        var wrong = RuleFiles.Facts("""{ "region": "Mars", "metadata": { "t": 7, "n": true, "b": false } }""", catalog);
        var flags = RuleFiles.Facts("""{ "metadata": { "t": true, "n": false } }""", catalog);

        string.Join(' ', facts.Present().Select(p => $"{p.Key}={p.Value}")).Should().Be("region=CN tags=vip metadata.b=true metadata.n=7 metadata.t=x");
        facts.Unrecognised.Should().Equal("tags: new", "metadata.other: 1");
        wrong.Unrecognised.Should().Equal("region: Mars", "metadata.t: 7", "metadata.n: true");
        string.Join(' ', wrong.Present().Select(p => $"{p.Key}={p.Value}")).Should().Be("metadata.b=false");
        flags.Unrecognised.Should().Equal("metadata.t: true", "metadata.n: false");
    }

    [Fact]
    public void Facts_built_one_by_one_are_the_same()
    {
        var facts = new FactsBuilder().Set(FactId.Amount, "12").Set(FactId.Instalments, 3).Set(FactId.Tags, "vip").Set(FactId.Time, "2026-01-01T00:00:00Z")
            .Set(FactId.Platform, (string?)null).Set(FactId.Merchant, 7).Set(FactId.Region, "  ").SetMetadata("none", (string?)null).SetMetadata("half", "\ud800").Build();

        string.Join(' ', facts.Present().Select(p => $"{p.Key}={p.Value}")).Should().Be("amount=12 instalments=3 tags=vip time=2026-01-01T00:00:00Z");
        facts.Unrecognised.Should().Equal("merchant: 7", "metadata.half: \ud800");
        (facts.Integer(FactId.Amount), facts.Integer(FactId.Platform), facts.Text(FactId.Amount), facts.Time).Should().Be((12L, (long?)null, (string?)null, DateTimeOffset.Parse("2026-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture)));
        FactText.Normalise("a\ud800").Should().BeNull("half a surrogate pair is no text");
        new Action(() => new FactsBuilder().SetTags(null!)).Should().Throw<ArgumentNullException>();
        new Action(() => FactsLine.Read(null!)).Should().Throw<ArgumentNullException>().WithParameterName("line");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(256, 256)]
    [InlineData(257, 0)]
    public void A_text_has_up_to_256_characters(int length, int kept) => (FactText.Normalise(new string('a', length))?.Length ?? 0).Should().Be(kept);

    [Theory]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData(" a b ", "a b")]
    [InlineData("", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void A_text_is_trimmed_and_composed(string? text, string? normal) => FactText.Normalise(text).Should().Be(normal);

    [Theory]
    [InlineData("a.b", true)]
    [InlineData("a-1.b-2", true)]
    [InlineData("-.-", true)]
    [InlineData(".b", false)]
    [InlineData("a.", false)]
    [InlineData(".", false)]
    [InlineData("ab", false)]
    [InlineData("a.b.c", false)]
    [InlineData("A.b", false)]
    [InlineData("a.B", false)]
    [InlineData("a_b.c", false)]
    [InlineData("a.b c", false)]
    [InlineData("", false)]
    public void A_method_is_brand_and_presentation(string text, bool isMethod) => FactText.IsMethod(text).Should().Be(isMethod);

    [Theory]
    [InlineData("622202", "622202")]
    [InlineData(" 6222021 ", "6222021")]
    [InlineData("622202123", "62220212")]
    [InlineData("62220212x", "62220212")]
    [InlineData("62220", null)]
    [InlineData("62220x", null)]
    [InlineData("６２２２０２", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_card_BIN_is_cut_to_eight_digits_first(string? text, string? bin) => FactText.CardBin(text).Should().Be(bin);

    [Theory]
    [InlineData("rules: []", """{"error":{"id":"RTR1001","column":1,"message":"This is not JSON: The text begins with { and ends with }."}}""")]
    [InlineData("[]", """{"error":{"id":"RTR1301","column":1,"message":"A facts line is a JSON object, { … }; here stands an array."}}""")]
    [InlineData("{ \"amount\": 1, \"amount\": 2 }", """{"error":{"id":"RTR1004","column":16,"message":"\"amount\" stands here twice. Keep one of them."}}""")]
    public void A_line_that_is_no_facts_gets_an_error_line(string line, string answer)
    {
        var told = RuleEval.Evaluate(RuleFiles.Load(RuleFiles.WithWhen("{}")), line);

        told.Line.Should().Be(answer);
        (told.Understood, told.Unrecognised.Count).Should().Be((false, 0));
        new Action(() => RuleEval.Evaluate(null!, line)).Should().Throw<ArgumentNullException>().WithParameterName("set");
    }

    [Fact]
    public void An_answer_names_rule_outcome_accounts_and_what_was_not_understood()
    {
        var set = RuleFiles.Load("""
            { "rules": [ { "id": "收款", "when": { "region": "CN" }, "route": { "strategy": "priority", "candidates": ["a", { "channel": "c" }, { "tag": "t" }] } },
              { "id": "no", "when": { "region": "KP" }, "decline": { "reason": "x" } } ], "default": { "route": { "strategy": "priority", "candidates": ["other"] } } }
            """);

        RuleEval.Evaluate(set, """{ "region": "CN", "colour": 1 }""").Should().BeEquivalentTo(
            new { Line = """{"rule":"收款","outcome":"route","accounts":["a","channel:c","tag:t"]}""", Understood = true, Unrecognised = new[] { "colour: no such fact" } });
        RuleEval.Evaluate(set, """{ "region": "KP" }""").Line.Should().Be("""{"rule":"no","outcome":"decline","accounts":[]}""");
        new Action(() => set.Evaluate(null!)).Should().Throw<ArgumentNullException>().WithParameterName("facts");
    }

    [Theory]
    [InlineData(RuleSeverity.Error, null, null, "f.json(2,3): error RTR1: $.a: Words.")]
    [InlineData(RuleSeverity.Warning, "r", null, "f.json(2,3): warning RTR1: $.a [rule r]: Words.")]
    [InlineData(RuleSeverity.Error, null, "x", "f.json(2,3): error RTR1: $.a: Words. Did you mean \"x\"?")]
    public void A_finding_is_one_line(RuleSeverity severity, string? rule, string? suggestion, string line) =>
        new RuleDiagnostic("RTR1", severity, "f.json", "$.a", 2, 3, rule, "Words.", suggestion).ToString().Should().Be(line);

    [Theory]
    [InlineData("""{ "account": "main" }""", null)]
    [InlineData("""{ "channel": { "ne": "c" } }""", "channel is c; where asks {\"ne\":\"c\"}")]
    [InlineData("""{ "tags": { "exists": false } }""", "tags is a,b; where asks {\"exists\":false}")]
    [InlineData("""{ "fee": { "exists": true } }""", "fee is absent; where asks {\"exists\":true}")]
    [InlineData("""{ "health": { "exists": false } }""", "health is 0.25; where asks {\"exists\":false}")]
    [InlineData("""{ "health": { "gte": 0.25, "lte": 0.25 } }""", null)]
    [InlineData("""{ "health": 1 }""", "health is 0.25; where asks 1")]
    [InlineData("""{ "feePpm": 5, "account": "x" }""", "feePpm is not known")]
    [InlineData("""{ "not": { "tags": "a" } }""", "where asks not {\"tags\":\"a\"}")]
    public void A_candidate_is_told_why_it_is_out(string where, string? reason)
    {
        var condition = RuleFiles.Load(RuleFiles.WithRule(
            $$""" "id": "r", "route": { "strategy": "weighted", "candidates": [{ "account": "main", "where": {{where}} }] } """)).Verdicts.Single().Route!.Candidates[0].Where!;

        condition.Evaluate(new("c", "main", ["b", "a"], health: 0.25)).Should().Be((reason is null, reason));
        new Action(() => condition.Evaluate(null!)).Should().Throw<ArgumentNullException>().WithParameterName("facts");
    }

    [Theory]
    [InlineData(double.NaN, "health is not known")]
    [InlineData(double.PositiveInfinity, "health is not known")]
    [InlineData(-0.5, "health is 0; where asks {\"gt\":0,\"lt\":1}")]
    [InlineData(1.5, "health is 1; where asks {\"gt\":0,\"lt\":1}")]
    [InlineData(0.0000004, "health is 0; where asks {\"gt\":0,\"lt\":1}")]
    [InlineData(0.000001, null)]
    public void Health_counts_in_millionths_from_0_to_1(double health, string? reason) =>
        RuleFiles.Load(RuleFiles.WithRule(""" "id": "r", "route": { "strategy": "weighted", "candidates": [{ "account": "main", "where": { "health": { "gt": 0, "lt": 1 } } }] } """))
            .Verdicts.Single().Route!.Candidates[0].Where!.Evaluate(new(null, null, health: health)).Should().Be((reason is null, reason));
}
