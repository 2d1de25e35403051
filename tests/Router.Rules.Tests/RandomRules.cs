using System.Text.Json.Nodes;

namespace Router.Rules.Tests;

/// Random rule files and facts over few values, so that matches are frequent.
internal sealed class RandomRules(int seed)
{
    private static readonly string[] s_banks = ["ICBC", "ABC", "BOC"];
    private static readonly string[] s_platforms = ["ios", "android", "web"];
    private static readonly string[] s_bins = ["622200", "62220012", "622848", "62284899", "012345"];

    private const int Fields = 14;

    private static readonly string[] s_times = ["2026-03-06T10:00:00Z", "2026-03-06T11:00:00Z", "2026-03-06T12:00:00Z", "2026-03-06T13:00:00Z"];

    // More than a block of the index has rules, so that some values belong to few.
    private static readonly string[] s_merchants = [.. Enumerable.Range(0, 300).Select(i => $"m{i}")];

    private readonly Random _random = new(seed);

    public JsonObject File(int maxRules = 7, int minRules = 1)
    {
        var rules = new JsonArray();
        var count = _random.Next(minRules, maxRules + 1);
        for (var i = 0; i < count; i++)
        {
            var rule = new JsonObject
            {
                ["id"] = $"r{i}",
                ["priority"] = _random.Next(-1, 2),
                ["decline"] = new JsonObject { ["reason"] = "x" },
            };
            if (_random.Next(10) > 0) rule["when"] = Group(3);
            if (_random.Next(8) == 0) rule["enabled"] = false;
            if (_random.Next(8) == 0) rule["activeFrom"] = s_times[_random.Next(1, 3)];
            if (_random.Next(8) == 0) rule["activeTo"] = s_times[3];
            rules.Add(rule);
        }

        return new JsonObject
        {
            ["currencies"] = new JsonArray("CNY", "USD"),
            ["lists"] = new JsonObject { ["banks"] = new JsonArray("ICBC", "BOC") },
            ["rules"] = rules,
            ["default"] = new JsonObject { ["decline"] = new JsonObject { ["reason"] = "default" } },
        };
    }

