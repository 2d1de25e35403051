using System.Text.Json.Nodes;

namespace Router.Fuzz.Tests;

/// <summary>Good input to spoil.</summary>
internal static class Corpus
{
    private static readonly string s_root = Root();

    public static IReadOnlyList<byte[]> Rules { get; } = [File("rules/default.json"), .. SemanticRules(), Fuzz.Utf8(RuleText("amount % 100 == 0 and cardBank in ['ICBC']"))];

    public static IReadOnlyList<byte[]> Expressions { get; } =
    [
        .. new[]
        {
            "amount % 100 == 0 and cardBank in ['ICBC', 'CCB']", "not (platform == 'ios') or coalesce(amount, 0) > 3 * 7", "time > '2026-01-01T00:00:00+08:00'",
            "metadata['user-id'] != 'x' and exists(metadata.vip)", "if(amount > 5, amount, -amount) <= 9223372036854775807", "hour('Asia/Shanghai') in [8, 9]",
            "tags in ['vip', 'trial']", "startsWith(payerId, 'a') and length(payerId) > 3",
        }.Select(Fuzz.Utf8),
    ];

    public static IReadOnlyList<byte[]> FactCatalogs { get; } = [File("rules/facts.json")];

    public static IReadOnlyList<byte[]> Bins { get; } = [File("rules/bins.csv"), Fuzz.Utf8("bin,bank,type\n621700,CCB,debit\n622200,ICBC,debit\n")];

    public static IReadOnlyList<byte[]> Facts { get; } =
    [
        Fuzz.Utf8("""{"amount":1000,"currency":"CNY","method":"sim.qr","platform":"ios","cardBin":"621700","time":"2026-03-01T08:00:00+08:00","tags":["a"],"metadata.vip":true}"""),
        Fuzz.Utf8("""{"merchant":"shop","order":"o1","amount":1,"currency":"USD","method":"sim.app","instalments":3,"metadata.user-id":"x","payerId":"p"}"""),
    ];

    public static IReadOnlyList<byte[]> Manifests { get; } = [File("plugins/Router.Channel.Simulator/plugin.json"), File("plugins/Router.Channel.NoOp/plugin.json")];

    public static IReadOnlyList<byte[]> PluginLists { get; } =
    [
        File("plugins.json"),
        Fuzz.Utf8("""{ "plugins": [ { "id": "a", "folder": "A", "trust": { "key": "k.pem" }, "version": "[1.0,2.0)", "enabled": false, "accounts": "a.json" } ] }"""),
    ];

    public static IReadOnlyList<byte[]> Accounts { get; } =
    [
        Fuzz.Utf8("""
            { "accounts": [ { "id": "a", "channel": "simulator", "merchantId": "M1", "state": "noNewPayments", "maxConcurrency": 8, "tags": ["x"], "regions": ["CN"],
              "production": false, "currencies": ["CNY"], "methods": ["sim.qr"], "settings": { "ledgerFolder": "l", "buyer": { "never": 1 } },
              "fees": [ { "ppm": 6000, "fixed": 3, "min": 1, "max": 100, "currency": "CNY" } ], "limits": { "min": 1, "max": 5000 } } ] }
            """),
        Fuzz.Utf8("""[ { "id": "b", "channel": "c", "merchantId": "M", "settings": {} } ]"""),
    ];

    public static IReadOnlyList<byte[]> Bodies { get; } =
    [
        .. new[]
        {
            """{"merchant":"shop","merchantOrderNo":"o-1","amount":1000,"currency":"CNY","description":"Tea","methods":["sim.qr"],"facts":{"region":"CN"},"expiresIn":600}""",
            """{"merchant":"shop","merchantOrderNo":"o-2","amount":1,"currency":"USD","description":"茶","method":"sim.barcode","authCode":"134567890123456789","payer":{"id":"p","ipAddress":"::1"},"instrument":{"cardBank":"ICBC","cardBin":"621700"},"returnUrl":"https://a.example/","notifyUrl":"https://b.example/","allowedAccounts":["fast"],"extra":{"k":"v"}}""",
            """{"merchantRefundNo":"r-1","amount":3,"reason":"broken"}""", """{"methods":["sim.app"],"authCode":"1"}""", """{"code":"123456"}""",
            """{"decision":"paid","reason":"r","evidence":"e","transactionId":"t"}""", """{"proposal":1}""", """{"health":0.5,"seconds":60,"reason":"slow"}""",
            """{"account":"never","date":"2026-03-01","to":"2026-03-02","apply":true}""", """{"declineChannel":{"share":0.5,"banks":["ICBC"]}}""",
        }.Select(Fuzz.Utf8),
    ];

    public static byte[] File(string path) => System.IO.File.ReadAllBytes(Path.Combine(s_root, path));

    public static string RuleText(string expression) => new JsonObject
    {
        ["name"] = "fuzz",
        ["currencies"] = new JsonArray("CNY"),
        ["rules"] = new JsonArray(new JsonObject
        {
            ["id"] = "r",
            ["when"] = new JsonObject { ["expr"] = expression },
            ["route"] = new JsonObject { ["strategy"] = "priority", ["candidates"] = new JsonArray("a") },
        }),
        ["default"] = new JsonObject { ["route"] = new JsonObject { ["strategy"] = "weighted", ["candidates"] = new JsonArray("a", "b") } },
    }.ToJsonString();

    private static IEnumerable<byte[]> SemanticRules() =>
        from file in Directory.GetFiles(Path.Combine(s_root, "rules/semantics"), "*.cases.json").Order(StringComparer.Ordinal)
        let node = JsonNode.Parse(System.IO.File.ReadAllText(file), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject
        where node?["rules"] is JsonObject
        select Fuzz.Utf8(node["rules"]!.ToJsonString());

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "Router.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Router.sln is not above the tests.");
        return folder;
    }
}
