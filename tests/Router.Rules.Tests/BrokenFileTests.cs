namespace Router.Rules.Tests;

/// Each text has one mistake; ¶ stands where the finding must point and is taken out before reading.
public sealed class BrokenFileTests
{
    private const string CatalogJson = """
        { "region": { "CN": ["china"], "HK": [] }, "cardBank": { "ICBC": ["工商银行"], "ABC": [] }, "metadata": { "vip": "boolean", "level": "integer" } }
        """;

    private static readonly RuleLoadContext s_known = new()
    {
        Accounts = ["main", "other", "wechat-main"],
        Channels = ["wechat"],
        AccountTags = ["cheap"],
        Methods = ["wechat.native", "alipay.page"],
    };

    public static TheoryData<string, string?, string> Broken()
    {
        var data = new TheoryData<string, string?, string>();
        When("RTR1005", "platform", """{ ¶"platfrom": "ios" }""");
        When("RTR1005", "metadata.vip", """{ ¶"metadata.vipp": true }""");
        When("RTR1005", "between", """{ "amount": { ¶"betwen": [1, 2] } }""");
        When("RTR1005", null, """{ ¶"colour of the sky": "blue" }""");
        When("RTR1008", "ios", """{ "platform": ¶"iso" }""");
        When("RTR1008", "ios", """{ "platform": ["web", ¶"iOS"] }""");
        When("RTR1008", "ICBC", "{ \"cardBank\": { \"in\": [\"ABC\",\n ¶\"ICBCC\"] } }");
        When("RTR1008", "CNY", """{ "currency": ¶"CNH" }""");
        When("RTR1008", "wechat.native", """{ "method": ¶"wechat.natve" }""");
        When("RTR1007", null, """{ "region": ¶7 }""");
        When("RTR1007", null, """{ "region": ¶null }""");
        When("RTR1007", null, """{ "instalments": ¶"3" }""");
        When("RTR1007", null, """{ "amount": { "gte": ¶10.5 } }""");
        When("RTR1007", null, """{ "amount": { "gte": ¶1e3 } }""");
        When("RTR1007", null, """{ "amount": { "gte": ¶99999999999999999999 } }""");
        When("RTR1007", null, """{ "metadata.vip": ¶"true" }""");
        When("RTR1007", null, """{ "region": { "exists": ¶"yes" } }""");
        When("RTR1007", null, """{ "amount": { "between": ¶[1, 2, 3] } }""");
        When("RTR1007", null, """{ "all": ¶{ "region": "CN" } }""");
        When("RTR1007", null, """{ "not": ¶[ { "region": "CN" } ] }""");
        When("RTR1007", null, """{ "region": { "eq": ¶["CN"] } }""");
        When("RTR1010", null, """{ "all": ¶[] }""");
        When("RTR1010", null, """{ "any": ¶[] }""");
        When("RTR1010", null, """{ "region": { "in": ¶[] } }""");
        When("RTR1010", null, """{ "region": ¶[] }""");
        When("RTR1010", null, """{ "amount": ¶{} }""");
        When("RTR1010", null, """{ "not": ¶{} }""");
        When("RTR1010", null, """{ "cardBin": { "prefix": ¶[] } }""");
        When("RTR1011", null, """{ "amount": ¶{ "gte": 100, "lt": 100 } }""");
        When("RTR1011", null, """{ "amount": ¶{ "gt": 5, "lt": 6 } }""");
        When("RTR1011", null, """{ "amount": { "gt": 1, "lt": 9 }, "instalments": ¶{ "between": [9, 3] } }""");
        When("RTR1011", null, """{ "cardBin": ¶{ "gte": "622300", "lt": "622200" } }""");
        When("RTR1013", null, """{ "region": { ¶"gt": "CN" } }""");
        When("RTR1013", null, """{ "amount": { ¶"prefix": "1" } }""");
        When("RTR1015", "@banks", """{ "cardBank": ¶"@bank" }""");
        When("RTR1016", null, """{ "merchant": { "matches": ¶"(" } }""");
        When("RTR1016", null, """{ "merchant": { "matches": ¶"a)|(b" } }""");
        When("RTR1016", null, """{ "merchant": { "matches": ¶"(a)\\1" } }""");
        When("RTR1017", null, """{ "time": { "gte": ¶"2026-01-01T00:00:00" } }""");
        When("RTR1007", null, """{ "expr": ¶3 }""");
        When("RTR1021", null, """{ "cardBin": ¶622202 }""");
        When("RTR1021", null, """{ "cardBin": ¶"6222021234567890" }""");
        When("RTR1021", null, """{ "cardBin": { "prefix": ["62", ¶"62x"] } }""");
        When("RTR1004", null, """{ "region": "CN", ¶"region": "HK" }""");
        When("RTR1003", null, """{ ¶/* old */ "region": "CN" }""");
        When("RTR1003", null, """{ "region": "CN"¶, }""");
        Rule("RTR1005", "priority", """ "id": "r", ¶"prioritty": 5, "decline": { "reason": "x" } """);
        Rule("RTR1007", null, """ "id": "r", "priority": ¶"high", "decline": { "reason": "x" } """);
        Rule("RTR1007", null, """ "id": "r", "enabled": ¶1, "decline": { "reason": "x" } """);
        Rule("RTR1006", null, """ "id": "r", "decline": ¶{} """);
        Rule("RTR1017", null, """ "id": "r", "activeFrom": ¶"2026-01-01", "decline": { "reason": "x" } """);
        Rule("RTR1011", null, """ "id": "r", "activeFrom": "2026-01-02T00:00:00Z", "activeTo": ¶"2026-01-02T08:00:00+08:00", "decline": { "reason": "x" } """);
        Rule("RTR1018", "Asia/Shanghai", """ "id": "r", "windows": [{ "from": "08:00", "to": "18:00", "zone": ¶"Asia/Shangai" }], "decline": { "reason": "x" } """);
        Rule("RTR1018", null, """ "id": "r", "windows": [{ "from": ¶"25:00", "to": "18:00", "zone": "UTC" }], "decline": { "reason": "x" } """);
        Rule("RTR1008", "mon", """ "id": "r", "windows": [{ "days": [¶"mond"], "zone": "UTC" }], "decline": { "reason": "x" } """);
        Rule("RTR1006", null, """ "id": "r", "windows": [¶{ "from": "08:00", "to": "18:00" }], "decline": { "reason": "x" } """);
        Rule("RTR1011", null, """ "id": "r", "windows": [{ "from": "08:00", "to": ¶"08:00", "zone": "UTC" }], "decline": { "reason": "x" } """);
        Rule("RTR1022", null, """ "id": "r", "route": { "strategy": "priority", "candidates": ["main"] }, ¶"decline": { "reason": "x" } """);
        Rule("RTR1008", "try", """ "id": "r", "whenAllDown": ¶"tryy", "decline": { "reason": "x" } """);
        Route("RTR1009", "wechat-main", """{ "strategy": "priority", "candidates": [¶"wechat-mian"] }""");
        Route("RTR1009", "wechat", """{ "strategy": "priority", "candidates": [{ "channel": ¶"wechatt" }] }""");
        Route("RTR1008", "weighted", """{ "strategy": ¶"weigted", "candidates": ["main"] }""");
        Route("RTR1008", "bestSuccess", """{ "strategy": ¶"bestsuccess", "candidates": ["main"] }""");
        Route("RTR1008", "payer", """{ "strategy": "split", "stickBy": ¶"payr", "candidates": ["main"] }""");
        Route("RTR1027", null, """{ "strategy": "weighted", ¶"stickBy": "payer", "candidates": ["main"] }""");
        Route("RTR1010", null, """{ "strategy": "weighted", "candidates": ¶[] }""");
        Route("RTR1006", null, """¶{ "strategy": "weighted" }""");
        Route("RTR1006", null, """¶{ "candidates": ["main"] }""");
        Route("RTR1019", null, """{ "strategy": "weighted", "candidates": ¶[{ "account": "main", "weight": 0 }] }""");
        Route("RTR1019", null, """{ "strategy": "weighted", "candidates": [{ "account": "main", "weight": ¶-1 }] }""");
        Route("RTR1022", null, """{ "strategy": "weighted", "candidates": [¶{ "account": "main", "channel": "wechat" }] }""");
        Route("RTR1005", "feePpm", """{ "strategy": "weighted", "candidates": [{ "account": "main", "where": { ¶"feePmm": 1 } }] }""");
        Route("RTR1007", null, """{ "strategy": "weighted", "candidates": [{ "account": "main", "where": { "health": { "gte": ¶1.5 } } }] }""");
        Route("RTR1008", "continue", """{ "strategy": "weighted", "candidates": ["main"], "onExhausted": ¶"continu" }""");
        data.Add("RTR1001", null, "{ \"rules\": [ ¶");
        data.Add("RTR1001", null, "¶");
        data.Add("RTR1001", null, "{\n  \"rules\": ¶x }");
        data.Add("RTR1007", null, "¶[]");
        data.Add("RTR1006", null, "¶{ \"rules\": [] }");
        data.Add("RTR1006", null, $"¶{{ {RuleFiles.Default} }}");
        data.Add("RTR1005", "rules", $$"""{ "rules": [], ¶"rulse": [], {{RuleFiles.Default}} }""");
        data.Add("RTR1010", null, $$"""{ "rules": [], "currencies": ¶[], {{RuleFiles.Default}} }""");
        data.Add("RTR1010", null, $$"""{ "rules": [], "lists": { "a": ¶[] }, {{RuleFiles.Default}} }""");
        data.Add("RTR1007", null, $$"""{ "rules": [], "lists": { "a": [¶"@b"] }, {{RuleFiles.Default}} }""");
        const string Declines = """ "decline": { "reason": "x" } """;
        data.Add("RTR1012", null, $$"""
            { "rules": [
                { "id": "same", {{Declines}} },
                { "id": ¶"same", {{Declines}} } ], {{RuleFiles.Default}} }
            """);
        data.Add("RTR1006", null, $$"""{ "rules": [ ¶{ {{Declines}} } ], {{RuleFiles.Default}} }""");
        data.Add("RTR1014", null, $$"""{ "rules": [ { "id": "r", "when": { "any": [ { ¶"amount": 5 } ] }, {{Declines}} } ], {{RuleFiles.Default}} }""");
        data.Add("RTR1014", null, $$"""{ "rules": [ { "id": "r", "when": { "currency": ["CNY", "JPY"], ¶"amount": 5 }, {{Declines}} } ], {{RuleFiles.Default}} }""");
        data.Add("RTR1014", null, $$"""{ "rules": [ { "id": "r", "when": { "currency": { "ne": "JPY" }, ¶"amount": 5 }, {{Declines}} } ], {{RuleFiles.Default}} }""");
        return data;

        void When(string id, string? suggestion, string when) =>
            data.Add(id, suggestion, $$"""
                { "currencies": ["CNY"], "lists": { "banks": ["ICBC"] },
                  "rules": [ { "id": "uses", "when": { "cardBank": "@banks" }, "decline": { "reason": "x" } },
                    { "id": "收款", "when": {{when}}, "decline": { "reason": "x" } } ], {{RuleFiles.Default}} }
                """);

        void Rule(string id, string? suggestion, string members) => data.Add(id, suggestion, RuleFiles.WithRule(members));

        void Route(string id, string? suggestion, string route) => Rule(id, suggestion, $""" "id": "r", "route": {route} """);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Each_mistake_is_told_once_with_its_place_and_the_way_to_mend_it(string id, string? suggestion, string marked)
    {
        var at = marked.IndexOf('¶', StringComparison.Ordinal);
        var line = marked[..at].Count(c => c == '\n') + 1;
        var column = at - (marked[..at].LastIndexOf('\n') + 1) + 1;

        var loaded = RuleSetLoader.Load("broken.json", marked.Remove(at, 1), FactCatalog.Load("facts.json", CatalogJson).Value, s_known);

        loaded.Value.Should().BeNull();
        var finding = loaded.Diagnostics.Where(d => d.Severity == RuleSeverity.Error).Should().ContainSingle().Subject;
        (finding.Id, finding.Line, finding.Column, finding.Suggestion).Should().Be((id, line, column, suggestion), finding.ToString());
        finding.Message.Should().EndWith(".");
    }

    [Fact]
    public void Every_mistake_is_told_in_one_pass_in_the_order_of_the_file()
    {
        var loaded = RuleSetLoader.Load("broken.json", """
            {
              "rules": [
                { "id": "a", "when": { "platfrom": "ios" }, "route": { "strategy": "priority", "stickBy": "card", "candidates": [] } },
                { "id": "a", "when": { "amount": 5, "cardType": "gold" } }
              ]
            }
            """);

        loaded.Diagnostics.Select(d => (d.Id, d.RuleId)).Should().Equal(
            ("RTR1006", null), ("RTR1005", "a"), ("RTR1027", "a"), ("RTR1010", "a"), ("RTR1006", "a"), ("RTR1012", "a"), ("RTR1014", "a"), ("RTR1008", "a"));
    }

    [Fact]
    public void A_finding_names_file_place_path_rule_and_suggestion()
    {
        var loaded = RuleSetLoader.Load("rules/x.json", RuleFiles.WithWhen("""{ "any": [ { "platform": "iso" } ] }"""));

        loaded.Diagnostics.Single().ToString().Should().Be(
            "rules/x.json(1,84): error RTR1008: $.rules[0].when.any[0].platform [rule r]: \"iso\" is no known platform. "
            + "Known: ios, android, windows, macos, linux, web, pos, other. Did you mean \"ios\"?");
    }

    [Fact]
    public void A_pasted_card_number_is_not_repeated()
    {
        var loaded = RuleSetLoader.Load("x.json", RuleFiles.WithWhen("""{ "cardBin": ["6222021234567890", 6222021234567890] }"""));

        loaded.Diagnostics.Should().HaveCount(2);
        loaded.Diagnostics.Should().NotContain(d => d.ToString().Contains("1234567890", StringComparison.Ordinal));
    }

    [Fact]
    public void Nesting_beyond_64_levels_is_refused()
    {
        var when = string.Concat(Enumerable.Repeat("{\"not\":", 80)) + "{\"region\":\"CN\"}" + new string('}', 80);
        RuleSetLoader.Load("x.json", RuleFiles.WithWhen(when)).Diagnostics.Single().Id.Should().Be("RTR1002");
        RuleSetLoader.Load("x.json", new string('[', 100_000)).Diagnostics.Single().Id.Should().Be("RTR1002");
    }

    [Fact]
    public void A_file_over_its_size_is_refused() =>
        RuleSetLoader.Load("x.json", new byte[(32 * 1024 * 1024) + 1]).Diagnostics.Single().Id.Should().Be("RTR1002");

    [Fact]
    public void Bytes_that_are_no_text_are_refused_and_a_byte_order_mark_is_not()
    {
        RuleSetLoader.Load("x.json", new byte[] { (byte)'"', 0xff, (byte)'"' }).Diagnostics.Single().Id.Should().Be("RTR1001");
        RuleSetLoader.Load("x.json", "{ \"name\": \"\\ud800\" }").Diagnostics.Single().Id.Should().Be("RTR1001");
        RuleSetLoader.Load("x.json", "\uFEFF" + RuleFiles.WithWhen("{}")).Value.Should().NotBeNull();
    }

    [Fact]
    public void Thousands_of_mistakes_are_told_up_to_a_bound()
    {
        var rules = string.Join(",", Enumerable.Range(0, 20_000).Select(_ => "{}"));
        RuleSetLoader.Load("x.json", $$"""{ "rules": [{{rules}}], {{RuleFiles.Default}} }""").Diagnostics.Should().HaveCount(1_000);
    }

    [Fact]
    public void Warnings_do_not_stop_a_set()
    {
        var loaded = RuleSetLoader.Load("x.json", """
            { "lists": { "unused": ["a"] },
              "rules": [
                { "id": "a", "when": { "not": { "cardBank": "X" } }, "decline": { "reason": "x" } },
                { "id": "b", "when": { "cardBank": { "exists": true }, "not": { "cardBank": "X", "carrier": { "exists": true } } }, "decline": { "reason": "x" } } ],
              "default": { "decline": { "reason": "x" } } }
            """);

        loaded.Value.Should().NotBeNull();
        loaded.Diagnostics.Select(d => (d.Id, d.Severity, d.RuleId)).Should().Equal(
            ("RTR1101", RuleSeverity.Warning, null), ("RTR1102", RuleSeverity.Warning, "a"));
        loaded.Diagnostics[1].Message.Should().Contain("\"exists\": true");
    }
}
