namespace Router.Rules.Tests.Loading;

/// Warnings and errors that hang on more than one place, whole.
public sealed class WarningTests
{
    private const string NeedsCurrency = "RTR1014 $.rules[0].when.amount: An amount needs to know its currency: 1000 is 10.00 CNY and 1000 JPY. "
        + "Write \"currency\" beside it at the top of \"when\", or \"currencies\" for the whole file.";

    [Theory]
    [InlineData("", """ "amount": 5 """, NeedsCurrency)]
    [InlineData("", """ "currency": "CNY", "amount": 5 """, "")]
    [InlineData("", """ "currency": ["CNY", "USD"], "amount": 5 """, "")]
    [InlineData("", """ "currency": { "eq": "CNY" }, "amount": 5 """, "")]
    [InlineData("", """ "currency": { "in": ["CNY", "USD"] }, "amount": 5 """, "")]
    [InlineData("", """ "currency": { "ne": "CNY" }, "amount": 5 """, NeedsCurrency)]
    [InlineData("", """ "currency": ["CNY", { "ne": "USD" }], "amount": 5 """, NeedsCurrency)]
    [InlineData("", """ "currency": "@yuan", "amount": 5 """, "")]
    [InlineData("", """ "currency": ["CNY", "@yen"], "amount": 5 """,
        "RTR1014 $.rules[0].when.amount: The currencies CNY, JPY count their minor units differently, so one number cannot mean an amount in all of them. Write a rule for each exponent.")]
    [InlineData("", """ "currency": { "in": ["CNY", "JPY"] }, "amount": 5 """,
        "RTR1014 $.rules[0].when.amount: The currencies CNY, JPY count their minor units differently, so one number cannot mean an amount in all of them. Write a rule for each exponent.")]
    [InlineData(""" "currencies": ["CNY", "JPY"], """, """ "amount": 5 """,
        "RTR1014 $.rules[0].when.amount: The currencies CNY, JPY count their minor units differently, so one number cannot mean an amount in all of them. Write a rule for each exponent.")]
    [InlineData(""" "currencies": ["CNY", "JPY"], """, """ "currency": "JPY", "amount": 5 """, "")]
    [InlineData(""" "currencies": ["CNY", "USD"], """, """ "amount": 5 """, "")]
    [InlineData(""" "currencies": ["CNY"], """, """ "currency": ["CNY", "JPY"], "amount": 5 """, "")]
    [InlineData("", """ "amount": { "exists": true } """, "")]
    [InlineData("", """ "amount": { "exists": true, "gt": 5 } """, NeedsCurrency)]
    [InlineData("", """ "any": [{ "amount": 5, "currency": "CNY" }] """,
        "RTR1014 $.rules[0].when.any[0].amount: An amount needs to know its currency: 1000 is 10.00 CNY and 1000 JPY. Write \"currency\" beside it at the top of \"when\", or \"currencies\" for the whole file.")]
    public void An_amount_is_asked_for_only_where_its_currencies_have_one_exponent(string file, string when, string told) => Told(
        $$"""
        { {{file}} "lists": { "yuan": ["CNY"], "yen": ["JPY"] },
          "rules": [ { "id": "r", "when": { {{when}} }, "decline": { "reason": "x" } }, { "id": "uses", "when": { "currency": ["@yuan", "@yen"] }, "decline": { "reason": "x" } } ],
          {{RuleFiles.Default}} }
        """).Should().Be(told);

    [Theory]
    [InlineData(""" "currency": "XXQ", "amount": 5 """)]
    [InlineData(""" "currency": ["CNY", "XXQ"], "amount": 5 """)]
    public void An_unknown_currency_is_told_once(string when) => Told(RuleFiles.WithWhen($"{{ {when} }}").Replace("\"currencies\": [\"CNY\"],", "", StringComparison.Ordinal))
        .Should().StartWith("RTR1008 $.rules[0].when.currency").And.NotContain("RTR1014");

    [Theory]
    [InlineData("""{ "not": { "carrier": "x" } }""", "$.rules[0].when.not.carrier")]
    [InlineData("""{ "not": { "any": [{ "carrier": "x" }] } }""", "$.rules[0].when.not.any[0].carrier")]
    [InlineData("""{ "carrier": { "exists": false }, "not": { "carrier": "x" } }""", "$.rules[0].when.not.carrier")]
    [InlineData("""{ "platform": "ios", "not": { "carrier": "x" } }""", "$.rules[0].when.not.carrier")]
    [InlineData("""{ "any": [{ "carrier": "y" }, { "not": { "carrier": "x" } }] }""", "$.rules[0].when.any[1].not.carrier")]
    [InlineData("""{ "carrier": { "exists": true }, "not": { "carrier": "x" } }""", null)]
    [InlineData("""{ "carrier": { "prefix": "x" }, "not": { "carrier": "xy" } }""", null)]
    [InlineData("""{ "carrier": { "prefix": "x" }, "all": [{ "any": [{ "not": { "carrier": "xy" } }] }] }""", null)]
    [InlineData("""{ "not": { "carrier": { "in": ["x"], "exists": true } } }""", null)]
    [InlineData("""{ "not": { "not": { "carrier": "x" } } }""", null)]
    [InlineData("""{ "not": { "carrier": { "exists": true } } }""", null)]
    [InlineData("""{ "not": { "merchant": "x" } }""", null)]
    [InlineData("""{ "carrier": { "ne": "x" } }""", null)]
    public void A_not_over_a_fact_that_may_be_absent_is_told(string when, string? at) => Told(RuleFiles.WithWhen(when)).Should().Be(at is null ? "" :
        $"RTR1102 {at}: This \"not\" also holds where carrier is absent. If only payments with a known carrier are meant, write \"carrier\": {{ \"exists\": true }} beside the \"not\".");

