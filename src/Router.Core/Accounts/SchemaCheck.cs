using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Router.Rules.Loading;

namespace Router.Core.Accounts;

/// <summary>
/// Checks a value against the part of JSON Schema that manifests use: type, required, properties, additionalProperties, items, enum, minimum,
/// maximum, minLength, maxLength, pattern, and our own "secret". Tells every problem at once. A keyword that is not among these is ignored.
/// </summary>
internal sealed class SchemaCheck
{
    private const int MaxDepth = 32;
    private const int SecretNameMax = 128;

    private readonly List<SchemaProblem> _problems = [];

    private SchemaCheck()
    {
    }

    public static IReadOnlyList<SchemaProblem> Check(JsonElement value, JsonElement schema)
    {
        var check = new SchemaCheck();
        check.Value(value, schema, "", 0);
        return check._problems;
    }

    /// <summary>For fields that come as text only.</summary>
    public static IReadOnlyList<SchemaProblem> Texts(IReadOnlyDictionary<string, string> fields, JsonElement schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, text) in fields.OrderBy(f => f.Key, StringComparer.Ordinal)) writer.WriteString(name, text);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return Check(document.RootElement, schema);
    }

    private void Value(JsonElement value, JsonElement schema, string path, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth) return;
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(t => IsOf(value, t)))
        {
            Tell(path, $"is {Kind(value)}; it must be {string.Join(" or ", Types(type).Select(Article))}.");
            return;
        }

        if (schema.TryGetProperty("enum", out var allowed)) Enum(value, allowed, path);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Text(value.GetString()!, schema, path);
                break;
            case JsonValueKind.Number:
                Number(value.GetDouble(), schema, path);
                break;
            case JsonValueKind.Array when schema.TryGetProperty("items", out var items):
                var index = 0;
                foreach (var item in value.EnumerateArray()) Value(item, items, $"{path}[{index++}]", depth + 1);
                break;
            case JsonValueKind.Object:
                Object(value, schema, path, depth);
                break;
        }
    }

    private void Object(JsonElement value, JsonElement schema, string path, int depth)
    {
        var properties = schema.TryGetProperty("properties", out var named) && named.ValueKind == JsonValueKind.Object
            ? named.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal)
            : [];
        if (schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array)
            foreach (var name in required.EnumerateArray().Select(r => r.GetString()!))
                if (!value.TryGetProperty(name, out _)) Tell(Join(path, name), "is missing.");

        var names = properties.Keys.Order(StringComparer.Ordinal).ToList();
        var others = schema.TryGetProperty("additionalProperties", out var additional) ? additional : (JsonElement?)null;
        foreach (var property in value.EnumerateObject())
        {
            if (properties.TryGetValue(property.Name, out var inner)) Value(property.Value, inner, Join(path, property.Name), depth + 1);
            else if (others is { ValueKind: JsonValueKind.False })
                Tell(
                    Join(path, property.Name),
                    names.Count == 0 ? "is not known; nothing is expected here." : $"is not known. Known are: {Suggest.List(names)}.",
                    Suggest.Nearest(property.Name, names));
            else if (others is { ValueKind: JsonValueKind.Object } rest) Value(property.Value, rest, Join(path, property.Name), depth + 1);
        }
    }

    private void Text(string text, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("secret", out var secret) && secret.ValueKind == JsonValueKind.True)
        {
            // The message never repeats the text: it may be the secret itself.
            if (LooksLikeSecret(text))
                _problems.Add(new(
                    path, "looks like the secret itself. Write the name of a secret here and keep the secret in the environment or a file.",
                    IsSecret: true));
            return;
        }

        if (Integer(schema, "minLength") is { } min && text.Length < min) Tell(path, $"has {text.Length} characters; at least {min} are needed.");
        if (Integer(schema, "maxLength") is { } max && text.Length > max) Tell(path, $"has {text.Length} characters; at most {max} are allowed.");
        if (schema.TryGetProperty("pattern", out var pattern) && pattern.ValueKind == JsonValueKind.String && pattern.GetString() is { } wanted && !Matches(text, wanted))
            Tell(path, $"does not match {wanted}.");
    }

    private void Number(double number, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("minimum", out var min) && min.ValueKind == JsonValueKind.Number && number < min.GetDouble())
            Tell(path, $"is {number.ToString(CultureInfo.InvariantCulture)}; at least {min.GetRawText()} is needed.");
        if (schema.TryGetProperty("maximum", out var max) && max.ValueKind == JsonValueKind.Number && number > max.GetDouble())
            Tell(path, $"is {number.ToString(CultureInfo.InvariantCulture)}; at most {max.GetRawText()} is allowed.");
    }

    private void Enum(JsonElement value, JsonElement allowed, string path)
    {
        if (allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value))) return;
        var words = allowed.EnumerateArray().Select(a => a.ValueKind == JsonValueKind.String ? a.GetString()! : a.GetRawText()).ToList();
        var suggestion = value.ValueKind == JsonValueKind.String ? Suggest.Nearest(value.GetString()!, words) : null;
        Tell(path, $"must be one of {Suggest.List(words)}.", suggestion);
    }

    private void Tell(string path, string message, string? suggestion = null) => _problems.Add(new(path, message, suggestion));

    private static bool LooksLikeSecret(string text) =>
        text.Length > SecretNameMax || text.Contains("-----BEGIN", StringComparison.Ordinal) || text.Any(char.IsWhiteSpace)
        || (text.Length >= 32 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=') && text.Any(char.IsAsciiDigit));

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // The plugin's own mistake must not stop an account.
            return true;
        }
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static int? Integer(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    private static string Article(string type) => type switch
    {
        "string" => "a text",
        "integer" => "a whole number",
        "object" or "array" => "an " + type,
        _ => "a " + type,
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
