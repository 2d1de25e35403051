using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Router.ChannelSimulators.PayPal;

/// <summary>JSON of the simulator.</summary>
internal static class PayPalJson
{
    public static WireAnswer Answer(int status, JsonNode body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json");

    public static JsonNode Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) ?? throw PayPalRefusal.Invalid("MALFORMED_REQUEST_JSON", "null");
        }
        catch (JsonException)
        {
            throw PayPalRefusal.Invalid("MALFORMED_REQUEST_JSON", "not JSON");
        }
    }

    public static string? Text(JsonNode? node, string name) =>
        node is JsonObject members && members[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A text of limited length; empty is as wrong as too long.</summary>
    public static string? Text(JsonNode? node, string name, int lengthMax)
    {
        var text = Text(node, name);
        if (text is { Length: 0 }) throw PayPalRefusal.Invalid("INVALID_STRING_LENGTH", name);
        return text is null || text.Length <= lengthMax ? text : throw PayPalRefusal.Invalid("INVALID_STRING_MAX_LENGTH", name);
    }

    public static void Only(JsonNode? node, params ReadOnlySpan<string> names)
    {
        if (node is not JsonObject members) throw PayPalRefusal.Invalid("INVALID_PARAMETER_SYNTAX", "an object is wanted");
        foreach (var (name, _) in members)
        {
            if (!names.Contains(name)) throw PayPalRefusal.Invalid("INVALID_PARAMETER", name);
        }
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static JsonObject Link(string href, string rel, string method) => new() { ["href"] = href, ["rel"] = rel, ["method"] = method };
}