    [Fact]
    public void Lists_are_told_that_are_unused_or_not_there()
    {
        Told($$"""{ "lists": { "a": ["x"], "b": ["y"] }, "rules": [ { "id": "r", "when": { "merchant": "@b" }, "decline": { "reason": "x" } } ], {{RuleFiles.Default}} }""")
            .Should().Be("RTR1101 $.lists.a: No rule uses the list \"a\". Delete it, or write \"@a\" where it is meant.");
        Told(RuleFiles.WithWhen("""{ "merchant": "@b" }""")).Should().Be("RTR1015 $.rules[0].when.merchant: There is no list \"b\". The file has no \"lists\".");
        Told(RuleFiles.WithWhen("""{ "expr": "merchant in @b" }""")).Should().Be("RTR1015 $.rules[0].when.expr: There is no list \"b\". The file has no \"lists\".");
    }

    [Theory]
    [InlineData("""{ "method": "WeChat.Native" }""", "RTR1008 $.rules[0].when.method: \"WeChat.Native\" is no method: write brand.presentation in small letters, such as \"wechat.native\". wechat.native?")]
    [InlineData("""{ "method": "wechat" }""", "RTR1008 $.rules[0].when.method: \"wechat\" is no method: write brand.presentation in small letters, such as \"wechat.native\".")]
    [InlineData("""{ "method": ".native" }""", "RTR1008 $.rules[0].when.method: \".native\" is no method: write brand.presentation in small letters, such as \"wechat.native\".")]
    [InlineData("""{ "method": "wechat." }""", "RTR1008 $.rules[0].when.method: \"wechat.\" is no method: write brand.presentation in small letters, such as \"wechat.native\".")]
    [InlineData("""{ "method": "we_chat.x" }""", "RTR1008 $.rules[0].when.method: \"we_chat.x\" is no method: write brand.presentation in small letters, such as \"wechat.native\".")]
    [InlineData("""{ "method": "a.b.c" }""", "RTR1008 $.rules[0].when.method: \"a.b.c\" is no method: write brand.presentation in small letters, such as \"wechat.native\".")]
    [InlineData("""{ "method": "a-1.b2" }""", "")]
    [InlineData("""{ "expr": "method == 'wechat'" }""", "RTR1008 $.rules[0].when.expr: \"wechat\" is no method: write brand.presentation in small letters, such as 'wechat.native'.")]
    [InlineData("""{ "metadata.k": { "gt": "a" } }""", "RTR1013 $.rules[0].when['metadata.k'].gt: Only numbers can be ordered; here stands a text.")]
    [InlineData("""{ "metadata.k": { "gt": 1 } }""", "")]
    public void Without_registries_the_form_alone_is_checked(string when, string told) => Told(RuleFiles.WithWhen(when)).Should().Be(told);

    [Theory]
    [InlineData(100, "")]
    [InlineData(101, "RTR1002")]
    public void An_id_has_up_to_100_characters(int length, string id) =>
        Told(RuleFiles.WithRule($$""" "id": "{{new string('a', length)}}", "decline": { "reason": "x" } """)).Should().StartWith(id);

