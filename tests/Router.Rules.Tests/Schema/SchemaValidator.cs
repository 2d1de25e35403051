using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Router.Rules.Tests.Schema;

/// As much of JSON Schema as the rules' schema uses; a keyword that it does not know is an error of the schema.
internal sealed class SchemaValidator(JsonObject root)
{
    private static readonly string[] s_silent = ["$schema", "$defs", "title", "description", "default"];

    /// The paths that do not fit.
    public IReadOnlyList<string> Check(JsonNode? value)
    {
        var wrong = new List<string>();
        Check(root, value, "$", wrong);
        return wrong;
    }

    private bool Fits(JsonNode schema, JsonNode? value)
    {
        var wrong = new List<string>();
        Check(schema.AsObject(), value, "", wrong);
        return wrong.Count == 0;
    }

    private void Check(JsonObject schema, JsonNode? value, string path, List<string> wrong)
    {
        foreach (var (keyword, rule) in schema)
            if (!s_silent.Contains(keyword) && !Keyword(schema, keyword, rule!, value, path, wrong)) wrong.Add($"{path} ({keyword})");
    }

    private bool Keyword(JsonObject schema, string keyword, JsonNode rule, JsonNode? value, string path, List<string> wrong)
    {
        var map = value as JsonObject;
        var array = value as JsonArray;
        var text = value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        decimal? number = value?.GetValueKind() == JsonValueKind.Number ? value.GetValue<decimal>() : null;
        switch (keyword)
        {
            case "$ref":
                Check(root["$defs"]![rule.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), value, path, wrong);
                return true;
            case "type":
                return rule is JsonArray types ? types.Any(t => IsOf(t!.GetValue<string>(), value)) : IsOf(rule.GetValue<string>(), value);
            case "enum":
                return rule.AsArray().Any(e => JsonNode.DeepEquals(e, value));
            case "pattern":
                return text is null || Regex.IsMatch(text, rule.GetValue<string>());
            case "minLength":
                return text is null || text.Length >= rule.GetValue<int>();
            case "maxLength":
                return text is null || text.Length <= rule.GetValue<int>();
            case "minimum":
                return number is null || number >= rule.GetValue<decimal>();
            case "maximum":
                return number is null || number <= rule.GetValue<decimal>();
            case "minItems":
                return array is null || array.Count >= rule.GetValue<int>();
            case "maxItems":
                return array is null || array.Count <= rule.GetValue<int>();
            case "minProperties":
                return map is null || map.Count >= rule.GetValue<int>();
            case "required":
                return map is null || rule.AsArray().All(r => map.ContainsKey(r!.GetValue<string>()));
            case "items":
                for (var i = 0; i < array?.Count; i++) Check(rule.AsObject(), array[i], $"{path}[{i}]", wrong);
                return true;
            case "properties":
                foreach (var (name, inner) in rule.AsObject())
                    if (map?.ContainsKey(name) == true) Check(inner!.AsObject(), map[name], $"{path}.{name}", wrong);
                return true;
            case "patternProperties":
                foreach (var (pattern, inner) in rule.AsObject())
                    foreach (var (name, entry) in map ?? [])
                        if (Regex.IsMatch(name, pattern)) Check(inner!.AsObject(), entry, $"{path}.{name}", wrong);
                return true;
            case "additionalProperties":
                return Additional(schema, rule, map, path, wrong);
            case "anyOf":
                return rule.AsArray().Any(r => Fits(r!, value));
            case "oneOf":
                return rule.AsArray().Count(r => Fits(r!, value)) == 1;
            case "allOf":
                return rule.AsArray().All(r => Fits(r!, value));
            case "not":
                return !Fits(rule, value);
            default:
                throw new InvalidOperationException($"The schema's keyword {keyword} is not known here.");
        }
    }

    private bool Additional(JsonObject schema, JsonNode rule, JsonObject? map, string path, List<string> wrong)
    {
        foreach (var (name, entry) in map ?? [])
        {
            if (schema["properties"]?.AsObject().ContainsKey(name) == true) continue;
            if (schema["patternProperties"]?.AsObject().Any(p => Regex.IsMatch(name, p.Key)) == true) continue;
            if (rule is not JsonObject inner) return false;
            Check(inner, entry, $"{path}.{name}", wrong);
        }

        return true;
    }

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value!.GetValue<decimal>() % 1 == 0,
        _ => false,
    };
}
