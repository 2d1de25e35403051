using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Router.Rules.Tests.Schema;

/// Writes the parts of the JSON Schema that speak of facts and operators from their tables; the frame of the file stays as it is.
internal static class SchemaWriter
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private static readonly string[] s_groups = ["all", "any", "not", "expr"];

    public static string Write(string schema)
    {
        var root = JsonNode.Parse(schema)!.AsObject();
        var definitions = root["$defs"]!.AsObject();
        foreach (var name in definitions.Select(d => d.Key).Where(k => k.StartsWith("test", StringComparison.Ordinal) || k.StartsWith("operators", StringComparison.Ordinal)).ToList())
            definitions.Remove(name);

        var when = Kept(definitions["when"]!["properties"]!.AsObject());
        foreach (var fact in FactTable.All)
        {
            var shape = fact.Values is null ? fact.Type == FactType.Texts ? "Text" : fact.Type.ToString() : char.ToUpperInvariant(fact.Name[0]) + fact.Name[1..];
            when[fact.Name] = new JsonObject { ["description"] = fact.Meaning, ["$ref"] = "#/$defs/test" + shape };
            Define(definitions, shape, Value(fact), fact.Operators);
        }

        definitions["when"]!["properties"] = when;
        definitions["when"]!["patternProperties"] = new JsonObject { ["^metadata\\..+$"] = new JsonObject { ["$ref"] = "#/$defs/testMetadata" } };
        Define(definitions, "Metadata", new JsonObject { ["type"] = new JsonArray("string", "integer", "boolean") }, OperatorTable.Names);

        var where = Kept(definitions["where"]!["properties"]!.AsObject());
        foreach (var name in new[] { "channel", "account", "tags" }) where[name] = new JsonObject { ["$ref"] = "#/$defs/testText" };
        foreach (var name in new[] { "fee", "feePpm" }) where[name] = new JsonObject { ["$ref"] = "#/$defs/testInteger" };
        where["health"] = new JsonObject { ["$ref"] = "#/$defs/testShare" };
        Define(definitions, "Share", new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 }, OperatorTable.For(FactType.Integer));
        definitions["where"]!["properties"] = where;
        return root.ToJsonString(s_options) + "\n";
    }

    private static JsonObject Kept(JsonObject properties) =>
        new(properties.Where(p => s_groups.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));

    private static JsonObject Value(FactDescription fact)
    {
        if (fact.Id == FactId.Currency) return Reference("currency");
        if (fact.Values is { } values) return new() { ["enum"] = new JsonArray([.. values.Select(v => (JsonNode)v)]) };
        return fact.Type switch
        {
            FactType.Integer => new() { ["type"] = "integer" },
            FactType.CardBin => new() { ["type"] = "string", ["pattern"] = "^[0-9]{6,8}$" },
            FactType.Instant => new() { ["$ref"] = "#/$defs/date" },
            FactType.Method => new() { ["type"] = "string", ["pattern"] = "^[a-z0-9-]+\\.[a-z0-9-]+$" },
            _ => new() { ["type"] = "string", ["minLength"] = 1 },
        };
    }

    // A value, an array of values and bounds, or operators; "@name" is a list wherever a value may stand.
    private static void Define(JsonObject definitions, string shape, JsonObject bound, IReadOnlyList<string> operators)
    {
        if (definitions.ContainsKey("test" + shape)) return;
        var known = new JsonObject();
        foreach (var name in operators) known[name] = Operand(name, shape);
        definitions["testBound" + shape] = bound;
        definitions["testValue" + shape] = AnyOf(Reference("testBound" + shape), Reference("testList"));
        definitions["operators" + shape] = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["minProperties"] = 1,
            ["properties"] = known,
        };
        definitions["test" + shape] = AnyOf(
            Reference("testValue" + shape), Array(AnyOf(Reference("testValue" + shape), Reference("operators" + shape))), Reference("operators" + shape));
        definitions["testList"] = new JsonObject { ["type"] = "string", ["pattern"] = "^@." };
        definitions["testTexts"] = AnyOf(Text(), Array(Text()));
    }

    private static JsonObject Operand(string name, string shape) => name switch
    {
        "eq" or "ne" => Reference("testValue" + shape),
        "in" or "notIn" => AnyOf(Reference("testList"), Array(Reference("testValue" + shape))),
        "between" => new() { ["type"] = "array", ["minItems"] = 2, ["maxItems"] = 2, ["items"] = Reference("testBound" + shape) },
        "prefix" => Reference("testTexts"),
        "matches" => new() { ["description"] = "The whole value.", ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 512 },
        "exists" => new() { ["type"] = "boolean" },
        _ => Reference("testBound" + shape),
    };

    private static JsonObject Text() => new() { ["type"] = "string", ["minLength"] = 1 };

    private static JsonObject Array(JsonObject items) => new() { ["type"] = "array", ["minItems"] = 1, ["items"] = items };

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/$defs/" + name };

    private static JsonObject AnyOf(params JsonObject[] choices) => new() { ["anyOf"] = new JsonArray([.. choices.Select(c => (JsonNode)c)]) };
}