    [Theory]
    [InlineData("-2147483648", true)]
    [InlineData("-2147483649", false)]
    [InlineData("2147483647", true)]
    [InlineData("2147483648", false)]
    public void A_priority_has_32_bits(string priority, bool isRead) =>
        (Told(RuleFiles.WithRule($$""" "id": "r", "priority": {{priority}}, "decline": { "reason": "x" } """)).Length == 0).Should().Be(isRead);

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("1000000", true)]
    [InlineData("1000001", false)]
    public void A_weight_is_at_most_a_million_and_one_of_them_is_more_than_none(string weight, bool isRead) =>
        (Told(RuleFiles.WithRule($$""" "id": "r", "route": { "strategy": "weighted", "candidates": [{ "account": "a", "weight": {{weight}} }] } """)).Length == 0).Should().Be(isRead);

    [Fact]
    public void Of_accounts_and_tags_that_are_not_there_the_known_ones_are_named_and_removed_ones_only_warned_of()
    {
        var route = RuleFiles.WithRule(""" "id": "r", "route": { "strategy": "priority", "candidates": ["gone", "nobody", { "tag": "old" }, { "tag": "none" }, { "channel": "old" }] } """);
        var known = new RuleLoadContext { Accounts = [], AccountTags = ["b", "a"], Channels = [], RemovedAccounts = ["gone"], RemovedTags = ["old"] };

        string.Join('\n', RuleSetLoader.Load("x.json", route.Replace("\"other\"", "\"gone\"", StringComparison.Ordinal), null, known).Diagnostics.Select(d => $"{d.Severity} {d.JsonPath} {d.Message}")).Should().Be(string.Join(
            '\n',
            "Warning $.rules[0].route.candidates[0] Account \"gone\" was removed for good: it gets no payments here. Delete it.",
            "Error $.rules[0].route.candidates[1] There is no account \"nobody\". There is none.",
            "Warning $.rules[0].route.candidates[2].tag Every account with the tag \"old\" was removed for good: it gets no payments here. Delete it.",
            "Error $.rules[0].route.candidates[3].tag There is no tag \"none\". There are: a, b.",
            "Error $.rules[0].route.candidates[4].channel There is no channel \"old\". There is none.",
            "Warning $.default.route.candidates[0] Account \"gone\" was removed for good: it gets no payments here. Delete it."));
    }

    [Theory]
    [InlineData("""[]""", "RTR1007 $: facts.json is one JSON object.")]
    [InlineData("""{ "$schema": "x", "regoin": {} }""", "RTR1005 $.regoin: facts.json has no \"regoin\". It knows: $schema, region, cardBank, business, carrier, province, deviceVendor, tags, metadata. region?")]
    [InlineData("""{ "platform": {} }""", "RTR1005 $.platform: facts.json has no \"platform\". It knows: $schema, region, cardBank, business, carrier, province, deviceVendor, tags, metadata.")]
    [InlineData("""{ "region": ["CN"] }""", "RTR1007 $.region: A registry is an object: each value with an array of its other names, { \"CN\": [\"china\"] }.")]
    [InlineData("""{ "region": { " CN": [] } }""", "RTR1007 $.region[' CN']: A value is text of 1 to 256 characters without spaces at its ends.")]
    [InlineData("""{ "region": { "": [] } }""", "RTR1007 $.region['']: A value is text of 1 to 256 characters without spaces at its ends.")]
    [InlineData("""{ "region": { "CN": "china" } }""", "RTR1007 $.region.CN: The other names are an array of texts; write [] where there are none.")]
    [InlineData("""{ "region": { "CN": [7] } }""", "RTR1007 $.region.CN[0]: A name is text of 1 to 256 characters.")]
    [InlineData("""{ "region": { "CN": [" "] } }""", "RTR1007 $.region.CN[0]: A name is text of 1 to 256 characters.")]
    [InlineData("""{ "region": { "CN": ["x"], "HK": ["X"] } }""", "RTR1004 $.region.HK[0]: \"X\" already names \"CN\" (capitals do not count). One name has one meaning.")]
    [InlineData("""{ "region": { "CN": ["hk"], "HK": [] } }""", "RTR1004 $.region.HK: \"HK\" already names \"CN\" (capitals do not count). One name has one meaning.")]
    [InlineData("""{ "region": { "CN": ["cn", "china", "China"] } }""", "")]
    [InlineData("""{ "metadata": ["vip"] }""", "RTR1007 $.metadata: \"metadata\" is an object: each key with its type, { \"vip\": \"boolean\" }.")]
    [InlineData("""{ "metadata": { "vip": "bool" } }""", "RTR1008 $.metadata.vip: A metadata type is text, integer or boolean. boolean?")]
    [InlineData("""{ "metadata": { "vip": "intger" } }""", "RTR1008 $.metadata.vip: A metadata type is text, integer or boolean. integer?")]
    [InlineData("""{ "metadata": { "vip": "txt" } }""", "RTR1008 $.metadata.vip: A metadata type is text, integer or boolean. text?")]
    [InlineData("""{ "metadata": { "vip": true } }""", "RTR1008 $.metadata.vip: A metadata type is text, integer or boolean.")]
    [InlineData("""{ "metadata": { "a": "text", "b": "integer", "c": "boolean" } }""", "")]
    public void A_file_of_facts_is_told_what_is_wrong_with_it(string json, string told)
    {
        var loaded = FactCatalog.Load("facts.json", json);

        Shown(loaded.Diagnostics).Should().Be(told);
        (loaded.Value is null).Should().Be(told.Length > 0);
    }

    private static string Told(string json) => Shown(RuleSetLoader.Load("x.json", json).Diagnostics);

    private static string Shown(IEnumerable<RuleDiagnostic> diagnostics) =>
        string.Join('\n', diagnostics.Select(d => $"{d.Id} {d.JsonPath}: {d.Message}{(d.Suggestion is null ? "" : $" {d.Suggestion}?")}"));
}
