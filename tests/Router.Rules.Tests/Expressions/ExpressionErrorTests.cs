namespace Router.Rules.Tests.Expressions;

/// Each expression has one mistake; ¶ stands where the finding must point and is taken out before reading.
public sealed class ExpressionErrorTests
{
    private const string CatalogJson = """
        { "region": { "CN": ["china"], "HK": [] }, "cardBank": { "ICBC": ["工商银行"], "ABC": [] }, "tags": { "vip": [], "trial": [] },
          "metadata": { "vip": "boolean", "level": "integer", "campaign": "text" } }
        """;

    private static readonly RuleLoadContext s_known = new() { Accounts = ["main"], Methods = ["wechat.native"] };

    [Theory]
    [InlineData("RTR1023", "==", "amount ¶= 3")]
    [InlineData("RTR1023", "!=", "region ¶<> 'CN'")]
    [InlineData("RTR1023", "&&", "metadata.vip ¶& true")]
    [InlineData("RTR1023", "and", "metadata.vip ¶And true")]
    [InlineData("RTR1023", null, "amount ¶3")]
    [InlineData("RTR1023", null, "amount >¶")]
    [InlineData("RTR1023", null, "amount > ¶and true")]
    [InlineData("RTR1023", null, "(amount > 3¶")]
    [InlineData("RTR1023", null, "amount > 3¶)")]
    [InlineData("RTR1023", null, "min(amount, 3 > 3¶")]
    [InlineData("RTR1023", null, "region in ['CN' ¶'HK']")]
    [InlineData("RTR1023", null, "region in ['CN', ¶region]")]
    [InlineData("RTR1023", null, "region == ¶'CN")]
    [InlineData("RTR1023", null, "amount > ¶10.5")]
    [InlineData("RTR1023", null, "amount > ¶1e3")]
    [InlineData("RTR1023", null, "amount > ¶9223372036854775808")]
    [InlineData("RTR1023", null, "1 < amount ¶< 9")]
    [InlineData("RTR1023", null, "amount ¶? 3")]
    [InlineData("RTR1023", null, "region in ¶@")]
    [InlineData("RTR1023", null, "¶hour > 3")]
    [InlineData("RTR1023", null, "metadata[¶campaign] == 'x'")]
    [InlineData("RTR1010", null, "¶ ")]
    [InlineData("RTR1010", null, "region in ¶[]")]
    [InlineData("RTR1010", null, "merchant == ¶''")]
    [InlineData("RTR1005", "platform", "¶platfrom == 'ios'")]
    [InlineData("RTR1005", "metadata.vip", "not ¶metadata.vipp")]
    [InlineData("RTR1005", "'CN'", "region == ¶CN")]
    [InlineData("RTR1005", null, "region == ¶null")]
    [InlineData("RTR1023", ">=", "amount ¶=> 3")]
    [InlineData("RTR1023", "==", "region ¶=== 'CN'")]
    [InlineData("RTR1023", null, "amount ¶between 1 and 5")]
    [InlineData("RTR1008", "CN", "region == ¶'CM'")]
    [InlineData("RTR1008", "CN", "¶'cn' == region")]
    [InlineData("RTR1008", "ICBC", "cardBank in ['ABC', ¶'ICBCC']")]
    [InlineData("RTR1008", "CN", "region == if(metadata.vip, 'HK', ¶'CM')")]
    [InlineData("RTR1008", "CN", "coalesce(region, ¶'CM') == 'HK'")]
    [InlineData("RTR1008", "CN", "coalesce(region, 'HK') == ¶'CM'")]
    [InlineData("RTR1008", "sat", "weekday(time, 'UTC') in ['sun', ¶'Sat']")]
    [InlineData("RTR1008", "vip", "¶'vpi' in tags")]
    [InlineData("RTR1008", "vip", "tags == ¶'vpi'")]
    [InlineData("RTR1008", "wechat.native", "method == ¶'wechat.natve'")]
    [InlineData("RTR1015", "@banks", "cardBank in ¶@bank")]
    [InlineData("RTR1017", null, "time > ¶'2026-01-01T00:00:00'")]
    [InlineData("RTR1018", "Asia/Shanghai", "hour(time, ¶'Asia/Shangai') > 3")]
    [InlineData("RTR1021", null, "cardBin == ¶6222021234567890")]
    [InlineData("RTR1021", null, "cardBin in ['622202', ¶'6222021234567890']")]
    [InlineData("RTR1024", null, "¶amount")]
    [InlineData("RTR1024", null, "not ¶region")]
    [InlineData("RTR1024", null, "region == 'CN' or ¶'HK'")]
    [InlineData("RTR1024", null, "amount == ¶'3'")]
    [InlineData("RTR1024", null, "region == ¶3")]
    [InlineData("RTR1024", null, "metadata.vip == ¶1")]
    [InlineData("RTR1024", null, "amount ¶== region")]
    [InlineData("RTR1024", null, "region ¶> 'CN'")]
    [InlineData("RTR1024", null, "metadata.vip ¶< true")]
    [InlineData("RTR1024", null, "amount + ¶region > 3")]
    [InlineData("RTR1024", null, "-¶region > 3")]
    [InlineData("RTR1024", null, "region in ¶'CN'")]
    [InlineData("RTR1024", null, "region == ¶['CN']")]
    [InlineData("RTR1024", null, "¶@banks == cardBank")]
    [InlineData("RTR1024", null, "amount in [1, ¶'2']")]
    [InlineData("RTR1024", null, "len(¶amount) > 3")]
    [InlineData("RTR1024", null, "hour(¶amount, 'UTC') > 3")]
    [InlineData("RTR1024", null, "hour(time, ¶region) > 3")]
    [InlineData("RTR1024", null, "if(¶amount, true, false)")]
    [InlineData("RTR1024", null, "if(metadata.vip, 1, ¶'a') == 1")]
    [InlineData("RTR1024", null, "coalesce(¶tags, 'vip') == 'vip'")]
    [InlineData("RTR1024", null, "tags ¶== tags")]
    [InlineData("RTR1026", "lower", "¶lowr(merchant) == 'a'")]
    [InlineData("RTR1026", null, "¶hour(time) > 3")]
    [InlineData("RTR1026", null, "¶exists(amount, region)")]
    public void Each_mistake_is_told_once_with_its_place_and_the_way_to_mend_it(string id, string? suggestion, string marked)
    {
        var at = marked.IndexOf('¶', StringComparison.Ordinal);
        var finding = Errors(marked.Remove(at, 1), out var start).Should().ContainSingle().Subject;

        (finding.Id, finding.Column - start, finding.Suggestion, finding.RuleId).Should().Be((id, at, suggestion, "r"), finding.ToString());
        finding.JsonPath.Should().Be("$.rules[0].when.expr");
        finding.Message.Should().EndWith(".");
        finding.ToString().Should().NotContain("1234567890");
    }

