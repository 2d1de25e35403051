using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Router.Rules.Tests;

/// The rule language once more, as slowly and plainly as it can be said, straight on the JSON: what the compiled set is held against.
internal static class NaiveInterpreter
{
    public static string? FirstMatch(JsonNode file, JsonObject facts)
    {
        if (file["currencies"] is JsonArray currencies && !currencies.Any(c => JsonNode.DeepEquals(c, facts["currency"]))) return null;
        var ordered = file["rules"]!.AsArray()
            .Select((rule, index) => (rule: rule!, index))
            .OrderBy(r => -(r.rule["priority"]?.GetValue<int>() ?? 0)).ThenBy(r => r.index);
        foreach (var (rule, _) in ordered)
        {
            var enabled = rule["enabled"]?.GetValue<bool>() ?? true;
            if (enabled && IsActive(rule, facts) && (rule["when"] is null || Group(rule["when"]!.AsObject(), facts, file))) return rule["id"]!.GetValue<string>();
        }

        return null;
    }

    // Instants are all written in one form here, so that their texts have their order.
    private static bool IsActive(JsonNode rule, JsonObject facts) =>
        (rule["activeFrom"] is not { } from || Operator("gte", from, facts["time"], rule)) && (rule["activeTo"] is not { } to || Operator("lt", to, facts["time"], rule));

    private static bool Group(JsonObject group, JsonObject facts, JsonNode file) => group.All(member => member.Key switch
    {
        "all" => member.Value!.AsArray().All(g => Group(g!.AsObject(), facts, file)),
        "any" => member.Value!.AsArray().Any(g => Group(g!.AsObject(), facts, file)),
        "not" => !Group(member.Value!.AsObject(), facts, file),
        var field => Field(member.Value!, facts[field], file),
    });

    private static bool Field(JsonNode asked, JsonNode? fact, JsonNode file) => asked switch
    {
        JsonArray => Operator("in", asked, fact, file),
        JsonObject operators => operators.All(o => Operator(o.Key, o.Value!, fact, file)),
        _ => Operator("eq", asked, fact, file),
    };

    private static bool Operator(string name, JsonNode asked, JsonNode? fact, JsonNode file)
    {
        if (name == "exists") return (fact is not null) == asked.GetValue<bool>();
        if (fact is null) return false;
        if (fact is JsonArray set && name is ("eq" or "in" or "prefix")) return set.Any(member => Operator(name, asked, member, file));
        return name switch
        {
            "eq" => IsList(asked, out var list) ? Operator("in", file["lists"]![list]!, fact, file) : JsonNode.DeepEquals(asked, fact),
            "ne" => !Operator("eq", asked, fact, file),
            "in" => IsList(asked, out var named) ? Operator("in", file["lists"]![named]!, fact, file) : asked.AsArray().Any(a => Field(a!, fact, file)),
            "notIn" => !Operator("in", asked, fact, file),
            "between" => Order(asked[0]!, fact) <= 0 && Order(asked[1]!, fact) >= 0,
            "gt" => Order(asked, fact) < 0,
            "gte" => Order(asked, fact) <= 0,
            "lt" => Order(asked, fact) > 0,
            "lte" => Order(asked, fact) >= 0,
            "prefix" => (asked as JsonArray ?? [asked.DeepClone()]).Any(p => fact.GetValue<string>().StartsWith(p!.GetValue<string>(), StringComparison.Ordinal)),
            "matches" => Regex.IsMatch(fact.GetValue<string>(), $"^(?:{asked.GetValue<string>()})$"),
            _ => throw new InvalidOperationException(name),
        };
    }

    private static bool IsList(JsonNode asked, out string name)
    {
        name = asked is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith('@') ? text[1..] : "";
        return name.Length > 0;
    }

    private static int Order(JsonNode asked, JsonNode fact) => asked.AsValue().TryGetValue<string>(out var text)
        ? string.CompareOrdinal(text, fact.GetValue<string>())
        : asked.GetValue<long>().CompareTo(fact.GetValue<long>());
}