    public JsonObject Facts()
    {
        var facts = new JsonObject();
        if (_random.Next(10) > 0) facts["currency"] = Pick(["CNY", "USD", "JPY"]);
        if (Often()) facts["platform"] = Pick(s_platforms);
        if (Often()) facts["cardBank"] = Pick(s_banks);
        if (Often()) facts["cardBin"] = Pick(s_bins);
        if (Often()) facts["amount"] = _random.Next(0, 12);
        if (Often()) facts["instalments"] = _random.Next(0, 5);
        if (Often()) facts["payerSegment"] = Pick(["a", "ab", "abc"]);
        if (Often()) facts["metadata.k"] = _random.Next(3) switch { 0 => JsonValue.Create("1"), 1 => JsonValue.Create(1L), _ => JsonValue.Create(true) };
        if (Often()) facts["metadata.n"] = _random.Next(6);
        if (Often()) facts["method"] = Pick(["a.qr", "a.app", "b.qr", "c.other"]);
        if (Often()) facts["merchant"] = _random.Next(8) == 0 ? "nobody" : Pick(s_merchants);
        if (Often()) facts["tags"] = new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (JsonNode)Pick(["t1", "t2", "t3", "t4"]))]);
        if (Often()) facts["time"] = Pick(s_times);
        return facts;
    }

    private JsonObject Group(int depth)
    {
        var group = new JsonObject();
        var count = _random.Next(1, 4);
        for (var i = 0; i < count; i++)
        {
            var kind = _random.Next(depth > 0 ? Fields + 3 : Fields);
            if (kind == Fields) group["not"] = Group(depth - 1);
            else if (kind > Fields) group[kind == Fields + 1 ? "all" : "any"] = new JsonArray([.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => (JsonNode)Group(depth - 1))]);
            else AddField(group, kind);
        }

        return group;
    }

    private void AddField(JsonObject group, int kind)
    {
        if (kind == 0) group["platform"] = Texts(s_platforms);
        else if (kind == 1) group["cardBank"] = _random.Next(3) == 0 ? _random.Next(2) == 0 ? "@banks" : new JsonObject { ["notIn"] = "@banks" } : Texts(s_banks);
        else if (kind == 2) group["cardBin"] = Bins();
        else if (kind == 3) group["amount"] = Numbers(12);
        else if (kind == 4) group["instalments"] = Numbers(5);
        else if (kind == 5) group["payerSegment"] = new JsonObject { ["matches"] = Pick(["a|ab", "a+", "[a-c]{2,3}", ".*c"]) };
        else if (kind == 6) group["metadata.n"] = Numbers(6);
        else if (kind == 7) group["method"] = Texts(["a.qr", "a.app", "b.qr"]);
        else if (kind is 8 or 9) group["merchant"] = _random.Next(4) == 0 ? Texts(s_merchants) : new JsonArray(Pick(s_merchants), Pick(s_merchants), Pick(s_merchants));
        else if (kind == 10) group["tags"] = Sets(["t1", "t2", "t3"]);
        else if (kind == 11) group["time"] = new JsonObject { [Pick(["gt", "gte", "lt", "lte", "ne"])] = Pick(s_times) };
        else if (kind == 12) group["payerSegment"] = new JsonObject { ["prefix"] = new JsonArray(Pick(["a", "ab", "b"])) };
        else group["metadata.k"] = _random.Next(4) switch { 0 => "1", 1 => 1L, 2 => true, _ => new JsonObject { ["ne"] = 1L } };
    }

    private JsonNode Texts(string[] values) => _random.Next(6) switch
    {
        0 => Pick(values),
        1 => new JsonArray(Pick(values), Pick(values)),
        2 => new JsonObject { ["ne"] = Pick(values) },
        3 => new JsonObject { ["notIn"] = new JsonArray(Pick(values), Pick(values)) },
        4 => new JsonObject { ["exists"] = _random.Next(2) == 0 },
        _ => new JsonObject { ["in"] = new JsonArray(Pick(values)), ["prefix"] = new JsonArray(Pick(values)[..1], Pick(values)[..2]) },
    };

    private JsonNode Sets(string[] values) => _random.Next(5) switch
    {
        0 => new JsonObject { ["notIn"] = new JsonArray(Pick(values), Pick(values)) },
        1 => new JsonObject { ["ne"] = Pick(values), ["in"] = new JsonArray(Pick(values)) },
        2 => new JsonObject { ["exists"] = _random.Next(2) == 0 },
        _ => new JsonArray(Pick(values), Pick(values)),
    };

    private JsonNode Bins() => _random.Next(4) switch
    {
        0 => Pick(s_bins),
        1 => new JsonObject { ["prefix"] = new JsonArray("62", "0") },
        2 => new JsonObject { [Pick(["gt", "gte", "lt", "lte"])] = Pick(s_bins) },
        _ => new JsonObject { ["between"] = new JsonArray("62220000", Pick(["622848", "62284899"])) },
    };

    private JsonNode Numbers(int below)
    {
        var low = _random.Next(below);
        return _random.Next(6) switch
        {
            0 => low,
            1 => new JsonObject { ["between"] = new JsonArray(low, low + _random.Next(5)) },
            2 => new JsonObject { [Pick(["gt", "gte"])] = low, [Pick(["lt", "lte"])] = low + 2 },
            3 => new JsonArray(low, new JsonObject { ["gt"] = low + 2 }),
            4 => new JsonObject { ["ne"] = low, ["exists"] = true },
            _ => new JsonObject { [Pick(["gt", "gte", "lt", "lte"])] = low },
        };
    }

    private bool Often() => _random.Next(4) > 0;

    private string Pick(string[] values) => values[_random.Next(values.Length)];
}