    [Fact]
    public void Several_mistakes_are_told_in_one_pass() =>
        Errors("platfrom == 'ios' and region == 'CM' and amount > 'x' and lowr(merchat) == 'a'", out _).Select(e => e.Id)
            .Should().Equal("RTR1005", "RTR1008", "RTR1024", "RTR1026", "RTR1005");

    [Fact]
    public void A_member_of_a_named_list_is_told_at_its_own_place()
    {
        var loaded = RuleSetLoader.Load("x.json", $$"""
            { "lists": { "mixed": ["ICBC", "NOBANK"] },
              "rules": [ { "id": "r", "when": { "expr": "cardBank in @mixed" }, "decline": { "reason": "x" } } ], {{RuleFiles.Default}} }
            """, Catalog());

        loaded.Diagnostics.Select(d => (d.Id, d.JsonPath, d.Line)).Should().Equal(("RTR1008", "$.lists.mixed[1]", 1));
    }

    [Theory]
    [InlineData("""{ "expr": "\"ICBC\" == cardBank and \u0061mount > '收款' and 😀" }""", "😀")]
    [InlineData("""{ "expr": "merchant == '收款😀' and \"\u6536\" == merchant and regionn == 'CN'" }""", "regionn")]
    [InlineData("""{ "expr": "\tmerchant == \"\\\" and regionn == 'CN'" }""", "regionn")]
    public void Escapes_and_wide_letters_do_not_move_the_place(string when, string token)
    {
        var json = RuleFiles.WithWhen(when);
        RuleSetLoader.Load("x.json", json, Catalog()).Diagnostics.Should().ContainSingle()
            .Which.Column.Should().Be(json.IndexOf(token, StringComparison.Ordinal) + 1);
    }

