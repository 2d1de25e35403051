using System.Text;
using System.Text.Json.Nodes;
using Router.Rules;

namespace Router.Bench.Rules;

/// <summary>Rule files as a payment company would have them, and payments for them; the same for the same seed.</summary>
internal sealed class RuleFiles(int seed)
{
    private static readonly string[] s_platforms = ["ios", "android", "windows", "macos", "linux", "web", "pos", "other"];
    private static readonly string[] s_cardTypes = ["debit", "credit", "prepaid"];
    private static readonly string[] s_methods = ["alipay.app", "alipay.h5", "wechat.native", "wechat.jsapi", "unionpay.quick", "unionpay.qr"];
    private static readonly string[] s_regions = [.. Enumerable.Range(0, 40).Select(i => $"R{i:00}")];
    private static readonly string[] s_banks = [.. Enumerable.Range(0, 60).Select(i => $"BANK{i:00}")];
    private static readonly string[] s_businesses = [.. Enumerable.Range(0, 20).Select(i => $"business-{i}")];
    private static readonly string[] s_merchants = [.. Enumerable.Range(0, 2_000).Select(i => $"merchant-{i:0000}")];

    private readonly Random _random = new(seed);

    public byte[] File(int rules)
    {
        var array = new JsonArray();
        for (var i = 0; i < rules - 3; i++) array.Add((JsonNode)Rule(i));
        array.Insert(0, Target("first", 1_000));
        array.Insert(array.Count / 2, Target("middle", 50));
        array.Add((JsonNode)Target("last", -1));
        return File(array);
    }

    /// <summary>A file of rules that are all made alike: for the sets that an index likes least.</summary>
    public static byte[] File(int rules, Func<int, JsonObject?> when)
    {
        var array = new JsonArray();
        for (var i = 0; i < rules; i++)
        {
            var rule = new JsonObject { ["id"] = $"r{i}" };
            if (when(i) is { } conditions) rule["when"] = conditions;
            rule["route"] = new JsonObject { ["strategy"] = "priority", ["candidates"] = new JsonArray("a", "b") };
            array.Add((JsonNode)rule);
        }

        return File(array);
    }

    /// <summary>A payment that may hit any rule or none.</summary>
    public Facts Payment() => new FactsBuilder()
        .Set(FactId.Platform, Pick(s_platforms)).Set(FactId.Region, Pick(s_regions)).Set(FactId.CardBank, Pick(s_banks))
        .Set(FactId.CardType, Pick(s_cardTypes)).Set(FactId.CardBin, Bin()).Set(FactId.Currency, "CNY").Set(FactId.Method, Pick(s_methods))
        .Set(FactId.Amount, Amount()).Set(FactId.Merchant, Pick(s_merchants)).Set(FactId.Business, Pick(s_businesses))
        .SetMetadata("vip", _random.Next(5) == 0).SetMetadata("level", _random.Next(10)).SetTime(Noon).Build();

    /// <summary>A payment of values that no rule mentions, but for its merchant.</summary>
    public static Facts Stranger(string merchant) => new FactsBuilder()
        .Set(FactId.Platform, "other").Set(FactId.Region, "nowhere").Set(FactId.CardBank, "NOBANK").Set(FactId.CardType, "prepaid")
        .Set(FactId.CardBin, "99999999").Set(FactId.Currency, "CNY").Set(FactId.Method, "cash.desk").Set(FactId.Amount, 77)
        .Set(FactId.Merchant, merchant).Set(FactId.Business, "none").SetMetadata("vip", false).SetMetadata("level", -1).SetTime(Noon).Build();

    private static DateTimeOffset Noon => new(2026, 3, 6, 12, 0, 0, TimeSpan.FromHours(8));

    private static byte[] File(JsonArray rules) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["name"] = "bench",
        ["currencies"] = new JsonArray("CNY"),
        ["lists"] = new JsonObject { ["bigBanks"] = new JsonArray([.. s_banks.Take(5).Select(b => (JsonNode)b)]) },
        ["rules"] = rules,
        ["default"] = new JsonObject { ["route"] = new JsonObject { ["strategy"] = "priority", ["candidates"] = new JsonArray("a") } },
    }.ToJsonString());

    private static JsonObject Target(string merchant, int priority) => new()
    {
        ["id"] = merchant,
        ["priority"] = priority,
        ["when"] = new JsonObject { ["merchant"] = merchant },
        ["route"] = new JsonObject { ["strategy"] = "priority", ["candidates"] = new JsonArray("a") },
    };

    private JsonObject Rule(int index)
    {
        var when = new JsonObject();
        for (var left = _random.Next(3, 7); left > 0;)
        {
            var (name, condition) = Condition();
            if (when.ContainsKey(name)) continue;
            when[name] = condition;
            left--;
        }

        if (index % 20 == 0) when["any"] = new JsonArray(Group(), Group());
        if (index % 25 == 0) when["not"] = new JsonObject { ["business"] = Pick(s_businesses), ["platform"] = Pick(s_platforms) };
        var rule = new JsonObject { ["id"] = $"rule-{index}", ["description"] = "made for the bench", ["priority"] = _random.Next(100), ["when"] = when };
        if (index % 40 == 0)
            rule["windows"] = new JsonArray(new JsonObject { ["from"] = "08:00", ["to"] = "20:00", ["zone"] = "Asia/Shanghai" });
        rule["route"] = new JsonObject
        {
            ["strategy"] = "weighted",
            ["candidates"] = new JsonArray(new JsonObject { ["account"] = "a", ["weight"] = 70 }, new JsonObject { ["account"] = "b", ["weight"] = 30 }),
            ["fallback"] = new JsonArray("c"),
        };
        return rule;
    }

    private JsonObject Group()
    {
        var (name, condition) = Condition();
        return new JsonObject { [name] = condition };
    }

    private (string Name, JsonNode Condition) Condition() => _random.Next(14) switch
    {
        0 or 1 => ("platform", Some(s_platforms)),
        2 or 3 => ("region", Some(s_regions)),
        4 => ("cardBank", Some(s_banks)),
        5 => ("cardBank", "@bigBanks"),
        6 => ("cardType", new JsonObject { ["ne"] = Pick(s_cardTypes) }),
        7 or 8 => ("amount", Between()),
        9 => ("method", Some(s_methods)),
        10 => ("cardBin", new JsonObject { ["prefix"] = new JsonArray(Bin()[..6], Bin()[..4]) }),
        11 => ("merchant", Some(s_merchants)),
        12 => ("metadata.vip", _random.Next(2) == 0),
        _ => ("metadata.level", new JsonObject { ["gte"] = _random.Next(10) }),
    };

    private JsonNode Some(string[] values) =>
        _random.Next(2) == 0 ? Pick(values) : new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (JsonNode)Pick(values))]);

    private JsonObject Between()
    {
        var low = Amount();
        return new JsonObject { ["gte"] = low, ["lt"] = low + 1_000 + _random.Next(200_000) };
    }

    private long Amount() => _random.Next(1, 500) * 1_000L;

    private string Bin() => $"62{_random.Next(100):00}{_random.Next(10_000):0000}";

    private string Pick(string[] values) => values[_random.Next(values.Length)];
}