    [Fact]
    public void An_amount_needs_its_currency_here_too()
    {
        const string Text = """{ "rules": [ { "id": "r", "when": { "expr": "exists(amount) and amount % 100 == 0" }, "decline": { "reason": "x" } } ],""" + RuleFiles.Default + "}";
        var finding = RuleSetLoader.Load("x.json", Text).Diagnostics.Should().ContainSingle().Subject;
        (finding.Id, finding.Column).Should().Be(("RTR1014", Text.IndexOf("amount %", StringComparison.Ordinal) + 1));

        RuleSetLoader.Load("x.json", Text.Replace(" and amount % 100 == 0", "", StringComparison.Ordinal)).Diagnostics.Should().BeEmpty();
        RuleSetLoader.Load("x.json", Text.Replace("\"expr\"", "\"currency\": \"JPY\", \"expr\"", StringComparison.Ordinal)).Diagnostics.Should().BeEmpty();
    }

    [Fact]
    public void Candidates_have_no_expressions() => RuleSetLoader.Load(
            "x.json", RuleFiles.WithRule(""" "id": "r", "route": { "strategy": "weighted", "candidates": [{ "account": "main", "where": { "expr": "fee > 3" } }] } """))
        .Diagnostics.Select(d => d.Id).Should().Equal("RTR1005");

    [Fact]
    public void A_list_that_only_a_broken_expression_names_is_not_called_unused() =>
        Errors("cardBank in @banks and", out _).Select(d => d.Id).Should().Equal("RTR1023");

    [Fact]
    public void Length_depth_and_cost_are_bounded()
    {
        Errors("true or " + new string(' ', 2_000) + "true", out _).Select(d => d.Id).Should().Equal("RTR1025");
        Errors(new string('(', 500) + "true" + new string(')', 500), out _).Select(d => d.Id).Should().Equal("RTR1025");
        Errors(string.Concat(Enumerable.Repeat("not ", 300)) + "true", out _).Select(d => d.Id).Should().Equal("RTR1025");
        Errors(string.Concat(Enumerable.Repeat("- ", 300)) + "amount > 1", out _).Select(d => d.Id).Should().Equal("RTR1025");
        Errors("1" + string.Concat(Enumerable.Repeat("+1", 300)) + " > 1", out _).Select(d => d.Id).Should().Equal("RTR1025");
        Errors(string.Join(" and ", Enumerable.Repeat("hour(time,'UTC')>1", 80)), out _).Select(d => d.Id).Should().Equal("RTR1025");
        Errors($"merchant == '{new string('a', 300)}'", out _).Select(d => d.Id).Should().Equal("RTR1025");

        Errors(string.Join(" or ", Enumerable.Range(0, 130).Select(i => $"amount=={i}")), out _).Should().BeEmpty();
        Errors(new string('(', 40) + "true" + new string(')', 40), out _).Should().BeEmpty();
        Errors($"merchant in [{string.Join(",", Enumerable.Repeat("'a'", 480))}]", out _).Should().BeEmpty();
    }

    private static FactCatalog Catalog() => FactCatalog.Load("facts.json", CatalogJson).Value!;

    /// The errors of a rule with this expression, and the column that its first character has.
    private static List<RuleDiagnostic> Errors(string expression, out int start)
    {
        const string Before = """{ "currencies": ["CNY"], "lists": { "banks": ["ICBC"] }, "rules": [ { "id": "r", "when": { "expr": " """;
        start = Before.Length;
        var uses = """{ "id": "uses", "when": { "cardBank": "@banks" }, "decline": { "reason": "x" } }""";
        if (expression.Contains("@banks", StringComparison.Ordinal)) uses = """{ "id": "other", "decline": { "reason": "x" } }""";
        var json = $$"""{{Before[..^1]}}{{expression}}" }, "decline": { "reason": "x" } }, {{uses}} ], {{RuleFiles.Default}} }""";
        return [.. RuleSetLoader.Load("x.json", json, Catalog(), s_known with { Accounts = null }).Diagnostics];
    }
}
